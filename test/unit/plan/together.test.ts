import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usualHabits } from '../../../src/study/plan/habits';
import {
  interviewsAhead,
  interviewsOf,
  keepInterview,
  mostTogether,
  reviewsAfter,
  wholeScope,
  type PlannedInterview,
} from '../../../src/study/plan/interviews';
import { MemoryModel, type Memory } from '../../../src/study/plan/memory';
import { mostADay, type PlanInput, type PlanQuestion } from '../../../src/study/plan/input';
import { makePlan, makePlans, minutesToCover, type Plan } from '../../../src/study/plan/plan';
import { finish } from '../../../src/study/steps';
import { recallOnDay } from '../../../src/study/plan/recall';
import { minutesOfDay, share } from '../../../src/study/plan/shares';
import { mergeProgress, type Progress } from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import { draw } from '../../bench/plan/learners';
import { planQuestion } from './planQuestion';

const model = new MemoryModel();

function question(id: string, changes: Partial<PlanQuestion> = {}): PlanQuestion {
  return planQuestion(id, { category: id.slice(0, 1), ...changes });
}

/** New questions named a0, a1 and so on. */
function some(name: string, count: number): readonly PlanQuestion[] {
  return Array.from({ length: count }, (_, at) => question(`${name}${at}`));
}

function interview(
  questions: readonly PlanQuestion[],
  horizon: number,
  minutes = 20,
  studied = 0,
): PlanInput {
  return { model, habits: usualHabits, questions, horizon, minutesOn: () => minutes, studied };
}

const todayOf = ([plan]: readonly Plan[]) => plan!.today;

/** The minutes of today's list that go to questions of this name. */
function minutesFor(plans: readonly Plan[], name: string): number {
  return todayOf(plans)
    .filter(({ id }) => id.startsWith(name))
    .reduce((sum, { minutes }) => sum + minutes, 0);
}

/** Somebody who follows the plans day by day, and remembers as the model says. */
class Follower {
  readonly #known = new Map<string, { readonly memory: Memory; readonly day: number }>();
  /** Minutes of each day. */
  readonly minutes: number[] = [];
  #asked = 0;

  inputs(
    interviews: readonly { ids: readonly string[]; on: number; minutes: number }[],
    day: number,
  ): readonly PlanInput[] {
    return interviews
      .filter(({ on }) => on > day)
      .map(({ ids, on, minutes }) =>
        interview(
          ids.map(id => {
            const known = this.#known.get(id);
            return question(id, { memory: known?.memory, elapsed: known ? day - known.day : 0 });
          }),
          on - day,
          minutes,
        ),
      );
  }

  study(plan: Plan, day: number): void {
    this.minutes.push(plan.minutes);
    for (const { id } of plan.today) {
      const known = this.#known.get(id);
      const chance = draw(7, this.#asked++);
      const recall = known && model.recall(day - known.day, known.memory.stability);
      const rating = ratingFor(chance, recall);
      const memory = known
        ? model.after(known.memory, day - known.day, rating)
        : model.first(rating);
      this.#known.set(id, { memory, day });
    }
  }

  /** The expected share that is known on this day. */
  ready(ids: readonly string[], day: number): number {
    let sum = 0;
    for (const id of ids) {
      const known = this.#known.get(id);
      if (known) sum += model.recall(day - known.day, known.memory.stability);
    }
    return sum / ids.length;
  }
}

function ratingFor(chance: number, recall: number | undefined): Rating {
  const { first, known } = usualHabits;
  if (recall === undefined) {
    if (chance < first[1]) return 1;
    return chance < first[1] + first[2] ? 2 : chance < 1 - first[4] ? 3 : 4;
  }
  if (chance >= recall) return 1;
  const part = chance / recall;
  return part < known[2] ? 2 : part < 1 - known[4] ? 3 : 4;
}

const idsOf = (name: string, count: number) => some(name, count).map(({ id }) => id);

describe('several interviews', () => {
  it('take no more than the day has together, ask nothing twice, and nothing a fourth time', () => {
    const pool = fc.array(
      fc.record({
        stability: fc.option(fc.double({ min: 0.01, max: 900, noNaN: true })),
        elapsed: fc.nat(90),
        askedToday: fc.nat(4),
        isAsked: fc.boolean(),
        isMastered: fc.boolean(),
        size: fc.double({ min: 0.3, max: 3, noNaN: true }),
      }),
      { maxLength: 40 },
    );
    const interviews = fc.array(
      fc.record({
        horizon: fc.nat(70),
        minutes: fc.nat(60),
        from: fc.nat(40),
        count: fc.nat(40),
        first: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(pool, interviews, fc.nat(30), (drawn, set, studied) => {
        const questions = drawn.map(({ stability, ...rest }, at) =>
          question(`${'abc'.charAt(at % 3)}${at}`, {
            ...rest,
            memory: stability === null ? undefined : { stability, difficulty: 5 },
          }),
        );
        const inputs = set.map(({ horizon, minutes, from, count, first }) =>
          interview(
            questions.slice(from, from + count).map(each => ({ ...each, comesFirst: first })),
            horizon,
            minutes,
            studied / 2,
          ),
        );
        const plans = makePlans(inputs, studied);
        const most = Math.max(...set.map(({ minutes }) => minutes));
        assert.equal(plans.length, set.length);
        for (const [at, plan] of plans.entries()) {
          assert.equal(plan.today, todayOf(plans), 'there is one list for all of them');
          assert.ok(plan.minutes <= Math.max(0, most - studied) + 1e-9);
          const { now, afterToday, onTheDay } = plan.ready;
          for (const ready of [now, afterToday, onTheDay]) assert.ok(ready >= 0 && ready <= 1);
          assert.ok(onTheDay >= afterToday && plan.covered <= plan.count);
          assert.equal(plan.count, inputs[at]!.questions.length);
        }
        const ids = todayOf(plans).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        for (const { id, by } of todayOf(plans)) {
          const asked = inputs[by]!.questions.find(each => each.id === id);
          assert.ok(asked?.isAsked && !asked.isMastered && asked.askedToday < mostADay);
        }
        // The one that chose a question pays for it, within its own minutes.
        for (const [at, { minutes }] of set.entries()) {
          const own = todayOf(plans).filter(({ by }) => by === at);
          const taken = own.reduce((sum, each) => sum + each.minutes, 0);
          assert.ok(taken <= Math.max(0, minutes - studied / 2) + 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are planned the same, in whatever order they were set', () => {
    const all: readonly (PlannedInterview & { readonly scoped: readonly PlanQuestion[] })[] = [
      ['m', 20_009, 30, [...some('a', 20), ...some('b', 10)]] as const,
      ['k', 20_004, 10, some('b', 25)] as const,
      ['z', 20_004, 20, [...some('c', 9), ...some('a', 5)]] as const,
    ].map(([id, day, minutes, scoped]) => ({
      id,
      name: id,
      day,
      minutes: Array.from({ length: 7 }, () => minutes),
      scope: wholeScope,
      scoped,
    }));
    const planned = (order: readonly number[]) => {
      let progress: Progress = new Map();
      for (const [time, at] of order.entries()) {
        const { scoped, ...set } = all[at]!;
        assert.ok(scoped.length > 0);
        progress = mergeProgress(progress, keepInterview(progress, set, time + 1));
      }
      const ahead = interviewsAhead(interviewsOf(progress).all, 20_000);
      const plans = makePlans(
        ahead.map(({ id, day, minutes }) =>
          interview(all.find(each => each.id === id)!.scoped, day - 20_000, minutes[0]),
        ),
        0,
      );
      return ahead.map(({ id }, at) => [id, plans[at]]);
    };
    const first = planned([0, 1, 2]);
    for (const order of [
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      assert.deepEqual(planned(order), first);
    }
  });

  it('count a question that both ask for once, in time and in the list', () => {
    const both = some('a', 6);
    const plans = makePlans([interview(both, 4, 60), interview(both, 9, 60)], 0);
    assert.equal(todayOf(plans).length, 6);
    assert.ok(plans[0]!.minutes <= 18 + 1e-9);
    assert.ok(plans[0]!.ready.afterToday > 0 && plans[1]!.ready.afterToday > 0);
  });

  it('of one scope and day are planned like one of them', () => {
    const one = makePlan(interview(some('a', 57), 8));
    const [two] = makePlans([interview(some('a', 57), 8), interview(some('a', 57), 8)], 0);
    assert.equal(two!.today.length, one.today.length);
    assert.ok(Math.abs(two!.ready.onTheDay - one.ready.onTheDay) < 0.03);
  });

  it('get minutes by what they lack per day left', () => {
    const near = interview(some('a', 30), 5);
    const far = interview(some('b', 60), 30);
    const sharing = share([near, far]);
    assert.deepEqual(sharing.paces, [6, 2]);
    assert.deepEqual(sharing.minutesOn(0), [15, 5]);
    assert.deepEqual(sharing.minutesOn(4), [15, 5]);
    assert.deepEqual(sharing.minutesOn(5), [0, 20]);
    assert.deepEqual(sharing.minutesOn(30), [0, 0]);
  });

  it('get no more than their own minutes, of a day as long as the longest of them', () => {
    const near = interview(some('a', 60), 5, 10);
    const far = interview(some('b', 60), 30, 40);
    assert.equal(minutesOfDay([near, far], 0), 40);
    assert.equal(minutesOfDay([near, far], 6), 40);
    assert.equal(minutesOfDay([near, far], 30), 0);
    assert.deepEqual(share([near, far]).minutesOn(0), [10, 30]);
    const plans = makePlans([near, far], 0);
    assert.ok(minutesFor(plans, 'a') <= 10 && minutesFor(plans, 'b') > 20);
    assert.ok(plans[0]!.minutes <= 40);
  });

  it('get a part of the minutes that go to questions they have in common', () => {
    const narrow = interview(some('a', 20), 5);
    const wide = interview([...some('a', 20), ...some('b', 20)], 10);
    const [mine = 0, all = 0] = share([narrow, wide]).minutesOn(0);
    assert.equal(all, 20);
    assert.equal(mine, 10 + 10 / 2);
  });

  it('leave to each other what they cannot use', () => {
    const known = some('a', 30).map(each => ({
      ...each,
      memory: { stability: 3000, difficulty: 5 },
      elapsed: 1,
    }));
    const plans = makePlans([interview(known, 5), interview(some('b', 60), 30)], 0);
    assert.equal(minutesFor(plans, 'a'), 0);
    assert.ok(minutesFor(plans, 'b') >= 18);
    const mastered = some('a', 30).map(each => ({ ...each, isMastered: true }));
    const empty = makePlans(
      [interview(mastered, 5), interview([], 6), interview(some('b', 60), 30)],
      0,
    );
    assert.ok(minutesFor(empty, 'b') >= 18);
  });

  it('are all studied for, also where the part of a day is smaller than a question', () => {
    let [large, small] = [0, 0];
    for (let left = 30; left > 0; left--) {
      const [many, few] = [some('a', 20 * left), some('b', left)];
      const plans = makePlans([interview(many, left), interview(few, left)], 0);
      large += minutesFor(plans, 'a');
      small += minutesFor(plans, 'b');
      assert.ok(plans[0]!.minutes <= 20);
    }
    // A 21st part of 20 minutes is one, and a new question takes three.
    assert.ok(small >= 15 && small <= 45, String(small));
    assert.ok(large > 400, String(large));
  });

  it('starve neither the later nor the nearer one', () => {
    const [a, b] = [idsOf('a', 40), idsOf('b', 60)];
    const set = [
      { ids: a, on: 6, minutes: 20 },
      { ids: b, on: 20, minutes: 20 },
    ];
    /** Readiness on both days, and how many minutes b had before a. */
    const follow = (plansOf: (inputs: readonly PlanInput[]) => readonly Plan[]) => {
      const follower = new Follower();
      let [first, early] = [0, 0];
      for (let day = 0; day < 20; day++) {
        if (day === 6) first = follower.ready(a, 6);
        const plans = plansOf(follower.inputs(set, day));
        if (day < 6) early += minutesFor(plans, 'b');
        follower.study(plans[0]!, day);
      }
      for (const minutes of follower.minutes) assert.ok(minutes <= 20 + 1e-9);
      return { first, second: follower.ready(b, 20), early };
    };
    const shared = follow(inputs => makePlans(inputs, 0));
    const nearest = follow(([next]) => [makePlan(next!)]);
    assert.ok(shared.early > 20, `${shared.early} minutes for the later one`);
    assert.ok(shared.first > 0.6 * nearest.first, `${shared.first} of ${nearest.first}`);
    assert.ok(shared.second > nearest.second, `${shared.second} after ${nearest.second}`);
  });

  for (const [name, b] of [
    ['of their own', idsOf('b', 50)],
    ['in common', [...idsOf('a', 25), ...idsOf('b', 25)]],
    ['that are all the other’s', idsOf('a', 30)],
  ] as const) {
    it(`foretell how ready one is for each, with questions ${name}`, () => {
      const a = idsOf('a', 30);
      const set = [
        { ids: a, on: 7, minutes: 20 },
        { ids: b, on: 16, minutes: 20 },
      ];
      const follower = new Follower();
      const [ofA, ofB] = makePlans(follower.inputs(set, 0), 0);
      let first = 0;
      for (let day = 0; day < 16; day++) {
        if (day === 7) first = follower.ready(a, 7);
        follower.study(makePlans(follower.inputs(set, day), 0)[0]!, day);
      }
      for (const [told, reached] of [
        [ofA!.ready.onTheDay, first],
        [ofB!.ready.onTheDay, follower.ready(b, 16)],
      ] as const) {
        // Like the plan for one, they promise less rather than more: days may be missed.
        assert.ok(told < reached + 0.08 && told > reached - 0.2, `${told} for ${reached}`);
      }
    });
  }

  it('say how ready one is without more study as if each were the only one', () => {
    const questions = some('a', 10).map(each => ({
      ...each,
      memory: { stability: 5, difficulty: 5 },
      elapsed: 2,
    }));
    const inputs = [interview(questions, 3), interview(questions.slice(3), 30)];
    for (const [at, plan] of makePlans(inputs, 0).entries()) {
      const { ready } = makePlan(inputs[at]!);
      assert.equal(plan.ready.now, ready.now);
      const sum = inputs[at]!.questions.reduce(
        (all, one) => all + recallOnDay(inputs[at]!, one),
        0,
      );
      assert.ok(Math.abs(plan.ready.now - sum / inputs[at]!.questions.length) < 1e-9);
    }
  });

  it('take more minutes a day to cover everything than one alone', () => {
    const [near, far] = [interview(some('a', 30), 10, 8), interview(some('b', 60), 20)];
    const alone = finish(minutesToCover(far))!;
    const shared = finish(minutesToCover(far, undefined, [near]))!;
    assert.ok(shared > alone, `${shared}, alone ${alone}`);
    const [, plan] = makePlans([near, { ...far, minutesOn: () => shared }], 0);
    assert.ok(plan!.covered >= 57, `${plan!.covered} of 60`);
  });

  it('on the day itself and in two years are planned beside each other', () => {
    const plans = makePlans([interview(some('a', 9), 0), interview(some('b', 9), 731)], 0);
    assert.ok(minutesFor(plans, 'a') > 15);
    assert.ok(plans[0]!.minutes <= 20);
  });

  it('are planned up to a number of them, the nearest first', () => {
    const all = Array.from({ length: 20 }, (_, at) => ({
      id: `i${at}`,
      name: '',
      day: 20_000 + at,
      minutes: [],
      scope: wholeScope,
    }));
    const ahead = interviewsAhead(all, 20_003);
    assert.equal(ahead.length, mostTogether);
    assert.equal(ahead[0]?.id, 'i3');
  });

  it('bring back after a day what the longest of its times held', () => {
    const on = (id: string, minutes: number): PlannedInterview => ({
      id,
      name: '',
      day: 20_000,
      minutes: Array.from({ length: 7 }, () => minutes),
      scope: wholeScope,
    });
    assert.equal(reviewsAfter([on('a', 60), on('b', 15)], 20_001), 40);
    assert.equal(reviewsAfter([on('a', 15), on('b', 60)], 20_001), 40);
  });
});
