import assert from 'node:assert/strict';
import fc from 'fast-check';
import { currentQuestion, longestAnswer } from '../../../src/study/mockInterview/interview';
import { mergeInterviews } from '../../../src/study/mockInterview/merge';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import {
  abandon,
  answer,
  askNextQuestion,
  noteReviewed,
  openFollowUp,
  pause,
  rate,
  reopen,
  resume,
  reveal,
  skip,
  startInterview,
  tickKeyPoint,
} from '../../../src/study/mockInterview/steps';
import {
  countTime,
  isRunning,
  readTimer,
  totalSpent,
} from '../../../src/study/mockInterview/timer';
import { begin, firstTime, follow, walk } from './arbitraries';

const random = () => 0.5;
const points = { keyPoints: ['one', 'two', 'three'], followUps: 4 };
const at = (seconds: number) => firstTime + seconds * 1000;

describe('a mock interview', () => {
  it('goes from the first question to its end', () => {
    let one = begin(2);
    assert.equal(currentQuestion(one).phase, 'asked');
    one = answer(one, 'A web framework.', at(5));
    one = reveal(one, points, random, at(8));
    one = tickKeyPoint(one, 0, true, at(20));
    one = rate(one, 3, at(21));
    one = openFollowUp(one, currentQuestion(one).followUps[0] ?? -1, at(22));
    one = askNextQuestion(one, at(30));
    assert.equal(one.current, 1);
    one = skip(one, at(34));
    assert.equal(one.status, 'finished');
    assert.equal(one.finished, one.updated);
    const [first, second] = one.questions;
    assert.deepEqual(
      { ...first, changed: 0 },
      {
        id: 'question-1',
        title: 'Question 1?',
        collection: 'Deep Dive',
        category: 'Security',
        phase: 'rated',
        answer: 'A web framework.',
        keyPoints: points.keyPoints,
        ticked: [0],
        rating: 3,
        rated: at(21),
        reviewed: false,
        followUps: [1, 2],
        opened: [1],
        spent: 8000,
        changed: 0,
      },
    );
    assert.equal(second?.phase, 'skipped');
    assert.equal(totalSpent(one), 12_000);
  });

  it('needs a question', () => {
    const start = { id: 'a', settings: defaultInterviewSettings, questions: [], now: 1 };
    assert.throws(() => startInterview(start), RangeError);
  });

  it('is the very same after a step that makes no sense now', () => {
    const asked = begin();
    const revealed = reveal(asked, points, random, at(1));
    const rated = noteReviewed(rate(revealed, 2, at(2)), 0, at(3));
    const ended = abandon(rated, at(4));
    const senseless: readonly (readonly [string, typeof asked, (one: typeof asked) => unknown])[] =
      [
        ['rating before the answer is seen', asked, one => rate(one, 3, at(9))],
        ['ticking before the answer is seen', asked, one => tickKeyPoint(one, 0, true, at(9))],
        ['a follow-up before the answer is seen', asked, one => openFollowUp(one, 0, at(9))],
        ['moving on before it is rated', revealed, one => askNextQuestion(one, at(9))],
        ['typing after the answer is seen', revealed, one => answer(one, 'late', at(9))],
        ['revealing twice', revealed, one => reveal(one, points, random, at(9))],
        ['skipping after the answer is seen', revealed, one => skip(one, at(9))],
        ['resuming while comparing', revealed, one => resume(one, at(9))],
        ['ticking a point that does not exist', revealed, one => tickKeyPoint(one, 3, true, at(9))],
        ['ticking what is not ticked off', revealed, one => tickKeyPoint(one, 1, false, at(9))],
        ['opening a follow-up that was not asked', revealed, one => openFollowUp(one, 0, at(9))],
        ['rating anew what is in the schedule', rated, one => rate(one, 4, at(9))],
        ['the same text again', asked, one => answer(one, '', at(9))],
        ['anything after the end', ended, one => askNextQuestion(one, at(9))],
        ['ending twice', ended, one => abandon(one, at(9))],
      ];
    for (const [name, one, step] of senseless) assert.equal(step(one), one, name);
  });

  it('keeps the time of the first rating when the rating is changed', () => {
    const rated = rate(reveal(begin(), points, random, at(1)), 2, at(2));
    const changed = currentQuestion(rate(rated, 4, at(50)));
    assert.deepEqual([changed.rating, changed.rated], [4, at(2)]);
  });

  it('cuts an answer off that is longer than can be kept', () => {
    const text = 'x'.repeat(longestAnswer + 1);
    assert.equal(currentQuestion(answer(begin(), text, at(1))).answer.length, longestAnswer);
  });

  it('asks at most two follow-up questions, none twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.double(), (followUps, chance) => {
        const one = reveal(begin(), { keyPoints: [], followUps }, () => chance, at(1));
        const drawn = currentQuestion(one).followUps;
        assert.equal(drawn.length, Math.min(2, followUps));
        assert.equal(new Set(drawn).size, drawn.length);
        assert.ok(drawn.every(index => index < followUps));
      }),
    );
  });

  it('that is opened again goes on with the question that was asked in another window', () => {
    const here = resume(pause(begin(), at(1)), at(9));
    const there = skip(begin(), at(5));
    const merged = mergeInterviews(here, there);
    assert.deepEqual([merged.current, currentQuestion(merged).phase], [0, 'skipped']);
    const open = reopen(merged, at(10));
    assert.deepEqual(
      [open.current, open.questions.map(({ phase }) => phase)],
      [1, ['skipped', 'asked', 'planned']],
    );
  });

  it('that is ended early forgets a question without a word, and keeps one with an answer', () => {
    const untouched = abandon(begin(), at(2));
    assert.deepEqual([untouched.status, untouched.questions[0]?.phase], ['abandoned', 'planned']);
    const begun = abandon(answer(begin(), 'A web', at(1)), at(2));
    assert.deepEqual([begun.questions[0]?.phase, begun.questions[0]?.answer], ['asked', 'A web']);
  });

  it('never goes back in time, asks one question at a time and ends once, on any way', () => {
    fc.assert(
      fc.property(walk, steps => {
        let before = begin();
        for (const one of follow(before, steps)) {
          assert.ok(one === before || one.updated >= before.updated);
          assert.ok(one.questions.every(({ changed }) => changed <= one.updated));
          const open = one.questions.filter(({ phase }) => phase === 'asked');
          assert.ok(open.length <= 1);
          if (one.status === 'open') assert.notEqual(currentQuestion(one).phase, 'planned');
          if (before.status !== 'open') assert.equal(one.status, before.status);
          assert.equal(isRunning(one) && currentQuestion(one).phase !== 'asked', false);
          assert.ok(totalSpent(one) >= totalSpent(before));
          before = one;
        }
      }),
    );
  });
});

describe('the clock of an interview', () => {
  it('counts the time between two looks, and none while it is paused', () => {
    let one = countTime(begin(), at(3));
    one = pause(one, at(5));
    assert.equal(readTimer(one, at(100)).spent, 5000);
    one = resume(one, at(100));
    assert.equal(readTimer(one, at(102)).spent, 7000);
  });

  it('changes nothing but the time', () => {
    const one = begin();
    const { questions, updated } = countTime(one, at(3));
    const [first, ...others] = one.questions;
    assert.deepEqual([questions, updated], [[{ ...first, spent: 3000 }, ...others], one.updated]);
  });

  it('counts nothing while one compares, and goes on with the next question', () => {
    let one = rate(reveal(begin(), points, random, at(4)), 3, at(50));
    assert.equal(isRunning(one), false);
    one = askNextQuestion(one, at(60));
    const { spent, totalSpent: total } = readTimer(one, at(61));
    assert.deepEqual([spent, total], [1000, 5000]);
  });

  it('takes a silence for sleep: at most ten seconds of it count', () => {
    assert.equal(countTime(begin(), at(3600)).questions[0]?.spent, 10_000);
  });

  it('neither gives nor takes time when the clock is set back or far ahead', () => {
    let one = countTime(begin(), at(2));
    assert.equal(readTimer(one, at(-3600)).spent, 2000);
    one = countTime(one, at(-3600));
    assert.equal(one.questions[0]?.spent, 2000);
    one = countTime(one, at(-3599));
    assert.equal(one.questions[0]?.spent, 3000);
    one = countTime(one, at(1e7));
    assert.equal(one.questions[0]?.spent, 13_000);
  });

  it('stands after a reload where it was counted last', () => {
    const left = countTime(begin(), at(7));
    const one = reopen(left, at(5000));
    assert.equal(mergeInterviews(one, left), one, 'also when it meets the copy on disk');
    assert.deepEqual(readTimer(one, at(6000)), {
      running: false,
      spent: 7000,
      limit: 180_000,
      totalSpent: 7000,
      totalLimit: undefined,
    });
  });

  it('ends an interview by time with the question during which it ran out', () => {
    const settings = {
      ...defaultInterviewSettings,
      length: { kind: 'time', minutes: 1 } as const,
      secondsPerQuestion: 0,
    };
    let one = begin(3, settings);
    for (let second = 1; second <= 61; second++) one = countTime(one, at(second));
    assert.equal(one.status, 'open');
    assert.deepEqual(readTimer(one, at(61)), {
      running: true,
      spent: 61_000,
      limit: undefined,
      totalSpent: 61_000,
      totalLimit: 60_000,
    });
    one = askNextQuestion(rate(reveal(one, points, random, at(62)), 3, at(63)), at(64));
    assert.equal(one.status, 'finished');
    assert.equal(one.questions[1]?.phase, 'planned');
  });
});
