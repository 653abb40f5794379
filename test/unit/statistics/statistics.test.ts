import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Library } from '../../../src/study/library';
import type { Progress, QuestionRecord, Review } from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import type { Collection } from '../../../src/study/question';
import { createSchedule } from '../../../src/study/review/schedule';
import {
  createStatistics,
  type InterviewScore,
  type Statistics,
} from '../../../src/study/statistics';
import { calendar, streaks, weekdayOf, type Days } from '../../../src/study/statistics/days';
import { dayLength, studyDayOf } from '../../../src/study/studyDay';
import { daysIn, utcDays } from '../days';

const hour = 60 * 60 * 1000;
/** Noon of a Wednesday; its study day began at 04:00 UTC. */
const now = Date.UTC(2025, 5, 18, 12);
const today = studyDayOf(now, utcDays);

/** Noon, this many days ago. */
const ago = (days: number, hours = 0) => now - days * dayLength + hours * hour;

/** Reviews of one question, oldest first: days ago, rating and, if measured, ms taken. */
function reviews(...list: readonly (readonly [number, Rating, number?])[]): QuestionRecord {
  return { reviews: list.map(([time, rating, duration = 0]) => ({ time, rating, duration })) };
}

function collection(id: string, categories: Record<string, readonly string[]>): Collection {
  return {
    id,
    title: id,
    introduction: '',
    tips: [],
    categories: Object.entries(categories).map(([title, ids]) => ({
      id: `${id}/${title}`,
      title,
      questions: ids.map(question => ({
        id: question,
        title: question,
        hint: undefined,
        source: { file: 'x.md', startLine: 0, endLine: 1, bodyLine: 1 },
      })),
    })),
  };
}

const library = Library.of([
  collection('basics', { models: ['a', 'b', 'c'], views: ['d'] }),
  collection('deep', { security: ['constructor', '__proto__'] }),
]);

function compute(
  progress: Progress,
  interviews: readonly InterviewScore[] = [],
  at = now,
  rules = utcDays,
): Statistics {
  const schedule = createSchedule({ retention: 0.9, days: rules });
  return createStatistics(schedule)({ library, progress, interviews, now: at });
}

describe('Statistics', () => {
  it('are all zero, and no share of nothing, before anything was studied', () => {
    const { studied, streaks: runs, forecast, periods, hardest, mastery } = compute(new Map());
    assert.equal(studied, false);
    assert.deepEqual(runs, { current: 0, longest: 0, studiedToday: false });
    assert.deepEqual(forecast, { overdue: 0, days: Array<number>(30).fill(0), later: 0 });
    assert.deepEqual(periods.all.retention.all, { asked: 0, recalled: 0, share: undefined });
    assert.deepEqual(hardest, []);
    assert.deepEqual(
      mastery.map(({ id, count, untouched }) => [id, count, untouched]),
      [
        ['basics', 4, 4],
        ['deep', 2, 2],
      ],
    );
  });

  it('are all zero with an empty library too', () => {
    const statistics = createStatistics(createSchedule({ retention: 0.9, days: utcDays }));
    const empty = statistics({ library: Library.of([]), progress: new Map(), interviews: [], now });
    assert.deepEqual(empty.mastery, []);
    assert.equal(empty.calendar.length, 52 * 7 + 3);
  });

  it('count mastered, started and untouched questions by collection and category', () => {
    const { mastery } = compute(
      new Map<string, QuestionRecord>([
        ['a', { mastered: [true, 1] }],
        ['b', { mastered: [false, 2], ...reviews([ago(3), 3]) }],
        ['c', { ...reviews([ago(3), 3]), mastered: [true, 1] }],
        ['__proto__', reviews([ago(1), 1])],
        ['gone', { mastered: [true, 1] }],
      ]),
    );
    assert.deepEqual(
      mastery.map(part => [part.title, part.count, part.mastered, part.started, part.untouched]),
      [
        ['basics', 4, 2, 1, 1],
        ['deep', 2, 0, 1, 1],
      ],
    );
    assert.deepEqual(
      mastery[0]!.categories.map(part => [part.title, part.mastered, part.started]),
      [
        ['models', 2, 1],
        ['views', 0, 0],
      ],
    );
  });

  it('count solved exercises, on the day they were solved and for the streak', () => {
    const source = { file: 'x.md', startLine: 0, endLine: 1, bodyLine: 1 };
    const question = (id: string, kind?: 'repair') => ({
      ...{ id, title: id, hint: undefined, source },
      ...(kind && { exercise: { kind } }),
    });
    const questions = [question('a', 'repair'), question('b', 'repair'), question('c')];
    const own = Library.of([
      { ...collection('x', {}), categories: [{ id: 'x/y', title: 'y', questions }] },
    ]);
    const progress = new Map<string, QuestionRecord>([
      ['a', { exerciseSolved: [ago(1), ago(1)] }],
      ['b', { exerciseSolved: [0, ago(0)], ...reviews([ago(0), 3]) }],
      ['c', { exerciseSolved: [ago(-9), 1] }],
      ['gone', { exerciseSolved: [ago(1), 1] }],
    ]);
    const schedule = createSchedule({ retention: 0.9, days: utcDays });
    const {
      exercises,
      calendar: year,
      streaks: runs,
    } = createStatistics(schedule)({
      ...{ library: own, progress, interviews: [], now },
    });
    assert.deepEqual(exercises, { count: 2, solved: 1 });
    assert.deepEqual(year.slice(-2), [
      { day: today - 1, reviews: 0, duration: 0, solved: 2 },
      // One dated in the future by a wrong clock counts for today.
      { day: today, reviews: 1, duration: 0, solved: 1 },
    ]);
    assert.deepEqual(runs, { current: 2, longest: 2, studiedToday: true });
  });

  it('put a review before 04:00 on the day before, and count questions that have gone since', () => {
    const { calendar: year, streaks: runs } = compute(
      new Map([
        ['a', reviews([ago(1, -10), 3, 8000], [ago(0, -9), 3, 4000], [ago(0, -7), 3, 2000])],
        ['gone', reviews([ago(0), 4])],
      ]),
    );
    // 02:00 yesterday is the day before; 03:00 today is yesterday; 05:00 and 12:00 are today.
    assert.deepEqual(year.slice(-4), [
      { day: today - 3, reviews: 0, duration: 0 },
      { day: today - 2, reviews: 1, duration: 8000 },
      { day: today - 1, reviews: 1, duration: 4000 },
      { day: today, reviews: 2, duration: 2000 },
    ]);
    assert.deepEqual(runs, { current: 3, longest: 3, studiedToday: true });
  });

  it('measure retention by the first review of a day, young and mature apart', () => {
    // Easy on a new question learns it at once: every later review is one of a learned question.
    const { periods } = compute(
      new Map([
        // 30 days later: mature, recalled. 21 later: mature, forgotten; again that day: ignored.
        ['a', reviews([ago(60), 4], [ago(30), 3], [ago(9), 1], [ago(9, 1), 3], [ago(9, 2), 3])],
        // 20 days later: young, Hard is recalled.
        ['b', reviews([ago(40), 4], [ago(20), 2])],
        // Never learned: in its steps, so it does not measure retention.
        ['c', reviews([ago(2), 1], [ago(1), 3])],
        // Longer ago than 30 days, within a year: young, forgotten.
        ['d', reviews([ago(110), 4], [ago(100), 1])],
      ]),
    );
    assert.deepEqual(periods.month.retention, {
      young: { asked: 1, recalled: 1, share: 1 },
      mature: { asked: 1, recalled: 0, share: 0 },
      all: { asked: 2, recalled: 1, share: 0.5 },
    });
    assert.deepEqual(periods.year.retention, {
      young: { asked: 2, recalled: 1, share: 0.5 },
      mature: { asked: 2, recalled: 1, share: 0.5 },
      all: { asked: 4, recalled: 2, share: 0.5 },
    });
    assert.deepEqual(periods.month.ratings, {
      learning: { 1: 1, 2: 0, 3: 2, 4: 0 },
      young: { 1: 0, 2: 1, 3: 1, 4: 0 },
      mature: { 1: 1, 2: 0, 3: 0, 4: 0 },
    });
  });

  it('begin the last 30 days 29 days before today', () => {
    const { periods } = compute(
      new Map([['a', reviews([ago(30), 3, 1000], [ago(29), 3, 2000], [ago(0), 3])]]),
    );
    const { reviews: count, days, duration, measured } = periods.month;
    assert.deepEqual(
      { count, days, duration, measured },
      {
        count: 2,
        days: 2,
        duration: 2000,
        measured: 1,
      },
    );
    assert.equal(periods.all.reviews, 3);
  });

  it('leave out reviews that were undone', () => {
    const undone: Review = { time: ago(0), rating: 1, duration: 5000, undone: [true, ago(0) + 1] };
    const { studied, streaks: runs, periods } = compute(new Map([['a', { reviews: [undone] }]]));
    assert.equal(studied, false);
    assert.equal(runs.studiedToday, false);
    assert.equal(periods.all.duration, 0);
  });

  it('forecast by study day what is in the queue, and only that', () => {
    const schedule = createSchedule({ retention: 0.9, days: utcDays });
    const learned = reviews([ago(1), 4]);
    const due = (id: string) => studyDayOf(schedule.cardOf(id, learned, now).due, utcDays) - today;
    const { forecast } = compute(
      new Map<string, QuestionRecord>([
        ['a', learned],
        // Again, yesterday: its one-minute step is long over.
        ['b', reviews([ago(1), 1])],
        // Again, just now: due in a minute.
        ['c', reviews([ago(0), 1])],
        ['d', { ...learned, suspended: [true, 1] }],
        ['constructor', { ...learned, mastered: [true, 1] }],
        ['__proto__', { ...reviews([ago(1), 1]), buriedUntil: [ago(-1), 1] }],
        ['gone', learned],
      ]),
    );
    const days = Array<number>(30).fill(0);
    days[0]!++;
    days[1]!++;
    days[due('a')]!++;
    assert.ok(due('a') > 5 && due('a') < 12, 'Easy on a new question is due in about 8 days');
    assert.deepEqual(forecast, { overdue: 1, days, later: 0 });
  });

  it('count what is due after the 30 days as later', () => {
    const { forecast } = compute(
      new Map([['a', reviews([ago(40), 4], [ago(30), 4], [ago(1), 4])]]),
    );
    assert.equal(forecast.later, 1);
  });

  it('name the hardest questions first, and none that was never failed or is mastered', () => {
    const { hardest } = compute(
      new Map<string, QuestionRecord>([
        ['a', reviews([ago(9), 3], [ago(5), 1], [ago(4), 3])],
        ['b', reviews([ago(9), 1], [ago(8), 1], [ago(7), 1])],
        ['c', reviews([ago(9), 2])],
        ['d', { ...reviews([ago(9), 1]), mastered: [true, 1] }],
        ['gone', reviews([ago(9), 1])],
      ]),
    );
    assert.deepEqual(
      hardest.map(({ id, reviews: count, failed }) => [id, count, failed]),
      [
        ['b', 3, 3],
        ['a', 3, 1],
      ],
    );
    assert.ok(hardest.every(({ difficulty }) => difficulty >= 1 && difficulty <= 10));
  });

  it('sort the scores of interviews by time and drop what is none', () => {
    const { interviews } = compute(new Map(), [
      { time: 3, score: 1.5 },
      { time: 1, score: 0.4 },
      { time: Number.NaN, score: 0.4 },
      { time: 2, score: Number.NaN },
    ]);
    assert.deepEqual(interviews, [
      { time: 1, score: 0.4 },
      { time: 3, score: 1 },
    ]);
  });

  it('compute a change alone anew, and the same as from scratch', () => {
    let replayed = 0;
    const schedule = createSchedule({ retention: 0.9, days: utcDays });
    const statistics = createStatistics({
      ...schedule,
      historyOf(record, at) {
        replayed++;
        return schedule.historyOf(record, at);
      },
    });
    const progress = new Map([
      ['a', reviews([ago(9), 3], [ago(5), 3])],
      ['b', reviews([ago(9), 3])],
    ]);
    statistics({ library, progress, interviews: [], now });
    assert.equal(replayed, 2);
    progress.set('b', reviews([ago(9), 3], [ago(0), 1]));
    // In a step for each question, so that nothing is left to replay in one go.
    assert.equal([...statistics.prepare({ progress, now })].length, 2);
    assert.equal(replayed, 3);
    const again = statistics({ library, progress, interviews: [], now });
    assert.equal(replayed, 3);
    assert.deepEqual(again, compute(progress));
  });

  it('keep to the local study day where the clock changes', () => {
    const berlin = daysIn('Europe/Berlin');
    // 03:30 in summer time on the night of the change: still the evening before.
    const night = Date.UTC(2025, 2, 30, 1, 30);
    const at = Date.UTC(2025, 2, 30, 10);
    const { calendar: year } = compute(new Map([['a', reviews([night, 3])]]), [], at, berlin);
    assert.deepEqual(
      year.slice(-2).map(day => day.reviews),
      [1, 0],
    );
  });
});

describe('Streaks', () => {
  const cases: readonly [string, readonly number[], number, number, boolean][] = [
    ['are none without a review', [], 0, 0, false],
    ['count today as soon as it is studied', [0], 1, 1, true],
    ['do not break before today is over', [3, 2, 1], 3, 3, false],
    ['are broken by a whole day without a review', [4, 3, 2], 0, 3, false],
    ['begin anew after a gap', [9, 8, 7, 6, 2, 1, 0], 3, 4, true],
    ['are longest now', [9, 8, 2, 1, 0], 3, 3, true],
  ];
  for (const [name, daysAgo, current, longest, studiedToday] of cases) {
    it(name, () => {
      const days: Days = new Map(
        daysAgo.map(days => [today - days, { day: today - days, reviews: 1, duration: 0 }]),
      );
      assert.deepEqual(streaks(days, today), { current, longest, studiedToday });
    });
  }
});

describe('The calendar', () => {
  it('knows the days of the week', () => {
    assert.equal(weekdayOf(0), 3, '1 January 1970 was a Thursday');
    assert.equal(weekdayOf(today), 2, '18 June 2025 was a Wednesday');
    assert.equal(weekdayOf(-4), 6);
  });

  it('has every day from a Monday a year ago to today', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), day => {
        const days = calendar(new Map(), day);
        assert.equal(weekdayOf(days[0]!.day), 0);
        assert.equal(days.at(-1)!.day, day);
        assert.ok(days.length > 52 * 7 && days.length <= 53 * 7);
        days.forEach((one, index) => assert.equal(one.day, days[0]!.day + index));
      }),
    );
  });
});

describe('Statistics of any progress', () => {
  const rating = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const);
  const stampTime = fc.integer({ min: 0, max: 5 });
  const flag = fc.tuple(fc.boolean(), stampTime);
  const review = fc.record(
    {
      // Some dated ahead, up to years, and some before 1971.
      time: fc.oneof(
        fc.integer({ min: now - 400 * dayLength, max: now + 3 * dayLength }),
        fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
      ),
      rating,
      duration: fc.constantFrom(0, 1000, 3_600_000),
      undone: flag,
    },
    { requiredKeys: ['time', 'rating', 'duration'] },
  );
  const record: fc.Arbitrary<QuestionRecord> = fc.record(
    {
      mastered: flag,
      suspended: flag,
      buriedUntil: fc.tuple(fc.integer({ min: 0, max: 8_640_000_000_000_000 }), stampTime),
      reviews: fc
        .uniqueArray(review, { selector: one => one.time, minLength: 1, maxLength: 8 })
        .map(all => all.sort((a, b) => a.time - b.time)),
    },
    { requiredKeys: [] },
  );
  const progress: fc.Arbitrary<Progress> = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'gone'), record))
    .map(entries => new Map(entries));

  it('hold no number that is not finite, and counts that add up', () => {
    fc.assert(
      fc.property(progress, one => {
        const figures = compute(one);
        assertFinite(figures);
        for (const part of figures.mastery) {
          assert.equal(part.mastered + part.started + part.untouched, part.count);
        }
        const { month, year, all } = figures.periods;
        assert.ok(month.reviews <= year.reviews && year.reviews <= all.reviews);
        assert.equal(figures.studied, all.reviews > 0);
        for (const period of [month, year, all]) {
          const { young, mature, all: both } = period.retention;
          assert.equal(young.asked + mature.asked, both.asked);
          assert.ok(both.recalled <= both.asked && both.asked <= period.reviews);
          const given = Object.values(period.ratings).flatMap(counts => Object.values(counts));
          assert.equal(
            given.reduce((sum, count) => sum + count, 0),
            period.reviews,
          );
        }
        const inCalendar = figures.calendar.reduce((sum, day) => sum + day.reviews, 0);
        assert.ok(inCalendar <= all.reviews && inCalendar >= month.reviews);
        const { current, longest, studiedToday } = figures.streaks;
        assert.ok(current <= longest && (!studiedToday || current > 0));
        const { overdue, days, later } = figures.forecast;
        const due = overdue + later + days.reduce((sum, count) => sum + count, 0);
        assert.ok(due <= library.questions.length);
      }),
    );
  });
});

/** Fails on the first NaN or infinite number, and reports its place. */
function assertFinite(value: unknown, path = 'statistics'): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) assertFinite(inner, `${path}.${key}`);
}
