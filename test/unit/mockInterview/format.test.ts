import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readInterview, writeInterview } from '../../../src/study/mockInterview/format';
import type { Interview, InterviewQuestion } from '../../../src/study/mockInterview/interview';
import {
  mergeAnswers,
  mergeChanges,
  mergeInterviews,
} from '../../../src/study/mockInterview/merge';
import {
  defaultInterviewSettings,
  readInterviewSettings,
} from '../../../src/study/mockInterview/settings';
import {
  answer,
  askNextQuestion,
  pause,
  rate,
  reveal,
  skip,
} from '../../../src/study/mockInterview/steps';
import { countTime } from '../../../src/study/mockInterview/timer';
import { begin, copies, firstTime, interview } from './arbitraries';

const text = (one: Interview) => JSON.stringify(writeInterview(one));
const parse = (stored: string): Interview => {
  const read = readInterview(JSON.parse(stored));
  assert.equal(read.kind, 'read');
  assert.deepEqual(read.problems, []);
  return read.interview;
};
const stored = () => JSON.parse(text(begin())) as Record<string, unknown>;

describe('a stored interview', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(interview, one => assert.deepEqual(parse(text(one)), one)));
  });

  it('is read from anything at all without an exception', () => {
    fc.assert(fc.property(fc.anything(), value => void readInterview(value)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fields => {
        const read = readInterview({ ...stored(), ...fields });
        if (read.kind === 'read') parse(text(read.interview));
      }),
    );
  });

  it('is sound whatever was damaged in it', () => {
    const field = fc.constantFrom(...Object.keys(stored()).filter(key => key !== 'version'));
    const part = fc.constantFrom(...Object.keys((stored().questions as object[])[0]!));
    fc.assert(
      fc.property(interview, field, part, fc.anything(), (one, key, inner, value) => {
        const whole = JSON.parse(text(one)) as Record<string, unknown>;
        const questions = (whole.questions as object[]).map((question, index) =>
          index === 0 ? { ...question, [inner]: value } : question,
        );
        for (const damaged of [
          { ...whole, [key]: value },
          { ...whole, questions },
        ]) {
          const read = readInterview(damaged);
          if (read.kind === 'read') parse(text(read.interview));
        }
      }),
    );
  });

  it('keeps what a later version adds, through a step and a merge', () => {
    const [first, ...others] = stored().questions as object[];
    const added = { rubric: { depth: 3 }, aloud: true };
    const one = parse(
      JSON.stringify({
        ...stored(),
        zeal: ['high'],
        mood: null,
        questions: [{ ...first, ...added }, ...others],
      }),
    );
    const next = answer(one, 'Typed in this version', one.updated + 5);
    const merged = mergeInterviews(next, { ...one, status: 'open' });
    for (const each of [one, next, merged]) {
      const again = JSON.parse(text(each)) as Record<string, unknown>;
      assert.deepEqual([again.zeal, again.mood], [['high'], null]);
      const [question] = again.questions as Record<string, unknown>[];
      assert.deepEqual([question?.rubric, question?.aloud], [{ depth: 3 }, true]);
      assert.deepEqual(parse(text(each)), each);
    }
    const other = parse(JSON.stringify({ mood: null, zeal: ['high'], ...stored() }));
    assert.equal(
      text(parse(JSON.stringify({ ...stored(), zeal: ['high'], mood: null }))),
      text(other),
    );
    const long = readInterview({ ...stored(), zeal: 'z'.repeat(60_000) });
    assert.deepEqual(long.kind === 'read' && [long.problems.length, long.interview.later], [
      1,
      undefined,
    ]);
  });

  const cases: readonly (readonly [string, unknown, 'newer' | 'broken'])[] = [
    ['nothing is broken', undefined, 'broken'],
    ['a list is broken', [], 'broken'],
    ['a missing version is broken', { ...stored(), version: undefined }, 'broken'],
    ['a version that is only inherited is broken', Object.create(stored()), 'broken'],
    ['a newer version is left alone', { version: 2, whatever: true }, 'newer'],
    ['an id that is a path is broken', { ...stored(), id: '../../progress' }, 'broken'],
    ['questions that are no list are broken', { ...stored(), questions: {} }, 'broken'],
    ['no question is broken', { ...stored(), questions: [] }, 'broken'],
    ['no readable question is broken', { ...stored(), questions: [null, 3, {}] }, 'broken'],
  ];
  for (const [name, value, kind] of cases) {
    it(name, () => assert.equal(readInterview(value).kind, kind));
  }

  it('keeps what is sound and names what is not', () => {
    const [first, second] = stored().questions as Record<string, unknown>[];
    const read = readInterview({
      ...stored(),
      current: 1,
      questions: [
        'no question',
        { ...second, answer: 7, ticked: [5, -1, 'x', 1, 1], keyPoints: ['a', 'b'], rating: 9 },
        { ...first, phase: 'rated' },
      ],
    });
    assert.equal(read.kind, 'read');
    const { questions, current } = read.interview;
    assert.deepEqual(
      questions.map(({ id, phase }) => [id, phase]),
      [
        ['__proto__', 'asked'],
        ['question-1', 'revealed'],
      ],
    );
    assert.equal(current, 0);
    assert.deepEqual(questions[0]?.ticked, [1]);
    assert.deepEqual(read.problems, [
      'question 1 is the text "no question"',
      '"rating" of question 2 is 9',
      '"answer" of question 2 is 7',
    ]);
  });
});

describe('the settings of an interview', () => {
  it('are read from anything, field by field', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        const read = readInterviewSettings(value);
        assert.deepEqual(readInterviewSettings(JSON.parse(JSON.stringify(read))), read);
      }),
    );
    const mixed = {
      length: { kind: 'time', minutes: 30 },
      secondsPerQuestion: -1,
      categories: ['a', 5, 'a', ''],
      weakFirst: true,
      oneFromEach: 'planet',
    };
    assert.deepEqual(readInterviewSettings(mixed), {
      ...defaultInterviewSettings,
      length: { kind: 'time', minutes: 30 },
      categories: ['a'],
      weakFirst: true,
    });
  });
});

describe('two copies of an interview', () => {
  it('merge the same in either order and any grouping', () => {
    fc.assert(
      fc.property(copies(3), ([a, b, c]) => {
        assert.ok(a && b && c);
        assert.equal(text(mergeInterviews(a, b)), text(mergeInterviews(b, a)));
        assert.equal(
          text(mergeInterviews(mergeInterviews(a, b), c)),
          text(mergeInterviews(a, mergeInterviews(b, c))),
        );
      }),
    );
  });

  it('give the very same object when a merge adds nothing', () => {
    fc.assert(
      fc.property(copies(2), ([a, b]) => {
        assert.ok(a && b);
        const both = mergeInterviews(a, b);
        assert.equal(mergeInterviews(both, a), both);
        assert.equal(mergeInterviews(both, b), both);
      }),
    );
  });

  it('keep the answers of both windows', () => {
    const start = begin();
    const one = skip(answer(start, 'from the first window', firstTime + 10), firstTime + 20);
    const both = mergeInterviews(one, answer(start, 'earlier', firstTime + 5));
    assert.deepEqual([both.current, both.questions[0]?.answer], [1, 'from the first window']);
    const later = mergeInterviews(one, answer(start, 'typed later', firstTime + 30));
    assert.equal(later.questions[0]?.answer, 'typed later');
  });

  it('keep what one window did against a clock that runs on in the other', () => {
    const points = { keyPoints: [], followUps: 0 };
    const start = answer(begin(1), 'begun', firstTime + 1000);
    const typed = answer(start, 'begun and ended', firstTime + 2000);
    const rated = rate(
      reveal(typed, points, () => 0, firstTime + 3000),
      3,
      firstTime + 4000,
    );
    const ended = askNextQuestion(rated, firstTime + 5000);
    let ticking = start;
    for (let second = 2; second <= 60; second++) {
      ticking = countTime(ticking, firstTime + second * 1000);
    }
    for (const done of [typed, rated, ended]) {
      for (const merged of [mergeInterviews(ticking, done), mergeInterviews(done, ticking)]) {
        assert.deepEqual(merged, done);
      }
    }
  });

  it('have the time of the clock that ran on, where nothing else happened', () => {
    const start = begin();
    const long = pause(countTime(start, firstTime + 9000), firstTime + 12_000);
    const short = pause(start, firstTime + 4000);
    for (const merged of [mergeInterviews(long, short), mergeInterviews(short, long)]) {
      assert.equal(merged.questions[0]?.spent, 12_000);
      assert.equal(merged.updated, long.updated);
    }
    const typed = answer(short, 'typed there', firstTime + 20_000);
    assert.equal(mergeInterviews(long, typed).questions[0]?.spent, 4000, 'the time of its answer');
  });

  it('keep the one with the later change whole when their questions differ', () => {
    const [long, short] = [begin(3), answer(begin(2), 'x', firstTime + 5)];
    assert.equal(mergeInterviews(long, short), short);
    assert.equal(mergeInterviews(short, long), short);
  });

  it('know of a review that either of them has given to the schedule', () => {
    const points = { keyPoints: [], followUps: 0 };
    const rated = rate(
      reveal(begin(), points, () => 0, firstTime + 1),
      3,
      firstTime + 2,
    );
    const fed = {
      ...rated,
      questions: rated.questions.map((one, i) => ({ ...one, reviewed: i === 0 })),
    };
    const gone = askNextQuestion(rated, firstTime + 9);
    assert.equal(mergeInterviews(gone, fed).questions[0]?.reviewed, true);
    assert.equal(mergeInterviews(fed, gone).questions[0]?.reviewed, true);
  });

  it('of one moment are told apart by everything but that review', () => {
    const points = { keyPoints: [], followUps: 0 };
    const rated = rate(
      reveal(begin(1), points, () => 0, firstTime + 1),
      3,
      firstTime + 2,
    );
    const copy = (changes: Partial<InterviewQuestion>) => {
      return { ...rated, questions: [{ ...rated.questions[0]!, changed: firstTime, ...changes }] };
    };
    const [a, b] = [copy({ spent: 1 }), copy({ spent: 2 })];
    const fed = copy({ changed: firstTime - 1, reviewed: true });
    assert.deepEqual(
      mergeInterviews(mergeInterviews(a, fed), b),
      mergeInterviews(a, mergeInterviews(fed, b)),
    );
  });

  it('of different interviews are refused', () => {
    assert.throws(() => mergeInterviews(begin(), { ...begin(), id: 'other' }), RangeError);
  });
});

describe('an answer that two windows changed', () => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['is the one that changed', 'one', 'one', 'one two', 'one two'],
    ['is the one that changed here', 'one', 'one two', 'one', 'one two'],
    ['is the longer of two that say the same', '', 'one two', 'one', 'one two'],
    ['is both where each was begun', '', 'mine', 'theirs', 'theirs\n\nmine'],
    ['is both where each went on', 'one', 'one mine', 'one their', 'one their\n\none mine'],
    [
      'repeats no more than a line',
      'first\nsecond',
      'first\nsecond, mine',
      'first\nsecond, theirs',
      'first\nsecond, theirs\n\nsecond, mine',
    ],
    [
      'goes on where it is kept at the end',
      'mine',
      'mine too',
      'theirs\n\nmine',
      'theirs\n\nmine too',
    ],
    ['is both where each was replaced', 'one', 'two', 'three', 'three\n\ntwo'],
    [
      'is never glued to a line that the other has begun',
      'a\n',
      'a\nmine',
      'a\ntheirs',
      'a\ntheirs\n\nmine',
    ],
    ['goes on below lines that the other has ended', 'a\n', 'a\nmine', 'a\nb\n', 'a\nb\nmine'],
    [
      'repeats no lines that each began with',
      '',
      'first\nsecond\nmine\nsecond',
      'first\nsecond\ntheirs',
      'first\nsecond\ntheirs\n\nmine\nsecond',
    ],
    [
      'repeats nothing that was added before',
      '',
      'first\nmine',
      'first\ntheirs\n\nmine',
      'first\ntheirs\n\nmine',
    ],
    [
      'keeps the order of lines that the other has in another one',
      '',
      'WHERE\nGROUP BY\nHAVING',
      'Order:\nGROUP BY\nWHERE\nthen\nHAVING',
      'Order:\nGROUP BY\nWHERE\nthen\nHAVING\n\nWHERE\nGROUP BY\nHAVING',
    ],
    [
      'keeps the line that an indented one stands below',
      '',
      'try:\n    a()\nexcept E:\n    pass',
      'try:\n    b()\nexcept F:\n    log()',
      'try:\n    b()\nexcept F:\n    log()\n\ntry:\n    a()\nexcept E:\n    pass',
    ],
    [
      'keeps of the lines that each began with those that an indented one stands below',
      'x',
      'x\n\nclass A:\n    b = 1\n    def c():\n        mine()\n',
      'x\n\nclass A:\n    b = 1\n    def c():\n        theirs()\n',
      'x\n\nclass A:\n    b = 1\n    def c():\n        theirs()\n\n\nclass A:\n    def c():\n        mine()\n',
    ],
    [
      'repeats no lines that stand together in the other',
      '',
      'one\ntwo\nmine',
      'theirs\none\ntwo',
      'theirs\none\ntwo\n\nmine',
    ],
    ['is the shorter one where nobody else changed it', 'one two', 'one', 'one two', 'one'],
    ['is what is left where one deleted it', 'one', '', 'one two', 'one two'],
  ];
  for (const [name, before, mine, theirs, text] of cases) {
    it(name, () => assert.equal(mergeAnswers(before, mine, theirs), text));
  }

  it('loses nothing that was typed in either', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, mine, theirs) => {
        const both = mergeAnswers(before, before + mine, theirs);
        assert.ok(both.includes(mine));
        if (theirs !== before) assert.ok((before + mine).includes(theirs) || both.includes(theirs));
      }),
    );
  });

  it('is a change that wins over both copies, and the very same object where it is one of them', () => {
    const start = answer(begin(), 'begun', firstTime + 10);
    const mine = answer(start, 'begun here', firstTime + 20);
    const theirs = answer(start, 'begun there', firstTime + 30);
    const both = mergeChanges(start, mine, theirs);
    assert.equal(both.questions[0]?.answer, 'begun there\n\nbegun here');
    for (const copy of [mine, theirs]) assert.equal(mergeInterviews(both, copy), both);
    assert.equal(mergeChanges(start, mine, start), mine);
    assert.equal(mergeChanges(mine, both, mine), both);
  });
});
