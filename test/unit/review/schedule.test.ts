import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addReview,
  clockTolerance,
  mergeProgress,
  type Progress,
  type QuestionRecord,
} from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import {
  cardStates,
  createSchedule,
  mostReviews,
  newCard,
  type Card,
} from '../../../src/study/review/schedule';
import { dayLength, startOfStudyDay, studyDayOf, type DayRules } from '../../../src/study/studyDay';
import { undoOf } from '../../../src/study/undo';
import { daysIn, utcDays } from '../days';
// After the schedule, which undoes what ts-fsrs does to Date.
import { createEmptyCard, fsrs, Grades, State } from 'ts-fsrs';

const minute = 60_000;
const noon = Date.UTC(2022, 10, 29, 12, 30);
const scheduleIn = (days: DayRules, retention = 0.9) => createSchedule({ retention, days });
const schedule = scheduleIn(utcDays);
const rating = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const);

/** A record with these reviews, added one by one as a person would. */
function recordOf(...reviews: readonly (readonly [Rating, number])[]): QuestionRecord {
  let progress: Progress = new Map();
  for (const [given, time] of reviews) {
    progress = mergeProgress(
      progress,
      addReview(progress, 'forms', { time, rating: given, duration: 0 }),
    );
  }
  return progress.get('forms') ?? {};
}

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-4, `${actual} is not about ${expected}`);

describe('The schedule, against other implementations of FSRS-6', () => {
  // py-fsrs, tests/test_basic.py: test_review_card; go-fsrs has the same.
  it('gives the intervals of py-fsrs', () => {
    const ratings: Rating[] = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3];
    const exact = createSchedule({ retention: 0.9, days: utcDays, fuzz: false });
    const reviews: [Rating, number][] = [];
    const intervals: number[] = [];
    let time = noon;
    for (const given of ratings) {
      reviews.push([given, time]);
      const card = exact.cardOf('forms', recordOf(...reviews), time);
      intervals.push(card.interval);
      time = Math.max(card.due, time + card.interval * dayLength);
    }
    assert.deepEqual(intervals, [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });

  // py-fsrs, tests/test_basic.py: test_memo_state; fsrs-rs, src/inference.rs: test_memory_state.
  it('gives the memory state of py-fsrs and fsrs-rs', () => {
    const reviews: [Rating, number][] = [];
    let time = noon;
    const days = [0, 0, 1, 3, 8, 21];
    for (const [index, given] of ([1, 3, 3, 3, 3, 3] as const).entries()) {
      time += days[index]! * dayLength;
      reviews.push([given, time]);
    }
    const card = schedule.cardOf('forms', recordOf(...reviews), time);
    near(card.stability, 53.62691);
    near(card.difficulty, 6.3574867);
  });

  // fsrs-rs, src/inference.rs: the example of next_states for a new card.
  for (const [given, stability, difficulty] of [
    [1, 0.212, 6.4133],
    [2, 1.2931, 5.1121707],
    [3, 2.3065, 2.118104],
    [4, 8.2956, 1],
  ] as const) {
    it(`begins like fsrs-rs after a first rating of ${given}`, () => {
      const card = schedule.cardOf('forms', recordOf([given, noon]), noon);
      near(card.stability, stability);
      near(card.difficulty, difficulty);
    });
  }

  // The definition of stability: the days after which 9 of 10 answers are still known.
  it('expects nine of ten answers after as many days as the stability', () => {
    for (const stability of [1, 7, 300]) {
      const card: Card = { ...newCard, state: 'review', stability, lastReview: noon };
      near(schedule.retrievability(card, noon), 1);
      near(schedule.retrievability(card, noon + stability * dayLength), 0.9);
    }
  });

  // py-fsrs, tests/test_basic.py: test_repeated_correct_reviews.
  it('never makes a question easier than 1', () => {
    const easy = Array.from({ length: 10 }, (_, index) => [4, noon + index] as const);
    assert.equal(schedule.cardOf('forms', recordOf(...easy), noon).difficulty, 1);
  });
});

/** Reviews at study days and minutes in ascending order. */
const history = fc
  .array(fc.tuple(rating, fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 600 })), {
    maxLength: 25,
  })
  .map(entries => {
    let time = noon;
    return entries.map(([given, days, minutes]): [Rating, number] => {
      time += days * dayLength + minutes * minute;
      return [given, time];
    });
  });

describe('The schedule', () => {
  it('replays to the same card as ts-fsrs reached review by review', () => {
    const plain = fsrs({ enable_fuzz: false });
    fc.assert(
      fc.property(history, reviews => {
        let expected = createEmptyCard(0);
        for (const [index, [given, time]] of reviews.entries()) {
          const day = studyDayOf(time, utcDays) * dayLength;
          const before = expected;
          expected = plain.next(expected, day, Grades[given - 1]!).card;
          if (before.state === State.Review && before.last_review?.getTime() === day) {
            // A learned question's second rating of a day: see "counts a day once".
            if (given >= 3) expected = { ...before, reps: expected.reps };
            if (given === 2) expected.stability = Math.min(expected.stability, before.stability);
          }
          const card = schedule.cardOf('forms', recordOf(...reviews.slice(0, index + 1)), time);
          assert.equal(card.state, cardStates[expected.state]);
          assert.equal(card.stability, expected.stability);
          assert.equal(card.difficulty, expected.difficulty);
          assert.equal(card.reps, expected.reps);
          assert.equal(card.lapses, expected.lapses);
          if (card.state !== 'review' && given !== 2) {
            assert.equal(card.due - time, expected.due.getTime() - day, 'the learning step');
          }
        }
      }),
    );
  });

  it('shows on the buttons exactly what the rating gives, also after the clock was set back', () => {
    const later = fc.oneof(
      fc.integer({ min: 0, max: 400 * dayLength }),
      fc.integer({ min: -dayLength, max: 0 }),
    );
    fc.assert(
      fc.property(history, fc.string(), later, (reviews, id, ms) => {
        const now = (reviews.at(-1)?.[1] ?? noon) + ms;
        const preview = schedule.preview(id, recordOf(...reviews), now);
        for (const given of [1, 2, 3, 4] as const) {
          const rated = recordOf(...reviews, [given, now]);
          assert.deepEqual(schedule.cardOf(id, rated, now), preview[given]);
        }
      }),
    );
  });

  it('repeats a learning step for Hard, except that the first is the mean of the first two', () => {
    const minutes = (...given: Rating[]) => {
      const record = recordOf(...given.map((one, at): [Rating, number] => [one, noon + at]));
      return (schedule.cardOf('forms', record, noon).due - noon - given.length + 1) / minute;
    };
    assert.deepEqual(
      [minutes(1), minutes(2), minutes(3), minutes(2, 2), minutes(3, 2), minutes(3, 2, 2)],
      [1, 5.5, 10, 5.5, 10, 10],
    );
    assert.equal(minutes(4, 1, 2), 15, 'the only step of relearning and a half');
  });

  it('gives Easy at least a day more than Good where a question leaves its steps', () => {
    const struggled = fc.array(fc.constantFrom<Rating>(1, 2), { maxLength: 8 });
    fc.assert(
      fc.property(struggled, fc.string(), (given, id) => {
        const reviews = given.map((one, at): [Rating, number] => [one, noon + at * minute]);
        const step: [Rating, number] = [3, noon + 10 * minute];
        const record = recordOf(...reviews, step);
        const { 3: good, 4: easy } = schedule.preview(id, record, noon + 20 * minute);
        assert.equal(good.state, 'review');
        assert.ok(easy.interval > good.interval, `${easy.interval} after ${good.interval}`);
      }),
    );
  });

  it('never sends a Good below the interval before, whatever the fuzz', () => {
    fc.assert(
      fc.property(history, fc.string(), fc.integer({ min: 1, max: 60 }), (reviews, id, later) => {
        const last = reviews.at(-1)?.[1] ?? noon;
        const before = schedule.cardOf(id, recordOf(...reviews), last);
        const now = last + later * dayLength;
        const { 3: good, 4: easy } = schedule.preview(id, recordOf(...reviews), now);
        assert.ok(good.interval >= before.interval, `${good.interval} after ${before.interval}`);
        if (before.state === 'review') assert.ok(easy.interval > good.interval);
      }),
    );
  });

  it('counts a day once: what is learned does not run up an interval by being rated again', () => {
    const easy = (times: number) =>
      recordOf(...Array.from({ length: times }, (_, at): [Rating, number] => [4, noon + at]));
    const once = schedule.cardOf('forms', easy(1), noon);
    const tenTimes = schedule.cardOf('forms', easy(10), noon + 9);
    assert.equal(tenTimes.reps, 10);
    for (const field of ['interval', 'due', 'stability', 'difficulty'] as const) {
      assert.equal(tenTimes[field], once[field], field);
    }
    fc.assert(
      fc.property(history, fc.array(rating, { maxLength: 12 }), (reviews, again) => {
        const time = (reviews.at(-1)?.[1] ?? noon) + dayLength;
        const first = recordOf(...reviews, [4, time]);
        const many = recordOf(
          ...reviews,
          [4, time],
          ...again.map((one, at): [Rating, number] => [one, time + at + 1]),
        );
        const most = schedule.cardOf('forms', first, time).interval;
        assert.ok(schedule.cardOf('forms', many, time + 20).interval <= most);
      }),
    );
  });

  it('spreads questions that were learned together over several days', () => {
    const record = recordOf([3, noon], [3, noon + 10 * minute], [3, noon + 30 * dayLength]);
    const dues = Array.from(
      { length: 50 },
      (_, index) => schedule.cardOf(`question-${index}`, record, noon * 2).interval,
    );
    assert.ok(new Set(dues).size > 5, `only ${new Set(dues).size} different intervals`);
  });

  it('never makes a better rating come sooner than a worse one', () => {
    fc.assert(
      fc.property(history, reviews => {
        const now = (reviews.at(-1)?.[1] ?? noon) + dayLength;
        const {
          1: again,
          2: hard,
          3: good,
          4: easy,
        } = schedule.preview('forms', recordOf(...reviews), now);
        // Minutes come before days: at 03:55 a step can end after the next day begins.
        const wait = (card: Card) =>
          card.interval > 0 ? card.interval * dayLength : card.due - now;
        assert.ok(wait(again) <= wait(hard), 'Hard after Again');
        assert.ok(wait(hard) <= wait(good), 'Good after Hard');
        assert.ok(wait(good) <= wait(easy), 'Easy after Good');
      }),
    );
  });

  it('makes intervals longer for a lower retention, and loses nothing when that is changed', () => {
    const record = recordOf([3, noon], [4, noon + dayLength], [3, noon + 20 * dayLength]);
    const intervals = [0.7, 0.8, 0.9, 0.97].map(
      retention => scheduleIn(utcDays, retention).cardOf('forms', record, noon * 2).interval,
    );
    assert.deepEqual(
      intervals,
      [...intervals].sort((a, b) => b - a),
    );
    assert.equal(
      scheduleIn(utcDays, 0.7).cardOf('forms', record, noon * 2).stability,
      scheduleIn(utcDays, 0.97).cardOf('forms', record, noon * 2).stability,
    );
  });

  for (const retention of [NaN, Infinity, -1, 0, 2, 1]) {
    it(`survives a retention of ${retention}`, () => {
      const card = scheduleIn(utcDays, retention).cardOf('forms', recordOf([4, noon]), noon);
      assert.ok(card.interval >= 1 && card.due > noon);
    });
  }

  it('counts days by study day: 03:00 belongs to the evening before', () => {
    const evening = Date.UTC(2026, 2, 10, 22);
    const night = Date.UTC(2026, 2, 11, 3);
    const morning = Date.UTC(2026, 2, 11, 9);
    const elapsed = (time: number) =>
      schedule.historyOf(recordOf([4, evening], [3, time]), time)[1]?.elapsed;
    assert.deepEqual([elapsed(night), elapsed(morning)], [0, 1]);
  });

  it('is due from the start of a study day, also where the clock changes in between', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
      const days = daysIn(zone);
      for (const month of [2, 3, 9, 10]) {
        const time = Date.UTC(2026, month, 20, 12);
        const card = scheduleIn(days).cardOf('forms', recordOf([4, time]), time);
        assert.equal(
          card.due,
          startOfStudyDay(studyDayOf(time, days) + card.interval, days),
          `${zone}, month ${month}`,
        );
      }
    }
  });

  it('keeps every review and the memory of a person who moves to another time zone', () => {
    fc.assert(
      fc.property(history, reviews => {
        const record = recordOf(...reviews);
        for (const zone of ['Pacific/Kiritimati', 'America/New_York']) {
          const moved = scheduleIn(daysIn(zone));
          assert.equal(moved.cardOf('forms', record, noon * 2).reps, reviews.length);
          assert.equal(moved.historyOf(record, noon * 2).length, reviews.length);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('counts a review as undone until that is undone', () => {
    const first = addReview(new Map(), 'forms', { time: noon, rating: 1, duration: 0 });
    const undo = undoOf(first, new Map(), first, noon + 1);
    const undone = mergeProgress(first, undo);
    assert.deepEqual(schedule.cardOf('forms', undone.get('forms'), noon), newCard);
  });

  it('knows a question that was never rated', () => {
    assert.equal(schedule.cardOf('forms', undefined, noon), newCard);
    assert.equal(schedule.cardOf('forms', { mastered: [true, 1] }, noon), newCard);
    assert.equal(schedule.retrievability(newCard, noon), 0);
    assert.deepEqual(schedule.historyOf(undefined, noon), []);
  });

  it('replays as many reviews of a question as a person makes, however many a file has', () => {
    const many = Array.from({ length: 150_000 }, (_, at) => ({
      time: noon + at * minute,
      rating: (1 + (at % 4)) as Rating,
      duration: 0,
    }));
    const now = (many.at(-1)?.time ?? 0) + minute;
    const last = { reviews: many.slice(-mostReviews) };
    const timeOf = (record: QuestionRecord) => {
      const start = process.cpuUsage();
      const own = scheduleIn(utcDays);
      own.cardOf('a', record, now);
      own.historyOf(record, now);
      own.preview('a', record, now);
      return process.cpuUsage(start).user / 1000;
    };
    timeOf(last);
    const [few, all] = [timeOf(last), timeOf({ reviews: many })];
    assert.ok(all < 8 * Math.max(few, 20), `${few} and ${all} ms`);
    assert.deepEqual(schedule.cardOf('a', { reviews: many }, now), schedule.cardOf('a', last, now));
    const rated = { reviews: [...many, { time: now, rating: 3 as const, duration: 0 }] };
    const preview = schedule.preview('a', { reviews: many }, now);
    assert.deepEqual(schedule.cardOf('a', rated, now), preview[3]);
  });

  it('derives a card once, and again for another question or record', () => {
    const record = recordOf([4, noon]);
    assert.equal(
      schedule.cardOf('a', record, noon),
      schedule.cardOf('a', record, noon + dayLength),
    );
    const other = schedule.cardOf('b', record, noon);
    assert.notEqual(schedule.cardOf('a', record, noon), other);
  });

  it('tells each review the memory before it', () => {
    const record = recordOf([3, noon], [3, noon + 10 * minute], [1, noon + 3 * dayLength]);
    const states = schedule
      .historyOf(record, noon * 2)
      .map(({ state, elapsed, rating: given }) => ({
        state,
        elapsed,
        given,
      }));
    assert.deepEqual(states, [
      { state: 'new', elapsed: 0, given: 3 },
      { state: 'learning', elapsed: 0, given: 3 },
      { state: 'review', elapsed: 3, given: 1 },
    ]);
  });
});

describe('The schedule and a clock that is wrong', () => {
  it('counts every review, and its card is sound, whatever the times are', () => {
    const anyTime = fc.oneof(
      fc.integer({ min: 0, max: 8e15 }),
      fc.integer({ min: noon - 3 * dayLength, max: noon + 3 * dayLength }),
      fc.constantFrom(0, noon, noon + clockTolerance, noon + clockTolerance + 1),
    );
    const now = fc.oneof(anyTime, fc.constantFrom(NaN, Infinity));
    fc.assert(
      fc.property(fc.array(fc.tuple(rating, anyTime), { minLength: 1 }), now, (reviews, at) => {
        const record = recordOf(...reviews);
        const card = schedule.cardOf('forms', record, at);
        assert.equal(card.reps, reviews.length);
        assert.equal(schedule.historyOf(record, at).length, reviews.length);
        assert.ok(card.stability > 0 && card.difficulty >= 1 && card.difficulty <= 10);
        for (const past of schedule.historyOf(record, at)) assert.ok(past.elapsed >= 0);
        if (Number.isFinite(at)) {
          for (const next of Object.values(schedule.preview('forms', record, at))) {
            assert.ok(Number.isFinite(next.due) && next.due >= at, `due ${next.due}`);
          }
        }
      }),
      {
        examples: [
          [
            [
              [1, 8e15],
              [1, 7_999_999_913_600_000],
              [1, 0],
            ],
            NaN,
          ],
        ],
      },
    );
  });

  it('goes on after a step back over the boundary of a day', () => {
    const boundary = Date.UTC(2026, 2, 11, 4);
    const record = recordOf([4, boundary], [3, boundary - 1]);
    const card = schedule.cardOf('forms', record, boundary - 1);
    assert.equal(card.reps, 2);
    assert.ok(card.due > boundary);
  });

  it('never counts a day backwards where local time jumps back by a day', () => {
    const jump = noon + dayLength;
    const days: DayRules = {
      startHour: 4,
      offsetMinutes: time => (time < jump ? 14 * 60 : -12 * 60),
    };
    assert.ok(studyDayOf(jump, days) < studyDayOf(jump - 1, days));
    const record = recordOf([4, jump - 1], [3, jump]);
    assert.equal(scheduleIn(days).historyOf(record, jump)[1]?.elapsed, 0);
    assert.equal(scheduleIn(days).cardOf('forms', record, jump).reps, 2);
  });

  it('asks now what was rated only while the clock was a year ahead, and then believes the new rating', () => {
    const ahead = noon + 365 * dayLength;
    const record = recordOf([4, ahead]);
    const before = schedule.cardOf('forms', record, noon);
    assert.equal(before.reps, 1);
    assert.ok(before.due <= noon);
    const card = schedule.cardOf('forms', recordOf([4, ahead], [3, noon]), noon);
    assert.equal(card.reps, 2);
    assert.equal(card.lastReview, noon);
    assert.ok(card.due > noon && card.due < ahead);
  });

  it('lets the newest rating stand, not the one dated ahead', () => {
    const record = recordOf([3, noon - dayLength], [4, noon + 30 * dayLength], [1, noon]);
    const card = schedule.cardOf('forms', record, noon);
    assert.equal(card.lastReview, noon);
    assert.ok(card.due <= noon + 10 * minute, 'asked again in minutes');
  });

  it('leaves out what is no review at all', () => {
    const sound = { time: noon, rating: 3, duration: 0 } as const;
    const reviews = [sound, { ...sound, rating: '3' }, { ...sound, time: NaN }];
    const card = schedule.cardOf('forms', { reviews } as unknown as QuestionRecord, noon);
    assert.equal(card.reps, 1);
  });
});

describe('Loading the schedule', () => {
  it('leaves Date as it was for the other extensions of the host', () => {
    for (const name of ['scheduler', 'diff', 'format', 'dueFormat']) {
      assert.equal(name in Date.prototype, false, name);
    }
    assert.equal(new Date(0).toISOString(), '1970-01-01T00:00:00.000Z');
  });
});
