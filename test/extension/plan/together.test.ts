import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { invokeTool } from '../../../src/editor/ai/tools';
import { languageModelTools } from '../../../src/editor/base/ids';
import { dueToday } from '../../../src/editor/ai/dueToday';
import { allOf, inputOfDay, planFor, planNow, whyOf } from '../../../src/editor/core/planning';
import { isoDate } from '../../../src/editor/core/planTexts';
import { readinessView } from '../../../src/editor/statistics/readinessView';
import type { App } from '../../../src/editor/main/app';
import {
  clearInterview,
  keepInterview,
  wholeScope,
  type PlannedInterview,
} from '../../../src/study/plan/interviews';
import { addReview, setDraft, setMark, setNote } from '../../../src/study/progress';
import { studyDayOf } from '../../../src/study/studyDay';
import { activeApp } from '../kit/app';

describe('the plan for several interviews', () => {
  let app: App;
  let today: number;
  let ids: Readonly<Record<'near' | 'far' | 'both', readonly string[]>>;
  let near: PlannedInterview;
  let far: PlannedInterview;

  before(async () => {
    app = await activeApp();
    await app.study.questions.packs();
    today = studyDayOf(Date.now(), app.study.days);
    const [a, b, c] = app.study.questions.library.categories;
    const idsOf = (category: typeof a) => category!.questions.map(({ id }) => id);
    ids = { near: idsOf(a), both: idsOf(b), far: idsOf(c) };
    const each = (minutes: number) => Array.from({ length: 7 }, () => minutes);
    near = {
      id: 'near',
      name: 'Bookshop',
      day: today + 4,
      minutes: each(15),
      scope: { ...wholeScope, categories: [a!.id, b!.id] },
    };
    far = {
      id: 'far',
      name: 'Library',
      day: today + 12,
      minutes: each(30),
      scope: { ...wholeScope, categories: [b!.id, c!.id] },
    };
  });

  beforeEach(async () => {
    await set(far);
    await set(near);
  });

  afterEach(async () => {
    for (const { id } of [near, far]) {
      await app.study.store.apply('Clear it', progress => clearInterview(progress, id, Date.now()));
    }
  });

  const set = (interview: PlannedInterview) =>
    app.study.store.apply('Set a date', progress => keepInterview(progress, interview, Date.now()));
  const planned = async () => (await planNow(app.study, Date.now()))!;

  it('is one session within the day, led by the next interview, with questions of each', async () => {
    const plan = await planned();
    assert.deepEqual(
      allOf(plan).map(({ interview, daysLeft }) => [interview.id, daysLeft]),
      [
        ['near', 4],
        ['far', 12],
      ],
    );
    assert.equal(plan.interview.id, 'near');
    assert.ok(plan.plan.minutes <= 30 && plan.minutesLeft === 30);
    assert.equal(plan.ids.length, ids.near.length + ids.both.length + ids.far.length);
    const asked = plan.plan.today.map(({ id }) => id);
    assert.equal(new Set(asked).size, asked.length);
    assert.ok(asked.some(id => ids.near.includes(id) || ids.both.includes(id)));
    assert.ok(
      asked.some(id => ids.far.includes(id)),
      'the later one is not left waiting',
    );
    const { queue } = await dueToday(app.study, Date.now());
    assert.deepEqual(queue.due, asked);
  });

  it('is made again where a setting changes what it is made from', async () => {
    const settings = () => vscode.workspace.getConfiguration('djangoInterview');
    const plan = await planned();
    assert.equal(await planned(), plan);
    for (const [name, value] of [
      ['personalSchedule', false],
      ['dayStart', 3],
    ] as const) {
      const before = await planned();
      await settings().update(name, value, vscode.ConfigurationTarget.Global);
      try {
        assert.notEqual(await planned(), before, name);
      } finally {
        await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
      }
    }
  });

  it('stays as it is while an answer or a note is typed, but not after a mark', async () => {
    const [id] = ids.near;
    const { store } = app.study;
    const plan = await planned();
    await store.apply('', made => setDraft(made, id!, 'typed', Date.now()), 'quiet');
    await store.apply('Note', made => setNote(made, id!, 'typed', Date.now()));
    assert.equal(await planned(), plan);
    await store.apply('Mark', made => setMark(made, [id!], 'mastered', true, Date.now()));
    const other = await planned();
    assert.notEqual(other, plan);
    await set({ ...near, name: 'Another' });
    assert.equal((await planned()).interview.name, 'Another');
    await store.apply('Mark', made => setMark(made, [id!], 'mastered', false, Date.now()));
    await store.apply('', made => setDraft(made, id!, '', Date.now()), 'quiet');
    await store.apply('Note', made => setNote(made, id!, '', Date.now()));
  });

  it('says for which interview a question is asked', async () => {
    const plan = await planned();
    const first = plan.plan.today.find(({ id }) => ids.far.includes(id))!;
    assert.match(whyOf(plan, first.id), /^For Library\. New: /);
    await app.study.store.apply('Clear it', progress =>
      clearInterview(progress, 'near', Date.now()),
    );
    const alone = await planned();
    assert.match(whyOf(alone, alone.plan.today[0]!.id), /^New: /);
  });

  it('counts what was studied today once, also for a question that both ask for', async () => {
    const [shared] = ids.both;
    const before = await planned();
    await app.study.store.apply('Rate', progress =>
      addReview(progress, shared!, { time: Date.now(), rating: 3, duration: 5 * 60_000 }),
    );
    try {
      const after = await planned();
      assert.equal(after.minutesLeft, 25);
      assert.ok(after.plan.minutes <= 25);
      for (const [at, { plan }] of allOf(after).entries()) {
        assert.ok(plan.ready.now > allOf(before)[at]!.plan.ready.now);
      }
    } finally {
      await app.study.store.undo(Date.now());
    }
  });

  it('counts nothing for studied today that a wrong clock dated ahead', async () => {
    const [id] = ids.near;
    const time = Date.now() + 3 * 24 * 60 * 60 * 1000;
    await app.study.store.apply('Rate', progress =>
      addReview(progress, id!, { time, rating: 3, duration: 5 * 60_000 }),
    );
    try {
      const { minutesLeft, input } = await planned();
      assert.equal(minutesLeft, 30);
      const question = input.questions.find(one => one.id === id)!;
      assert.ok(question.memory && question.isAsked);
      assert.equal(question.askedToday, 0);
    } finally {
      await app.study.store.undo(Date.now());
    }
  });

  it('is told for each of them to the statistics and to agents', async () => {
    const views = await readinessView(app.study, Date.now());
    assert.deepEqual(
      views.map(({ name, day, count }) => [name, day, count]),
      [
        ['Bookshop', today + 4, ids.near.length + ids.both.length],
        ['Library', today + 12, ids.both.length + ids.far.length],
      ],
    );
    const { token } = new vscode.CancellationTokenSource();
    const result = await invokeTool(app.study, languageModelTools.getDue, {}, token);
    const { plan } = JSON.parse((result.content[0] as vscode.LanguageModelTextPart).value) as {
      plan: {
        interviewDate: string;
        otherInterviewsThatShareTheMinutes: { interviewDate: string }[];
      };
    };
    assert.equal(plan.interviewDate, isoDate(today + 4));
    const [other] = plan.otherInterviewsThatShareTheMinutes;
    assert.equal(other?.interviewDate, isoDate(today + 12));
    // Their names are the person's words.
    assert.doesNotMatch(JSON.stringify(plan), /Bookshop|Library/);
  });

  it('of an interview that is not set yet shares the days with those that are', async () => {
    const third = { ...far, id: 'third', name: 'Third', day: today + 8 };
    const plan = await planFor(app.study, third, Date.now());
    assert.deepEqual([plan.interview.id, plan.daysLeft], ['third', 8]);
    assert.deepEqual(
      plan.others.map(({ interview }) => interview.id),
      ['near', 'far'],
    );
    // Changed, it takes the place of the one that is set.
    const moved = await planFor(app.study, { ...near, day: today + 20 }, Date.now());
    assert.deepEqual(
      allOf(moved).map(({ interview }) => interview.id),
      ['far', 'near'],
    );
  });

  it('of two on one day has the questions of both for that day', async () => {
    await set({ ...far, day: near.day });
    const plan = await planned();
    const count = ids.near.length + ids.both.length + ids.far.length;
    assert.equal(inputOfDay(plan).questions.length, count);
    assert.equal(allOf(plan).length, 2);
    await set({ ...far, day: near.day + 1 });
    assert.equal(inputOfDay(await planned()).questions.length, ids.near.length + ids.both.length);
  });
});
