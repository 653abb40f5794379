import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  candidatesOf,
  pickQuestions,
  weaknessOf,
  type Candidate,
} from '../../../src/study/mockInterview/pick';
import {
  coverages,
  defaultInterviewSettings,
  mostQuestions,
  type InterviewSettings,
} from '../../../src/study/mockInterview/settings';
import type { QuestionRecord } from '../../../src/study/progress';
import type { Rating } from '../../../src/study/rating';
import type { Collection } from '../../../src/study/question';

const record = (...ratings: Rating[]): QuestionRecord => {
  return { reviews: ratings.map((rating, index) => ({ time: index + 1, rating, duration: 0 })) };
};

const candidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map(n => `question-${n}`),
  collection: fc.constantFrom('a', 'b'),
  category: fc.constantFrom('a/1', 'a/2', 'b/1', 'b/2'),
  weakness: fc.constantFrom(0, 0.25, 0.5, 1),
});
const settings: fc.Arbitrary<InterviewSettings> = fc.record({
  length: fc.oneof(
    fc.integer({ min: 1, max: 20 }).map(count => ({ kind: 'questions' as const, count })),
    fc.constant({ kind: 'time' as const, minutes: 30 }),
  ),
  secondsPerQuestion: fc.constant(0),
  categories: fc.constant('all' as const),
  weakFirst: fc.boolean(),
  oneFromEach: fc.constantFrom(...coverages),
  withMastered: fc.boolean(),
  withTask: fc.boolean(),
});
/** Random functions that repeat their numbers when a test is repeated. */
const random: fc.Arbitrary<() => number> = fc.integer().map(seed => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
});

const withSettings = (changes: Partial<InterviewSettings>) => {
  return { ...defaultInterviewSettings, ...changes };
};
const five = { kind: 'questions', count: 5 } as const;

describe('the questions of an interview', () => {
  it('are as many as there can be, each once, and of the candidates', () => {
    fc.assert(
      fc.property(fc.array(candidate), settings, random, (candidates, chosen, chance) => {
        const ids = new Set(candidates.map(({ id }) => id));
        const picked = pickQuestions(candidates, chosen, chance);
        const wanted = chosen.length.kind === 'questions' ? chosen.length.count : mostQuestions;
        assert.equal(picked.length, Math.min(wanted, ids.size));
        assert.equal(new Set(picked).size, picked.length);
        assert.ok(picked.every(id => ids.has(id)));
      }),
    );
  });

  it('have one from each group, as far as their number allows', () => {
    const unique = fc.uniqueArray(candidate, { selector: ({ id }) => id });
    fc.assert(
      fc.property(unique, settings, random, (candidates, chosen, chance) => {
        const { oneFromEach } = chosen;
        if (oneFromEach === 'nothing') return;
        const group = new Map(candidates.map(one => [one.id, one[oneFromEach]]));
        const picked = pickQuestions(candidates, chosen, chance);
        const covered = new Set(picked.map(id => group.get(id)));
        assert.equal(covered.size, Math.min(new Set(group.values()).size, picked.length));
      }),
    );
  });

  it('begin with one from each in an interview by time, which may end early', () => {
    const candidates = ['a', 'a', 'a', 'a', 'a', 'b'].map((collection, index) => {
      return { id: `q${index}`, collection, category: collection, weakness: 0.5 };
    });
    const chosen = withSettings({
      length: { kind: 'time', minutes: 15 },
      oneFromEach: 'collection',
    });
    fc.assert(
      fc.property(random, chance => {
        assert.ok(pickQuestions(candidates, chosen, chance).slice(0, 2).includes('q5'));
      }),
    );
  });

  it('ask weak spots first, and chance does not move a failed one behind a new one', () => {
    const candidates = [0, 0.5, 1, 0.5, 1, 0].map((weakness, index) => {
      return { id: `q${index}`, collection: 'a', category: 'a/1', weakness };
    });
    const chosen = withSettings({ length: five, weakFirst: true });
    fc.assert(
      fc.property(random, chance => {
        const picked = pickQuestions(candidates, chosen, chance);
        assert.deepEqual(new Set(picked.slice(0, 2)), new Set(['q2', 'q4']));
        assert.deepEqual(new Set(picked.slice(2, 4)), new Set(['q1', 'q3']));
      }),
    );
  });

  it('leave out what the interview before asked while there is something else', () => {
    const candidates = Array.from({ length: 8 }, (_, index) => {
      return { id: `q${index}`, collection: 'a', category: 'a/1', weakness: 0.5 };
    });
    const recent = new Set(['q0', 'q1', 'q2']);
    const chosen = withSettings({ length: five });
    fc.assert(
      fc.property(random, chance => {
        assert.ok(!pickQuestions(candidates, chosen, chance, recent).some(id => recent.has(id)));
      }),
    );
  });

  it('stay within bounds whatever the random function gives', () => {
    const candidates = ['x', 'y', 'z'].map(id => {
      return { id, collection: 'a', category: 'a/1', weakness: 0.5 };
    });
    for (const chance of [0, 1, -1, 5, Number.NaN]) {
      const picked = pickQuestions(candidates, defaultInterviewSettings, () => chance);
      assert.deepEqual([...picked].sort(), ['x', 'y', 'z']);
    }
  });
});

describe('the weakness of a question', () => {
  const cases: readonly (readonly [string, QuestionRecord | undefined, number])[] = [
    ['never reviewed', undefined, 0.5],
    ['mastered and never reviewed', { mastered: [true, 1] }, 0.25],
    ['just failed', record(1), 1],
    ['easy', record(4), 0],
    ['failed, then good', record(1, 3), (3 * (1 / 3) + 2 * 1) / 5],
    ['only the last three count', record(1, 1, 4, 4, 4), 0],
    ['good, then failed', record(3, 1), (3 * 1 + 2 * (1 / 3)) / 5],
    ['failed but mastered', { ...record(1), mastered: [true, 1] }, 0.5],
  ];
  for (const [name, one, weakness] of cases) {
    it(`${name}: ${weakness.toFixed(2)}`, () => {
      assert.ok(Math.abs(weaknessOf(one) - weakness) < 1e-12, String(weaknessOf(one)));
    });
  }
});

describe('the candidates of an interview', () => {
  const question = (id: string) => {
    const source = { file: 'a.md', startLine: 0, endLine: 1, bodyLine: 1 };
    return { id, title: id, hint: undefined, source };
  };
  const collections: readonly Collection[] = [
    {
      id: 'a',
      title: 'A',
      introduction: '',
      tips: [],
      categories: [
        { id: 'a/1', title: '1', questions: [question('forms'), question('signals')] },
        { id: 'a/2', title: '2', questions: [question('caching'), question('constructor')] },
      ],
    },
  ];
  const progress = new Map<string, QuestionRecord>([
    ['forms', { mastered: [true, 1] }],
    ['caching', { suspended: [true, 1] }],
  ]);
  const ids = (changes: Partial<InterviewSettings>) =>
    candidatesOf(collections, withSettings(changes), progress).map(({ id }) => id);

  it('are all questions but the suspended ones', () => {
    assert.deepEqual(ids({}), ['forms', 'signals', 'constructor']);
  });

  it('leave out mastered ones when the person wants that', () => {
    assert.deepEqual(ids({ withMastered: false }), ['signals', 'constructor']);
  });

  it('are of the chosen categories; of one that is gone there are none', () => {
    assert.deepEqual(ids({ categories: ['a/2', 'gone'] }), ['constructor']);
    assert.deepEqual(ids({ categories: [] }), []);
  });
});
