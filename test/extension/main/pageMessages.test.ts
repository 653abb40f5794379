import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import {
  bothPagesCommands,
  commands,
  interviewViewType,
  panelViewType,
  stateKeys,
  statisticsViewType,
} from '../../../src/editor/base/ids';
import type { TestApi } from '../../../src/extension';
import { interviewActions } from '../../../src/protocol/mockInterview';
import { panelActions } from '../../../src/protocol/question';
import { readInterview, writeInterview } from '../../../src/study/mockInterview/format';
import {
  defaultInterviewSettings,
  readInterviewSettings,
} from '../../../src/study/mockInterview/settings';
import { setMark, setNote } from '../../../src/study/progress';
import { Effects } from '../kit/effects';
import { FakePage } from '../kit/fakePage';
import { atNow, messages } from '../kit/fuzz';

const gradingTypes = ['grade', 'showPrompt', 'cancelGrading', 'gradingRemedy'];
const blockTypes = ['copyCode', 'openCode', 'openQuestion', 'showBookshop'];

/** A grading's allowed effects: asking for a model, showing what is sent, offering help. */
const ofGrading = [
  /^models$/,
  /^document django-interview-prompt:/,
  /^warning No language model is available/,
  /^command workbench\.extensions\.search language model chat provider$/,
];

/** A command of a page; one of both pages names its own. */
function commandOf(name: string, page: string): RegExp {
  const argument = name in bothPagesCommands ? ` ${page}` : '';
  return new RegExp(`^command djangoInterview.${name}${argument}$`.replaceAll('.', '\\.'));
}

describe('messages of a page that somebody else speaks through', () => {
  let app: App;
  let effects: Effects | undefined;

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>(
      'django-interview-study.django-interview-study',
    );
    app = await (await extension!.activate()).app();
    await app.study.store.open();
    await app.study.store.apply('a note', progress =>
      setNote(progress, 'signals', '```python\nnote()\n```', Date.now()),
    );
  });

  afterEach(() => {
    effects?.dispose();
    effects = undefined;
  });

  after(async () => {
    await app.study.store.apply('no note', progress =>
      setNote(progress, 'signals', '', Date.now()),
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Sends fuzzed messages, a few at a time, and returns their effects beyond the allowed ones. */
  async function send(
    page: FakePage,
    count: number,
    types: readonly string[],
    actions: readonly string[],
    now: () => { visit: number; id: string },
    between: (batch: number) => Promise<void> | void,
  ): Promise<void> {
    const all = fc.sample(messages(types, actions), count);
    assert.equal(all.length, count);
    for (let at = 0; at < count; at += 20) {
      for (const message of all.slice(at, at + 20)) page.send(atNow(message, now()));
      await new Promise(resolve => setTimeout(resolve, 1));
      await between(at / 20);
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }

  function assertOnly(seen: readonly string[], allowed: readonly RegExp[]): void {
    const others = seen.filter(each => !allowed.some(pattern => pattern.test(each)));
    assert.deepEqual(others, []);
    // If no message had an effect, this would not test the limits.
    const missing = allowed.filter(pattern => !seen.some(each => pattern.test(each)));
    assert.ok(missing.length <= allowed.length / 4, missing.join(', '));
  }

  it('do in the question panel what its buttons do, and nothing else', async () => {
    const { study } = app;
    const panel = await app.questionPanel();
    const page = new FakePage(panelViewType);
    await panel.restore(page.panel, { id: 'signals', visit: Number.MAX_SAFE_INTEGER - 1 });
    page.send({ type: 'ready' });
    await panel.show('signals');
    const before = JSON.stringify([...study.store.progress]);
    const symbols = new Set<string>();
    const codes = new Set<string>();
    effects = new Effects();
    await send(
      page,
      5_000,
      ['ready', 'action', 'answerShown', 'findSymbol', ...blockTypes, ...gradingTypes],
      panelActions,
      () => {
        const { question } = (page.last('show') ?? {}) as { question?: { visit: number } };
        const { length } = study.questions.library.questions;
        const id = study.questions.library.questions[page.posted.length % length]!.id;
        return { visit: question?.visit ?? 0, id };
      },
      async () => {
        assert.ok(study.current, 'a question of the packs is shown');
        for (const symbol of (page.last('project')?.symbols ?? []) as string[]) symbols.add(symbol);
        codes.add(await study.questions.body(study.current));
        page.posted.splice(0, page.posted.length - 50);
      },
    );
    codes.add('note()');
    const { seen } = effects;
    const [copied, opened] = ['clipboard ', 'document {'].map(start =>
      seen.filter(each => each.startsWith(start)),
    );
    assertOnly(seen, [
      ...panelActions.map(action => commandOf(action, panelViewType)),
      /^command djangoInterview\.practise [\w-]+$/, // of the visible question
      /^clipboard /,
      /^document \{/,
      /^command djangoInterview\.showBookshop README\.md$/,
      ...ofGrading,
      ...(symbols.size > 0 ? [/^command djangoInterview\.findInYourCode /] : []),
    ]);
    for (const text of copied!.map(each => each.slice('clipboard '.length))) {
      const [first = ''] = text.trim().split('\n');
      assert.ok(
        [...codes].some(code => code.includes(first.trim())),
        text,
      );
    }
    assert.ok(opened!.length > 0);
    for (const command of seen.filter(each => each.includes('findInYourCode '))) {
      assert.ok(symbols.has(command.split(' ').slice(2).join(' ')), command);
    }
    assert.equal(JSON.stringify([...study.store.progress]), before, 'no mark, rating or note');
    page.panel.dispose();
  }).timeout(120_000);

  it('do in a mock interview what its buttons do, and nothing else', async () => {
    const { study } = app;
    const { panel, session, store } = await app.interviews();
    const page = new FakePage(interviewViewType);
    await panel.restore(page.panel, {});
    page.send({ type: 'ready' });
    const settings = {
      ...defaultInterviewSettings,
      length: { kind: 'questions', count: 2 },
    } as const;
    const done = new Set<string>();
    const note = () => {
      for (const { answer, ticked, opened } of session.interview?.questions ?? []) {
        if (answer !== '') done.add('answered');
        if (ticked.length > 0) done.add('ticked');
        if (opened.length > 0) done.add('opened');
      }
    };
    // Messages to one of them are not random: without effects, its limits would be untested.
    const stages: readonly (() => Promise<void>)[] = [
      () => panel.showSetup(),
      () => session.start(settings),
      async () => {
        await session.start(settings);
        const { id: interview, current: index } = session.interview!;
        page.send({ type: 'answer', interview, index, text: 'Mine', before: '', turn: 1 });
        await panel.reveal();
        page.send({ type: 'tick', index, point: 0, on: true });
        page.send({ type: 'followUp', index, followUp: 0 });
        await new Promise(resolve => setTimeout(resolve, 0));
        note();
      },
      async () => {
        await session.start(settings);
        await session.skip();
        await session.skip();
      },
    ];
    const before = JSON.stringify([...study.store.progress]);
    effects = new Effects();
    await send(
      page,
      3_000,
      [
        ...['ready', 'action', 'choose', 'start', 'open'],
        // For the visible one, more often than those leave it.
        ...Array.from({ length: 3 }, () => ['answer', 'tick', 'followUp', ...blockTypes]).flat(),
        ...gradingTypes,
      ],
      interviewActions,
      () => ({ visit: session.interview?.current ?? 0, id: session.interview?.id ?? 'signals' }),
      async batch => {
        const { interview } = session;
        if (interview) {
          const read = readInterview(JSON.parse(JSON.stringify(writeInterview(interview))));
          assert.deepEqual(read, { kind: 'read', interview, problems: [] });
          note();
        }
        const chosen = study.state.get<unknown>(stateKeys.interviewSettings);
        if (chosen !== undefined) assert.deepEqual(readInterviewSettings(chosen), chosen);
        page.posted.length = 0;
        await stages[batch % stages.length]!();
        for (const { id } of await store.list()) {
          if (id !== session.interview?.id) await store.remove(id);
        }
      },
    );
    assert.deepEqual([...done].sort(), ['answered', 'opened', 'ticked']);
    const { seen } = effects;
    const names = interviewActions.map(action => {
      if (action === 'setup') return 'startInterview';
      if (action === 'openKeybindings') return action;
      const own = `interview${action.replace('toggle', '').replace(/^./, first => first.toUpperCase())}`;
      const both = Object.entries(bothPagesCommands).find(([, former]) => former === own);
      return both?.[0] ?? own;
    });
    assertOnly(seen, [
      ...names.map(name => commandOf(name, interviewViewType)),
      /^clipboard /,
      /^document \{/,
      /^command djangoInterview\.showBookshop README\.md$/,
      ...ofGrading,
      /^warning No questions match this mix/,
    ]);
    assert.equal(JSON.stringify([...study.store.progress]), before, 'no mark, rating or note');
    session.leave();
    page.panel.dispose();
    await study.state.update(stateKeys.interviewSettings, undefined);
    for (const { id } of await store.list()) await store.remove(id);
  }).timeout(120_000);

  it('do in the statistics what its buttons do, and nothing else', async () => {
    const { study, statistics } = app;
    const panel = await app.questionPanel();
    const questions = new FakePage(panelViewType);
    await panel.restore(questions.panel, { id: 'signals', visit: 1 });
    questions.send({ type: 'ready' });
    const page = new FakePage(statisticsViewType);
    (await statistics()).restore(page.panel);
    const before = JSON.stringify([...study.store.progress]);
    effects = new Effects();
    const ids = new Set<string | undefined>();
    await send(
      page,
      2_000,
      ['ready', 'action', 'openQuestion'],
      ['review', 'interview'],
      () => ({ visit: 0, id: ids.size % 2 === 0 ? 'caching' : 'middleware' }),
      () => {
        assert.ok(study.current);
        ids.add(study.current.id);
      },
    );
    assert.ok(ids.size > 1);
    assertOnly(effects.seen, [
      new RegExp(`^command ${commands.review}$`),
      new RegExp(`^command ${commands.startInterview}$`),
    ]);
    assert.equal(JSON.stringify([...study.store.progress]), before, 'no mark, rating or note');
    page.panel.dispose();
    questions.panel.dispose();
  }).timeout(60_000);

  it('would be seen to do more, if they did', async () => {
    effects = new Effects();
    await vscode.commands.executeCommand('workbench.action.quit');
    await vscode.env.clipboard.writeText('text');
    assert.deepEqual(effects.seen, ['command workbench.action.quit', 'clipboard text']);
    assert.throws(() => assertOnly(effects!.seen, [/^clipboard /]));
    const before = JSON.stringify([...app.study.store.progress]);
    await app.study.store.apply('a mark', progress =>
      setMark(progress, ['signals'], 'mastered', true, Date.now()),
    );
    assert.notEqual(JSON.stringify([...app.study.store.progress]), before);
    await app.study.store.apply('no mark', progress =>
      setMark(progress, ['signals'], 'mastered', false, Date.now()),
    );
  });
});
