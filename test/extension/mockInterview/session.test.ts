import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { InterviewStore } from '../../../src/editor/core/storage/interviewStore';
import type { Study } from '../../../src/editor/core/study';
import { InterviewSession, type SessionChange } from '../../../src/editor/mockInterview/session';
import type { Interview } from '../../../src/study/mockInterview/interview';
import { returnedTo } from '../../../src/study/mockInterview/merge';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import * as steps from '../../../src/study/mockInterview/steps';
import { until } from '../kit/app';

describe('a mock interview that goes on in two windows', () => {
  let folder: string;
  let now: number;
  let windows: { readonly store: InterviewStore; readonly session: InterviewSession }[];
  const noStudy: unknown = {
    store: { open: () => Promise.resolve(), apply: () => Promise.resolve(), progress: new Map() },
  };

  beforeEach(async () => {
    folder = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'session-')), 'below');
    now = Date.now() - 60_000; // what is deleted is deleted later than any step
    windows = [];
    const questions = ['signals', 'forms', 'caching'].map(id => {
      return { id, title: `${id}?`, collection: 'A', category: 'B' };
    });
    const settings = defaultInterviewSettings;
    await store().keep(steps.startInterview({ id: 'one', settings, questions, now }));
  });

  afterEach(async () => {
    for (const { session, store } of windows) {
      session.dispose();
      store.dispose();
    }
    await fs.rm(path.dirname(folder), { recursive: true, force: true, maxRetries: 5 });
  });

  const store = () => new InterviewStore(() => vscode.Uri.file(folder));

  /** A window in which no interview is shown yet. */
  function begin() {
    const own = store();
    const session = new InterviewSession(
      noStudy as Study,
      own,
      () => 0,
      () => now,
    );
    windows.push({ store: own, session });
    const changes: SessionChange[] = [];
    session.onDidChange(change => changes.push(change));
    return {
      session,
      store: own,
      changes,
      get text() {
        return session.interview?.questions[0]?.answer;
      },
      type: (text: string, before?: string) => {
        now += 100;
        session.answer('one', 0, text, before);
      },
      /** A step of the person's, which is stored at once with what the others wrote. */
      step: async () => {
        now += 100;
        session.togglePause();
        await own.flush();
      },
      /** What the running clock does every five seconds. */
      clock: async () => {
        own.keepSoon(session.interview!, 0, session.interview);
        await own.flush();
      },
    };
  }

  /** A window in which the interview is shown. */
  async function open() {
    const window = begin();
    await window.session.open('one');
    await window.store.flush();
    window.changes.length = 0;
    return window;
  }
  const stored = async (): Promise<Interview> => (await store().read('one'))!;

  it('keeps the answer and the rating of the other, though the clock runs here', async () => {
    const here = await open();
    here.session.resume();
    here.type('begun');
    await here.store.flush();
    const there = await open();
    here.session.resume();
    there.session.resume();
    there.type('a whole page');
    there.session.reveal({ keyPoints: ['k'], followUps: 0 });
    there.session.rate(3);
    await there.store.flush();
    there.session.leave();
    // The clock is written every five seconds.
    await until('the clock is written', () => here.text === 'a whole page');
    await here.store.flush();
    const [question] = (await stored()).questions;
    assert.deepEqual(
      [question?.answer, question?.phase, question?.rating],
      ['a whole page', 'rated', 3],
    );
    assert.ok(here.changes.includes('view'), 'it is shown');
    assert.equal(here.session.isKept, true);
  });

  it('stays deleted there, though the clock runs here', async () => {
    const here = await open();
    here.session.resume();
    await here.store.flush();
    await store().remove('one');
    await until('it is closed', () => here.session.interview === undefined);
    assert.deepEqual(await store().list(), []);
  });

  it('shows what was typed there, and goes on from it', async () => {
    const here = await open();
    const there = await open();
    there.type('typed there');
    await there.store.flush();
    await here.step();
    assert.equal(here.text, 'typed there');
    // More may be kept behind it, where the file was noticed before the step.
    const shown = here.changes.lastIndexOf('view');
    assert.ok(shown !== -1 && here.changes.lastIndexOf('kept') > shown, here.changes.join());
    here.type('typed there, and here');
    await here.store.flush();
    await there.step();
    assert.equal(there.text, 'typed there, and here');
  });

  it('keeps what was typed in both', async () => {
    const here = await open();
    here.type('begun');
    await here.store.flush();
    const there = await open();
    here.type('begun here');
    there.type('begun there');
    await there.store.flush();
    await here.store.flush();
    const both = 'begun there\n\nbegun here';
    assert.equal(here.text, both);
    // What the page sent before it knew.
    here.type('begun here, too', 'begun here');
    assert.equal(here.text, `${both}, too`);
    await here.store.flush();
    await there.step();
    assert.equal(there.text, `${both}, too`);
    assert.equal((await stored()).questions[0]?.answer, `${both}, too`);
  });

  it('takes nothing for a change of the other that was typed here in between', async () => {
    const here = await open();
    for (const text of ['a', 'ab', 'b', 'xb', 'x', '']) {
      here.type(text);
      const writing = here.store.flush();
      here.type(`${text}!`);
      here.type(text.slice(1));
      here.type(`now ${text}`, text.slice(1));
      await writing;
      await here.store.flush();
      assert.equal((await stored()).questions[0]?.answer, `now ${text}`);
      assert.equal(here.text, `now ${text}`);
    }
    assert.ok(!here.changes.includes('view'));
  });

  it('follows an import and its undo', async () => {
    const here = await open();
    here.type('typed here');
    await here.store.flush();
    const before = here.session.interview!;
    now += 1000;
    const imported = await here.store.keep(steps.answer(before, 'typed here, and imported', now));
    assert.equal(here.text, 'typed here, and imported');
    await here.step();
    await here.store.keep(returnedTo(before, imported, now));
    assert.equal(here.text, 'typed here');
    await here.step();
    assert.equal((await stored()).questions[0]?.answer, 'typed here');
  });

  it('is paused where it was opened in the other, and started by nobody else', async () => {
    const here = await open();
    const isRunning = () => here.session.interview?.runningSince !== undefined;
    const there = await open();
    there.session.resume();
    await there.store.flush();
    await here.clock();
    assert.equal(isRunning(), false);
    here.session.resume();
    await here.clock();
    assert.equal(isRunning(), true);
    await open();
    await here.clock();
    assert.equal(isRunning(), false);
  });

  it('goes on where the question was skipped in the other', async () => {
    const here = await open();
    const there = await open();
    await there.session.skip();
    await there.store.flush();
    now += 100;
    here.session.resume();
    await here.store.flush();
    assert.equal(here.session.interview?.current, 1);
    assert.equal(here.session.interview.questions[1]?.phase, 'asked');
  });

  /**
   * Leaves the interview, with its second question begun, before the review of the first is noted.
   * @param meanwhile what happens between reading the interview for that and noting it
   */
  async function leaveBeforeNoted(meanwhile: (here: Window) => Promise<void>): Promise<void> {
    const here = await open();
    here.session.resume();
    here.type('first');
    here.session.reveal({ keyPoints: [], followUps: 0 });
    here.session.rate(3);
    const noted = here.session.next();
    now += 100;
    here.session.answer('one', 1, 'second');
    here.session.leave();
    const read = here.store.read.bind(here.store);
    here.store.read = async id => {
      here.store.read = read;
      const one = await read(id);
      await meanwhile(here);
      return one;
    };
    await noted;
    await here.store.flush();
  }
  type Window = ReturnType<typeof begin>;

  it('keeps text that arrives while the review of a question before it is noted', async () => {
    let late: Promise<boolean> | undefined;
    await leaveBeforeNoted(async ({ store, session }) => {
      now += 100;
      const keep = store.keep.bind(store);
      await new Promise<void>(resolve => {
        store.keep = (...given) => {
          resolve();
          return keep(...given);
        };
        late = session.answerAnywhere('one', 1, 'second, typed last', 'second');
      });
    });
    assert.equal(await late, true);
    const [first, second] = (await stored()).questions;
    assert.equal(second?.answer, 'second, typed last');
    assert.equal(first?.reviewed, true);
  });

  for (const [when, ahead] of [
    ['', 0],
    [' and the clock was set back', 120_000],
  ] as const) {
    it(`stays deleted there, though the review of a question is noted${when}`, async () => {
      now += ahead;
      await leaveBeforeNoted(async () => {
        await store().remove('one');
        now = Date.now() + 1000;
      });
      assert.equal(await store().read('one'), undefined);
    });
  }

  it('comes back with what is typed after it was deleted there', async () => {
    const here = await open();
    await store().remove('one');
    now = Date.now() + 1000;
    here.type('typed later');
    await here.store.flush();
    assert.equal((await stored()).questions[0]?.answer, 'typed later');
  });

  for (const [when, isFirst] of [
    ['just before', true],
    ['while', false],
  ] as const) {
    it(`keeps text of a former page that arrives ${when} it is opened`, async () => {
      const before = await open();
      before.type('begun');
      before.session.leave();
      await before.store.flush();
      const here = begin();
      const opening = isFirst ? undefined : here.session.open('one');
      now += 100;
      const taken = here.session.answerAnywhere('one', 0, 'begun, and more', 'begun');
      await (opening ?? here.session.open('one'));
      assert.equal(await taken, true);
      assert.equal(here.text, 'begun, and more');
      await here.step();
      assert.equal((await stored()).questions[0]?.answer, 'begun, and more');
    });
  }

  it('keeps what is typed as soon as it is shown, where it is opened twice at once', async () => {
    const here = begin();
    const typing = here.session.onDidChange(() => {
      typing.dispose();
      here.type('typed at once');
    });
    await Promise.all([here.session.open('one'), here.session.open('one')]);
    await here.store.flush();
    assert.equal(here.text, 'typed at once');
    assert.equal((await stored()).questions[0]?.answer, 'typed at once');
  });
});
