import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answerInChat, followUpsOf } from '../../../src/editor/ai/chat';
import type { App } from '../../../src/editor/main/app';
import { commands } from '../../../src/editor/base/ids';
import { languageModelTools } from '../../../src/editor/base/ids';
import { invokeTool } from '../../../src/editor/ai/tools';
import { planNow } from '../../../src/editor/core/planning';
import { isoDate, percent } from '../../../src/editor/core/planTexts';
import { clearInterview, keepInterview, wholeScope } from '../../../src/study/plan/interviews';
import { studyDayOf } from '../../../src/study/studyDay';
import { activeApp } from '../kit/app';
import { rendered } from '../kit/rendered';

/**
 * The conversation itself. VS Code gives tests no way to send a request to their own extension's
 * participant, so the request, its stream and its model are faked; the view is tested in a browser
 * by `test/ui`.
 */
describe('the interviewer in the chat', () => {
  let app: App;
  let history: vscode.ChatResponseTurn[] = [];
  let said = '';
  let buttons: vscode.Command[] = [];
  let prompts: string[] = [];
  let counted = 0;

  before(async () => {
    app = await activeApp();
    await app.study.store.open();
  });

  beforeEach(() => {
    history = [];
  });

  /** A model that says `reply`, or fails. */
  function model(reply: string | Error): vscode.LanguageModelChat {
    const sendRequest = (messages: vscode.LanguageModelChatMessage[]) => {
      const parts = messages.flatMap(message => message.content);
      prompts.push(parts.map(part => (part as vscode.LanguageModelTextPart).value).join(''));
      if (reply instanceof Error) return Promise.reject(reply);
      async function* text() {
        for (const piece of reply.toString().match(/[^]{1,7}/g) ?? []) {
          await Promise.resolve();
          yield piece;
        }
      }
      return Promise.resolve({ text: text() });
    };
    return {
      name: 'Test model',
      id: 'test',
      maxInputTokens: 16_000,
      countTokens: () => Promise.resolve((counted += 100)),
      sendRequest,
    } as unknown as vscode.LanguageModelChat;
  }

  /** Sends one message of the person, in the same chat as the previous ones. */
  async function send(
    command: string | undefined,
    prompt: string,
    reply: string | Error = '',
  ): Promise<vscode.ChatResult> {
    said = '';
    buttons = [];
    prompts = [];
    const stream = {
      markdown: (value: string | vscode.MarkdownString) => {
        // A string is untrusted Markdown: no command link in it works.
        assert.equal(typeof value, 'string');
        said += value as string;
      },
      progress: () => undefined,
      button: (button: vscode.Command) => void buttons.push(button),
    } as unknown as vscode.ChatResponseStream;
    const request = { command, prompt, model: model(reply) } as unknown as vscode.ChatRequest;
    const source = new vscode.CancellationTokenSource();
    const context = { history } as vscode.ChatContext;
    const result = await answerInChat(app.study, { request, context, stream, token: source.token });
    const turn = Object.create(vscode.ChatResponseTurn.prototype) as vscode.ChatResponseTurn;
    Object.defineProperty(turn, 'result', { value: JSON.parse(JSON.stringify(result)) });
    history.push(turn);
    return result;
  }

  const grade = (quote: string) =>
    `## Covered\n- K1: "${quote}"\n## Missed\n- K2: Not said.\n## Improve\nSay more.\n## Follow-up\nWhat if one raises?\n## Rating\n3`;

  it('asks, grades the next message, takes the answer to the follow-up question, and sums up', async () => {
    await send('ask', 'signals');
    assert.match(said, /### What are Django signals/);
    assert.deepEqual(
      buttons.map(button => [button.command, button.arguments]),
      [[commands.open, ['signals']]],
    );
    assert.equal(prompts.length, 0, 'asking costs no request');

    await send(
      undefined,
      'They let decoupled code react to events.',
      grade('They let decoupled code'),
    );
    assert.match(said, /You covered/);
    assert.match(said, /“They let decoupled code”/);
    assert.match(said, /Suggested rating: \*\*Again\*\*/);
    assert.match(prompts[0]!, /They let decoupled code react to events\./);

    await send(undefined, 'send_robust catches it.', 'Right, and it gives the errors back.');
    assert.match(said, /Right, and it gives the errors back\./);
    assert.match(prompts[0]!, /What if one raises\?/);

    await send('ask', '');
    assert.doesNotMatch(said, /### What are Django signals/, 'no question twice');
    await send('ask', 'finish');
    assert.match(said, /2 asked, 1 answered/);
    assert.match(said, /What are Django signals.*Again/);
  });

  it('sums up when “finish” alone is said, whatever was expected, and only in an interview', async () => {
    for (const expected of ['answer', 'followUp', 'free']) {
      history = [];
      await send('ask', 'signals');
      if (expected !== 'answer') await send(undefined, 'My answer', grade('My answer'));
      if (expected === 'free') await send('explain', '', 'Think of events.');
      await send(undefined, ' Finish. ');
      assert.match(said, /1 asked/, expected);
      assert.equal(prompts.length, 0, expected);
    }
    history = [];
    await send('explain', 'signals', 'A signal is sent…');
    await send(undefined, 'finish', 'The end.');
    assert.match(said, /The end\./);
  });

  it('gives the pack’s hint first and says more with each step', async () => {
    await send('ask', 'signals');
    await send('hint', '');
    assert.match(said, /Explain their purpose/);
    assert.equal(prompts.length, 0);
    await send('hint', '', 'Think of events.');
    assert.match(said, /Think of events\./);
    assert.match(prompts[0]!, /nudge/);
    await send('hint', '', 'Who sends?');
    assert.match(prompts[0]!, /one short question/);
    await send('hint', '');
    assert.match(said, /last hint/);
  });

  it('explains by the model answer', async () => {
    await send('explain', 'how do signals work?', 'A signal is sent…');
    assert.match(said, /### What are Django signals[^]*A signal is sent…/);
    assert.match(prompts[0]!, /<<<BEGIN model answer/);
    assert.equal(counted, 0, 'nothing but the request is handed over');
  });

  it('takes a remark to be about the current question, unless it names another', async () => {
    await send('explain', 'securing-an-application', 'Settings…');
    const explained = /^### .*/.exec(said)![0];
    for (const [command, remark] of [
      ['explain', 'the second point'],
      [undefined, 'why is that?'],
      [undefined, 'can you give an example with code?'],
      ['explain', 'the code'],
      ['explain', 'my mistake'],
    ] as const) {
      await send(command, remark, 'Because…');
      assert.equal(/^### .*/.exec(said)![0], explained, remark);
      assert.ok(prompts[0]!.includes(remark), remark);
    }
    await send('explain', 'how do signals work?', 'A signal is sent…');
    assert.match(said, /### What are Django signals/);
    await send(undefined, 'middleware', 'Each layer…');
    assert.match(said, /### .*middleware/i);
    await send('explain', 'signals', 'A signal is sent…');
    assert.match(said, /### What are Django signals/);
  });

  it('makes a plan without the model, and keeps it when the model fails', async () => {
    await send('plan', 'in two weeks, I am weak at security', 'First the weak ones.');
    assert.match(said, /\| When \| New questions/);
    assert.match(said, /you would know \d+% of \d+ questions with this plan; 0% if/);
    assert.match(said, /First the weak ones\./);
    assert.match(prompts[0]!, /weak at security/);
    await send('plan', 'tomorrow', new Error('offline'));
    assert.match(said, /you can cover \d+ of \d+ questions/);
    assert.match(said, /could not answer/);
    await send('plan', 'soon');
    assert.match(said, /When is your interview\?/);
    await send('plan', 'on 2020-01-01');
    assert.match(said, /No plan can be made/);
  });

  it('tells the plan to the date that is set, as the reviews and the agents’ tool have it', async () => {
    const { store, days } = app.study;
    const today = studyDayOf(Date.now(), days);
    const interview = {
      id: 'chat',
      name: 'Bookshop Ltd',
      day: today + 8,
      minutes: [25, 25, 25, 25, 25, 25, 25],
      scope: wholeScope,
    };
    await store.apply('Set a date', progress => keepInterview(progress, interview, Date.now()));
    try {
      const { plan } = (await planNow(app.study, Date.now()))!;
      await send('plan', '', 'Good luck.');
      assert.ok(said.includes(`Today: ${plan.today.length} questions`), said);
      assert.ok(said.includes(`know ${percent(plan.ready.onTheDay)}% of ${plan.count}`), said);
      assert.deepEqual(
        buttons.map(({ command }) => command),
        [commands.review],
      );
      await send('plan', '60 minutes a day', 'Good luck.');
      assert.match(said, /Today: /);
      assert.deepEqual(buttons[0]?.arguments, [`${isoDate(today + 8)}, 60 minutes a day`]);
      const { token } = new vscode.CancellationTokenSource();
      const result = await invokeTool(app.study, languageModelTools.getDue, { limit: 25 }, token);
      const { value } = result.content[0] as vscode.LanguageModelTextPart;
      assert.doesNotMatch(value, /Bookshop Ltd/, 'the person’s own words');
      const read = JSON.parse(value) as {
        plan: { interviewDate: string; questionsToday: number };
        new: { id: string }[];
      };
      assert.equal(read.plan.interviewDate, isoDate(today + 8));
      assert.equal(read.plan.questionsToday, plan.today.length);
      assert.deepEqual(
        read.new.map(({ id }) => id),
        plan.today.slice(0, 25).map(({ id }) => id),
      );
    } finally {
      await store.apply('Clear it', progress => clearInterview(progress, 'chat', Date.now()));
    }
  });

  it('tells names of interviews as plain text, which may come from a job ad', async () => {
    const { store, days } = app.study;
    const interviews = ['![x](https://a.b/c.png)', 'Two'].map((name, index) => ({
      id: `chat${index}`,
      name,
      day: studyDayOf(Date.now(), days) + 8,
      minutes: [25, 25, 25, 25, 25, 25, 25],
      scope: wholeScope,
    }));
    for (const interview of interviews) {
      await store.apply('Set a date', progress => keepInterview(progress, interview, Date.now()));
    }
    try {
      await send('plan', '', 'Good luck.');
      assert.match(said, /For [^\n]*https/);
      assert.doesNotMatch(said, /!\[x\]\(/);
    } finally {
      for (const { id } of interviews) {
        await store.apply('Clear it', progress => clearInterview(progress, id, Date.now()));
      }
    }
  });

  it('says what went wrong, and goes on where it was', async () => {
    await send('ask', 'signals');
    const failed = await send(
      undefined,
      'My answer',
      vscode.LanguageModelError.Blocked('no quota'),
    );
    assert.match(failed.errorDetails?.message ?? '', /declined this request.*no quota/);
    const empty = await send(undefined, 'My answer', '');
    assert.match(empty.errorDetails?.message ?? '', /empty reply/);
    await send(undefined, 'My answer', 'Well done!');
    assert.match(said, /did not reply in the form/);
  });

  it('lets no reply act: no image, no link but to the web, no mark, no rating', async () => {
    const before = app.study.store.progress;
    const attack =
      '![x](https://evil.example/?a) [y](command:djangoInterview.resetProgress) <img src=x> [z](vscode://a.b/c)';
    await send('ask', 'signals');
    for (const [command, reply] of [
      ['explain', attack],
      [undefined, attack],
      ['grade', `${grade('My answer')}\n${attack}`.replace('Not said.', attack)],
    ] as const) {
      await send(command, 'My answer', reply);
      const { links, tags } = rendered(said);
      assert.deepEqual(tags, [], said);
      for (const link of links) assert.match(link, /^https:/, said);
      for (const button of buttons) assert.equal(button.command, commands.open);
    }
    assert.equal(app.study.store.progress, before);
  });

  it('offers what one may say next', async () => {
    const labels = (result: vscode.ChatResult) => followUpsOf(result).map(({ label }) => label);
    assert.deepEqual(labels({}), ['Ask me a question']);
    assert.deepEqual(labels(await send('ask', 'signals')), ['Give me a hint', 'Explain it']);
    assert.deepEqual(labels(await send(undefined, 'x', grade('nothing'))), [
      'Next question',
      'Finish the interview',
    ]);
  });

  it('says what it can do, and that there is no question yet', async () => {
    await send(undefined, '');
    assert.match(said, /\/ask/);
    await send('grade', 'x');
    assert.match(said, /There is no question yet/);
    await send('ask', 'zebra crossing');
    assert.match(said, /No question about “zebra crossing” was found/);
  });
});
