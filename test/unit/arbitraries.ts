/** fast-check arbitraries shared by several tests. */
import fc from 'fast-check';
import type { Progress, QuestionRecord } from '../../src/study/progress';

const time = fc.integer({ min: 0, max: 2_000_000_000_000 });
const flag = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5 }));
const review = fc.record(
  {
    time: fc.integer({ min: 0, max: 12 }),
    rating: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    duration: fc.constantFrom(0, 1000, 60_000),
    undone: flag,
  },
  { requiredKeys: ['time', 'rating', 'duration'] },
);
const record: fc.Arbitrary<QuestionRecord> = fc.record(
  {
    mastered: flag,
    bookmarked: flag,
    suspended: flag,
    buriedUntil: fc.tuple(time, fc.integer({ min: 0, max: 5 })),
    note: fc.tuple(fc.string(), fc.integer({ min: 0, max: 5 })),
    draft: fc.tuple(fc.string(), fc.integer({ min: 0, max: 5 })),
    exerciseStarted: fc.tuple(time, fc.integer({ min: 0, max: 5 })),
    exerciseSolved: fc.tuple(time, fc.integer({ min: 0, max: 5 })),
    exerciseSeconds: fc.tuple(fc.nat(9), fc.integer({ min: 0, max: 5 })),
    exerciseHints: fc.tuple(fc.nat(3), fc.integer({ min: 0, max: 5 })),
    exerciseSeen: fc.tuple(time, fc.integer({ min: 0, max: 5 })),
    exercisePassed: fc.tuple(fc.constantFrom('', 'a', 'a\nb'), fc.integer({ min: 0, max: 5 })),
    reviews: fc
      .uniqueArray(review, { selector: one => one.time, minLength: 1, maxLength: 6 })
      .map(all => all.sort((a, b) => a.time - b.time)),
    later: fc
      .array(
        fc.tuple(
          fc.constantFrom('confidence', 'constructor', 'tag2'),
          fc.tuple(
            fc.oneof(fc.boolean(), fc.nat(9), fc.constantFrom('', 'new', '1')),
            fc.integer({ min: 0, max: 5 }),
          ),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map(fields => new Map(fields)),
  },
  { requiredKeys: [] },
);
const id = fc.constantFrom('signals', 'forms', 'constructor', '__proto__', 'toString', 'caching');
/** Progress of questions whose ids are also properties of every object; stamps often collide. */
export const progress: fc.Arbitrary<Progress> = fc
  .array(fc.tuple(id, record))
  .map(entries => new Map(entries));
