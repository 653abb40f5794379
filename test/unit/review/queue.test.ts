import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Library } from '../../../src/study/library';
import {
  addReview,
  mergeProgress,
  reviewsOf,
  setMark,
  type Progress,
  type QuestionRecord,
} from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import type { Collection, QuestionId } from '../../../src/study/question';
import {
  becameLeech,
  becameMastered,
  buildQueue,
  buryUntilTomorrow,
  isLeech,
  isReviewed,
  learnAhead,
  nextQuestion,
  queueLength,
  questionsOf,
  queueOfQuestions,
  reviewedOn,
  tomorrowOf,
  type QueueInput,
  type ReviewLimits,
} from '../../../src/study/review/queue';
import { createSchedule, newCard } from '../../../src/study/review/schedule';
import { dayLength, startOfStudyDay, studyDayOf } from '../../../src/study/studyDay';
import { daysIn, utcDays } from '../days';

const minute = 60_000;
const noon = Date.UTC(2026, 2, 10, 12);
const schedule = createSchedule({ retention: 0.9, days: utcDays });
const plenty: ReviewLimits = { newPerDay: 100, reviewsPerDay: 100 };

/** A person at work: each call is an action, at a time that the test sets. */
class Person {
  progress: Progress = new Map();
  now = noon;
  skipped: QuestionId[] = [];
  constructor(
    readonly ids: readonly QuestionId[],
    readonly limits = plenty,
  ) {}

  get input(): QueueInput {
    const { ids, progress, limits, now } = this;
    return { ids, progress, schedule, limits, now };
  }
  get queue() {
    return buildQueue(this.input);
  }
  get next() {
    return nextQuestion(this.queue, this.now, this.skipped);
  }
  rate(id: QuestionId, rating: Rating): void {
    const change = addReview(this.progress, id, { time: this.now, rating, duration: 0 });
    this.progress = mergeProgress(this.progress, change);
    this.skipped = this.skipped.filter(other => other !== id);
  }
  mark(id: QuestionId, mark: 'mastered' | 'suspended' | 'bookmarked', value = true): void {
    const change = setMark(this.progress, [id], mark, value, this.now);
    this.progress = mergeProgress(this.progress, change);
  }
  bury(id: QuestionId): void {
    const change = buryUntilTomorrow(this.progress, [id], utcDays, this.now);
    this.progress = mergeProgress(this.progress, change);
  }
  card(id: QuestionId) {
    return schedule.cardOf(id, this.progress.get(id), this.now);
  }
}

describe('The review queue', () => {
  it('asks what is due first, then what is new in the order of the pack', () => {
    const person = new Person(['a', 'b', 'c']);
    person.rate('c', 4);
    person.now += 30 * dayLength;
    assert.equal(person.next, 'c');
    person.rate('c', 3);
    assert.deepEqual(person.queue.fresh, ['a', 'b']);
    assert.equal(person.next, 'a');
  });

  it('asks what was forgotten again after its learning step, in between the others', () => {
    const person = new Person(['a', 'b', 'c']);
    person.rate('a', 1);
    assert.equal(person.next, 'b');
    person.now += minute;
    assert.equal(person.next, 'a', 'its minute is over');
  });

  it('asks ahead of the learning step when nothing else is left, at most 20 minutes', () => {
    const person = new Person(['a']);
    person.rate('a', 3);
    assert.equal(person.card('a').due, noon + 10 * minute);
    assert.equal(person.next, 'a');
    const { queue } = person;
    assert.equal(nextQuestion(queue, noon + 10 * minute - learnAhead), 'a');
    assert.equal(nextQuestion(queue, noon + 10 * minute - learnAhead - 1), undefined);
  });

  it('is empty when all is done, and full again on the day it is due', () => {
    const person = new Person(['a']);
    person.rate('a', 4);
    assert.equal(person.next, undefined);
    const { due } = person.card('a');
    person.now = due - 1;
    assert.equal(person.next, undefined);
    person.now = due;
    assert.equal(person.next, 'a');
  });

  it('lets a study day begin new questions up to its limit, also after a reload and by another window', () => {
    const person = new Person(['a', 'b', 'c', 'd'], { newPerDay: 2, reviewsPerDay: 10 });
    assert.deepEqual([person.queue.fresh, person.queue.held.fresh], [['a', 'b'], 2]);
    person.rate('a', 4);
    assert.deepEqual(person.queue.fresh, ['b']);
    person.rate('d', 4);
    assert.deepEqual(person.queue.fresh, [], 'd was new too, whoever rated it');
    person.now = startOfStudyDay(studyDayOf(noon, utcDays) + 1, utcDays);
    assert.deepEqual(person.queue.fresh, ['b', 'c']);
  });

  it('counts the night before 04:00 to the day before', () => {
    const person = new Person(['a', 'b'], { newPerDay: 1, reviewsPerDay: 10 });
    person.now = Date.UTC(2026, 2, 10, 22);
    person.rate('a', 4);
    person.now = Date.UTC(2026, 2, 11, 3, 59);
    assert.equal(person.next, undefined);
    person.now = Date.UTC(2026, 2, 11, 4);
    assert.equal(person.next, 'b');
  });

  it('limits the reviews of a day too, the longest due first', () => {
    const person = new Person(['a', 'b', 'c'], { newPerDay: 10, reviewsPerDay: 2 });
    for (const id of person.ids) {
      person.rate(id, 4);
      // Far enough apart that the fuzz of the intervals cannot swap them.
      person.now += 6 * dayLength;
    }
    person.now += 60 * dayLength;
    assert.deepEqual([person.queue.due, person.queue.held.due], [['a', 'b'], 1]);
    person.rate('a', 3);
    assert.deepEqual([person.queue.due, person.queue.held.due], [['b'], 1]);
    person.rate('b', 1);
    assert.equal(queueLength(person.queue), 1, 'b must be learned again, and c waits');
    person.rate('b', 3);
    assert.equal(person.next, undefined);
  });

  it('is built for many scopes without going over all of progress for each', () => {
    const person = new Person(['a', 'b', 'c'], { newPerDay: 2, reviewsPerDay: 2 });
    person.rate('a', 4);
    const done = reviewedOn(studyDayOf(person.now, utcDays), person.progress, utcDays);
    assert.deepEqual(done, { fresh: 1, reviews: 0 });
    const progress = new (class extends Map<string, QuestionRecord> {
      override values(): never {
        throw new Error('all of progress was gone over');
      }
    })(person.progress);
    for (const ids of [['a'], ['b', 'c'], person.ids]) {
      const input = { ...person.input, ids };
      assert.deepEqual(buildQueue({ ...input, progress, done }), buildQueue(input));
    }
  });

  it('leaves out what is mastered or suspended until the mark is taken away', () => {
    for (const mark of ['mastered', 'suspended'] as const) {
      const person = new Person(['a']);
      person.rate('a', 1);
      person.mark('a', mark);
      assert.equal(person.next, undefined);
      person.mark('a', mark, false);
      assert.equal(person.next, 'a');
    }
  });

  it('asks again what was buried while the clock was far ahead', () => {
    const now = Date.UTC(2026, 2, 28, 20);
    const bury = (at: number) => buryUntilTomorrow(new Map(), ['a'], utcDays, at).get('a');
    const day = 24 * 60 * 60 * 1000;
    assert.ok(isReviewed(bury(now + 365 * day), now));
    assert.ok(!isReviewed(bury(now + day), now), 'a day ahead is believed');
    assert.ok(!isReviewed(bury(now), now));
  });

  it('leaves out what is buried until the next study day, also when the clock changes in between', () => {
    const berlin = daysIn('Europe/Berlin');
    const evening = Date.UTC(2026, 2, 28, 20);
    const change = buryUntilTomorrow(new Map(), ['a'], berlin, evening);
    assert.equal(change.get('a')?.buriedUntil?.[0], Date.UTC(2026, 2, 29, 2));
    const person = new Person(['a']);
    person.bury('a');
    assert.equal(person.next, undefined);
    person.now = Date.UTC(2026, 2, 11, 4);
    assert.equal(person.next, 'a');
  });

  it('lets a step that runs when the day changes come to its end', () => {
    const person = new Person(['a', 'b'], { newPerDay: 1, reviewsPerDay: 1 });
    person.now = startOfStudyDay(studyDayOf(noon, utcDays) + 1, utcDays) - 2 * minute;
    person.rate('a', 3); // due in ten minutes
    person.now += 3 * minute;
    assert.equal(person.next, 'b');
    person.rate('b', 4);
    assert.equal(person.next, 'a');
    person.now += 24 * 60 * minute;
    assert.deepEqual([person.queue.learning, person.queue.due], [[], ['a']]);
  });

  it('puts off what is skipped to the end, and asks it again in that order', () => {
    const person = new Person(['a', 'b', 'c']);
    person.skipped = ['b', 'a'];
    assert.equal(person.next, 'c');
    person.rate('c', 4);
    assert.equal(person.next, 'b');
    person.rate('b', 4);
    assert.equal(person.next, 'a');
  });

  it('asks a skipped question only when everything else is done, learning steps included', () => {
    const person = new Person(['a', 'b']);
    person.skipped = ['a'];
    person.rate('b', 1);
    assert.equal(person.next, 'b');
  });

  it('says what tomorrow brings', () => {
    const person = new Person(['a', 'b', 'c', 'd', 'e'], { newPerDay: 2, reviewsPerDay: 3 });
    assert.deepEqual(tomorrowOf(person.input), { due: 0, fresh: 2 });
    person.rate('a', 1);
    person.bury('b');
    person.mark('c', 'mastered');
    assert.deepEqual(tomorrowOf(person.input), { due: 1, fresh: 2 });
    for (const id of ['a', 'b', 'd', 'e']) person.rate(id, 1);
    assert.deepEqual(tomorrowOf(person.input), { due: 3, fresh: 0 });
  });

  it('never breaks its rules, whatever the person does', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const action = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<Rating>(1, 2, 3, 4) },
      fc.constantFrom('skip', 'bury', 'suspend', 'master', 'free'),
    );
    const wait = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 12 * minute }) },
      fc.integer({ min: 0, max: 40 * dayLength }),
    );
    const limit = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(action, wait), { maxLength: 80 }),
        limit,
        limit,
        (actions, newPerDay, reviewsPerDay) => {
          const person = new Person(ids, { newPerDay, reviewsPerDay });
          for (const [what, ms] of actions) {
            person.now += ms;
            if (what === 'free') {
              for (const id of ids) {
                person.mark(id, 'mastered', false);
                person.mark(id, 'suspended', false);
              }
            }
            const { next, queue, now } = person;
            const parts = [queue.learning.map(({ id }) => id), queue.due, queue.fresh].flat();
            assert.equal(new Set(parts).size, parts.length, 'a question stands in one list');
            if (next === undefined) {
              assert.ok(queue.learning.every(({ due }) => due > now + learnAhead));
              assert.equal(queue.due.length + queue.fresh.length, 0);
              continue;
            }
            const record = person.progress.get(next);
            const card = person.card(next);
            const done = reviewedOn(studyDayOf(now, utcDays), person.progress, utcDays);
            assert.ok(isReviewed(record, now), 'mastered, suspended or buried');
            const others = parts.filter(id => id !== next && !person.skipped.includes(id));
            if (person.skipped.includes(next))
              assert.ok(others.every(id => person.card(id).due > now));
            switch (card.state) {
              case 'new':
                assert.ok(done.fresh < newPerDay, 'the limit of new questions');
                assert.ok(queue.due.every(id => id === next || person.skipped.includes(id)));
                break;
              case 'review':
                assert.ok(card.due <= now, 'not due');
                assert.ok(done.reviews < reviewsPerDay, 'the limit of reviews');
                break;
              case 'learning':
              case 'relearning':
                assert.ok(card.due <= now + learnAhead);
                if (card.due > now && !person.skipped.includes(next)) {
                  assert.equal(others.filter(id => !isWaiting(person, id)).length, 0);
                }
            }
            if (what === 'skip')
              person.skipped = [...person.skipped.filter(id => id !== next), next];
            else if (what === 'bury') person.bury(next);
            else if (what === 'suspend') person.mark(next, 'suspended');
            else if (what === 'master') person.mark(next, 'mastered');
            else if (typeof what === 'number') person.rate(next, what);
          }
          const rated = [...person.progress.values()].flatMap(record => reviewsOf(record));
          assert.equal(rated.length, new Set(rated).size);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('comes to an end for a person who knows everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.boolean(), (count, easy) => {
        const person = new Person(Array.from({ length: count }, (_, index) => `question-${index}`));
        let turns = 0;
        for (let next = person.next; next !== undefined; next = person.next) {
          person.rate(next, easy ? 4 : 3);
          person.now += 5000;
          assert.ok(++turns <= 2 * count);
        }
        assert.equal(turns, easy ? count : 2 * count);
      }),
    );
  });
});

function isWaiting(person: Person, id: QuestionId): boolean {
  const { state, due } = person.card(id);
  return (state === 'learning' || state === 'relearning') && due > person.now;
}

describe('A review of these very questions', () => {
  it('asks each once, due or not and beyond any limit, and again what was forgotten', () => {
    const person = new Person(['a', 'b', 'c'], { newPerDay: 0, reviewsPerDay: 0 });
    person.rate('a', 4); // due in days
    person.now += minute;
    const asked = () => queueOfQuestions(person.input, new Set(rated));
    const rated: QuestionId[] = [];
    assert.deepEqual(asked().due, ['a', 'b', 'c']);
    person.rate('b', 1);
    rated.push('b');
    person.rate('a', 4);
    rated.push('a');
    assert.deepEqual(asked().due, ['c']);
    assert.deepEqual(
      asked().learning.map(({ id }) => id),
      ['b'],
    );
    person.mark('c', 'suspended');
    assert.deepEqual(asked().due, []);
  });
});

describe('The scope of a review', () => {
  const question = (id: string) => ({
    id,
    title: id,
    hint: undefined,
    source: { file: 'x.md', startLine: 0, endLine: 1, bodyLine: 1 },
  });
  const collection = (id: string, ...categories: [string, string[]][]): Collection => ({
    id,
    title: id,
    introduction: '',
    tips: [],
    categories: categories.map(([name, ids]) => ({
      id: `${id}/${name}`,
      title: name,
      questions: ids.map(question),
    })),
  });
  const library = Library.of([
    collection('one', ['x', ['a', 'b']], ['y', ['c']]),
    collection('two', ['z', ['d', 'constructor']]),
  ]);
  const progress = setMark(new Map(), ['b', 'constructor', 'gone'], 'bookmarked', true, 1);
  const cases = [
    ['all', { kind: 'all' }, ['a', 'b', 'c', 'd', 'constructor']],
    ['a collection', { kind: 'collection', id: 'one' }, ['a', 'b', 'c']],
    ['a category', { kind: 'category', id: 'one/y' }, ['c']],
    ['bookmarked', { kind: 'bookmarked' }, ['b', 'constructor']],
    ['a list, without what is gone', { kind: 'questions', ids: ['c', 'gone', 'a'] }, ['c', 'a']],
    ['a collection that is gone', { kind: 'collection', id: 'three' }, []],
    ['a category that is gone', { kind: 'category', id: '__proto__' }, []],
  ] as const;
  for (const [name, scope, ids] of cases) {
    it(`takes the questions of ${name}`, () => {
      assert.deepEqual(questionsOf(scope, library, progress), ids);
    });
  }
});

describe('A leech', () => {
  it('is named at the eighth lapse and at every fourth after it', () => {
    const named: number[] = [];
    for (let lapses = 1; lapses <= 20; lapses++) {
      if (becameLeech({ ...newCard, lapses: lapses - 1 }, { ...newCard, lapses })) {
        named.push(lapses);
      }
    }
    assert.deepEqual(named, [8, 12, 16, 20]);
  });

  it('is not named again by a rating that was no lapse', () => {
    const leech = { ...newCard, lapses: 8 };
    assert.equal(becameLeech(leech, leech), false);
    assert.deepEqual([isLeech(leech), isLeech({ ...newCard, lapses: 7 })], [true, false]);
  });

  it('is reached by forgetting a learned question eight times', () => {
    const person = new Person(['a']);
    const named: number[] = [];
    person.rate('a', 4);
    for (let time = 1; time <= 12; time++) {
      person.now += 40 * dayLength;
      const before = person.card('a');
      person.rate('a', 1);
      if (becameLeech(before, person.card('a'))) named.push(time);
      person.rate('a', 4);
    }
    assert.deepEqual(named, [8, 12]);
  });
});

describe('A suggestion', () => {
  it('to call a question mastered comes when its stability passes 90 days, once', () => {
    const stable = (stability: number) => ({ ...newCard, stability });
    assert.equal(becameMastered(stable(89.9), stable(90)), true);
    assert.equal(becameMastered(stable(90), stable(200)), false);
    assert.equal(becameMastered(stable(10), stable(89.9)), false);
  });
});
