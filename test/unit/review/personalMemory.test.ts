import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultWeights, MemoryModel } from '../../../src/study/plan/memory';
import type { Rating } from '../../../src/study/rating';
import { weightsOf, type MemoryReview } from '../../../src/study/review/mostProbable';
import { fitMemory, leastReviews, logLoss } from '../../../src/study/review/personalMemory';
import { createSchedule } from '../../../src/study/review/schedule';
import { finish } from '../../../src/study/steps';
import { utcDays } from '../days';

const fit = (histories: readonly (readonly MemoryReview[])[]) => finish(fitMemory(histories));

/** Questions of somebody whose memory lasts this many times as long as the defaults. */
function learnt(longer: number, questions: number): MemoryReview[][] {
  const model = new MemoryModel();
  let seed = 1;
  // Mulberry32, by Tommy Ettinger.
  const throwDice = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: questions }, (_, at) => {
    const first = ((at % 4) + 1) as Rating;
    let memory = model.first(first);
    let day = at;
    const history: MemoryReview[] = [{ state: 'new', elapsed: 0, rating: first, day }];
    for (const elapsed of [2, 5, 12, 30]) {
      day += elapsed;
      const known = throwDice() < model.recall(elapsed / longer, memory.stability);
      const rating: Rating = known ? 3 : 1;
      history.push({ state: 'review', elapsed, rating, day });
      memory = model.after(memory, Math.max(1, elapsed / longer), rating);
    }
    return history;
  });
}

describe('the memory of one person', () => {
  it('is nobody’s yet before enough reviews came on a later day', () => {
    const once: MemoryReview[] = [
      { state: 'new', elapsed: 0, rating: 3, day: 1 },
      { state: 'learning', elapsed: 0, rating: 3, day: 1 },
      { state: 'review', elapsed: 4, rating: 3, day: 5 },
    ];
    const few = Array.from({ length: leastReviews - 1 }, () => once);
    assert.equal(fit(few), undefined);
    assert.equal(fit([]), undefined);
    assert.equal(fit([...few, once])?.reviews, leastReviews);
  });

  it('is near to the defaults as long as little is known', () => {
    const { weights, pace } = fit(learnt(3, 5))!;
    assert.ok(pace > 0.8 && pace < 1.6, `pace ${pace}`);
    for (const at of [0, 1, 2, 3]) {
      const ratio = weights[at]! / defaultWeights[at]!;
      assert.ok(ratio > 0.6 && ratio < 1.8, `first stability ${at + 1} × ${ratio}`);
    }
  });

  for (const [longer, least, most] of [
    [3, 1.5, 4],
    [1, 0.8, 1.25],
    [0.35, 0.3, 0.65],
  ] as const) {
    it(`finds out who remembers ${longer} times as long`, () => {
      const histories = learnt(longer, 600);
      const { pace, weights, reviews } = fit(histories)!;
      assert.equal(reviews, 2400);
      const good = weights[2]! / defaultWeights[2]!;
      assert.ok(good > least && good < most, `after Good × ${good}`);
      assert.ok(longer === 1 || pace > 1 === longer > 1, `pace ${pace}`);
      const usual = logLoss(histories, defaultWeights).loss;
      const own = logLoss(histories, weights).loss;
      assert.ok(own <= usual * 1.001, `${own} is no better than ${usual}`);
      if (longer !== 1) assert.ok(own < 0.99 * usual, `${own} is hardly better than ${usual}`);
    });
  }

  it('is that of the defaults as long as later reviews do not confirm it', () => {
    const changed = [...learnt(3, 150), ...learnt(0.35, 150)].map((history, at) =>
      history.map(review => ({ ...review, day: review.day + (at < 150 ? 0 : 1000) })),
    );
    const { pace } = fit(changed)!;
    assert.ok(pace > 0.97 && pace < 1.03, `pace ${pace}`);
    const onOneDay = learnt(3, 300).map(history => history.map(each => ({ ...each, day: 7 })));
    assert.deepEqual(fit(onOneDay)?.weights, [...defaultWeights]);
  });

  it('is the same for the same reviews', () => {
    assert.deepEqual(fit(learnt(2, 60)), fit(learnt(2, 60)));
  });

  it('is fitted in steps, and to 10,000 reviews at most', () => {
    const steps = fitMemory(learnt(1.5, 3000));
    let count = 1;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    assert.ok(count > 300, `${count} steps`);
    assert.equal(step.value?.reviews, 8000);
  });

  it('has sensible weights whatever the reviews are', () => {
    const review = fc.record({
      state: fc.constantFrom('learning' as const, 'review' as const, 'relearning' as const),
      elapsed: fc.oneof(fc.nat(60), fc.nat(1_000_000)),
      rating: fc.constantFrom<Rating>(1, 2, 3, 4),
      day: fc.nat(100),
    });
    const history = fc
      .tuple(fc.constantFrom<Rating>(1, 2, 3, 4), fc.array(review, { maxLength: 12 }))
      .map(([rating, rest]): MemoryReview[] => [
        { state: 'new', elapsed: 0, rating, day: 0 },
        ...rest,
      ]);
    fc.assert(
      fc.property(fc.array(history, { minLength: 5, maxLength: 20 }), histories => {
        const fitted = fit(histories);
        if (fitted === undefined) return;
        assert.ok(Number.isFinite(fitted.pace) && fitted.pace > 0);
        for (const weight of fitted.weights) assert.ok(Number.isFinite(weight) && weight >= 0);
        const model = new MemoryModel(fitted.weights);
        const memory = model.after(model.first(3), 10, 3);
        assert.ok(memory.stability > 0 && model.recall(30, memory.stability) <= 1);
      }),
      { numRuns: 30 },
    );
  });

  it('stretches all of time by the pace, and nothing else', () => {
    const [own, usual] = [
      new MemoryModel(weightsOf([0, 0, 0, 0, Math.log(1.5)])),
      new MemoryModel(),
    ];
    let [mine, theirs] = [own.first(3), usual.first(3)];
    for (const elapsed of [3, 10, 40]) {
      assert.ok(Math.abs(mine.stability / theirs.stability / 1.5 - 1) < 0.01);
      mine = own.after(mine, elapsed * 1.5, 3);
      theirs = usual.after(theirs, elapsed, 3);
    }
  });

  it('is what the schedule goes by', () => {
    const day = 24 * 60 * 60 * 1000;
    const record = { reviews: [{ time: 100 * day, rating: 4 as const, duration: 0 }] };
    const settings = { retention: 0.9, days: utcDays, fuzz: false };
    const usual = createSchedule(settings).cardOf('a', record, 100 * day);
    const same = createSchedule({ ...settings, weights: defaultWeights });
    assert.deepEqual(same.cardOf('a', record, 100 * day), usual);
    const slower = createSchedule({
      ...settings,
      weights: weightsOf([0, 0, 0, 0, Math.log(2)]),
    }).cardOf('a', record, 100 * day);
    assert.ok(Math.abs(slower.interval / usual.interval - 2) < 0.2, `${slower.interval} days`);
  });
});
