import assert from 'node:assert/strict';
import { assemblePack, claimsOf, IdSpace } from '../../../src/study/pack/assemble';
import { carryProgress, hasToCarry } from '../../../src/study/pack/carry';
import { readPackFile } from '../../../src/study/pack/file';
import {
  continueMemory,
  readMemory,
  storedMemory,
  withoutFormer,
  type PackMemory,
} from '../../../src/study/pack/memory';
import {
  mergeProgress,
  reviewsOf,
  type Progress,
  type QuestionRecord,
} from '../../../src/study/progress';
import { finish } from '../../../src/study/steps';
import { beforeOf, undoOf } from '../../../src/study/undo';

const file = (path: string, ...lines: readonly string[]) => {
  const text = lines.join('\n');
  return { draft: finish(readPackFile({ path, text }, 'mine')), text };
};

/** The memory of a pack when read again after a restart. */
const readAgain = (before: PackMemory, ...files: readonly ReturnType<typeof file>[]): PackMemory =>
  readMemory(
    JSON.parse(
      JSON.stringify(storedMemory(finish(continueMemory(before, files, one => one.wishedId)))),
    ),
  );

const formerOf = (memory: PackMemory) =>
  [...memory.values()]
    .flat()
    .filter(({ former }) => former.length > 0)
    .map(({ id, former }) => [id, ...former.map(one => one.id)]);

const none: PackMemory = new Map();
const view = ['## What is a view?', '', 'A callable that takes a request.', ''];
const form = ['## What is a form?', '', 'It checks what people send in.', ''];
const model = ['## What is a model?', '', 'A class that stands for a table.', ''];

describe('What is remembered of a pack', () => {
  const before = readAgain(none, file('a.md', ...view, ...form, ...model));

  const cases: readonly (readonly [
    what: string,
    lines: readonly string[],
    former: readonly (readonly string[])[],
  ])[] = [
    ['nothing where nothing changed', [...view, ...form, ...model], []],
    [
      'a wording that is quite another, by the answer below it',
      [...view, '## Explain validation.', ...form.slice(1), ...model],
      [['explain-validation', 'what-is-a-form']],
    ],
    [
      'the same where it moved as well',
      ['## Explain validation.', ...form.slice(1), ...view, ...model],
      [['explain-validation', 'what-is-a-form']],
    ],
    [
      'a wording that is alike, by its place, where the answer changed as well',
      [...view, '## What are forms?', '', 'They are something else now.', '', ...model],
      [['what-are-forms', 'what-is-a-form']],
    ],
    [
      'no new question in the place of one that is gone',
      [...view, '## How does caching work?', '', 'Something was kept for later.', '', ...model],
      [],
    ],
    [
      'no question that got an id of its own, which is meant',
      [...view, '## Explain validation. {#validation}', ...form.slice(1), ...model],
      [],
    ],
    [
      'nothing where two have the answer now',
      [...view, '## One?', ...form.slice(1), '## Two?', ...form.slice(1), ...model],
      [],
    ],
  ];
  for (const [what, lines, former] of cases) {
    it(`tells of ${what}`, () =>
      assert.deepEqual(formerOf(readAgain(before, file('a.md', ...lines))), former));
  }

  it('goes through several wordings, until nobody is to be asked', () => {
    const second = readAgain(before, file('a.md', '## Explain validation.', ...form.slice(1)));
    const third = readAgain(second, file('a.md', '## Why validate?', ...form.slice(1)));
    assert.deepEqual(formerOf(third), [['why-validate', 'what-is-a-form', 'explain-validation']]);
    assert.deepEqual(formerOf(readAgain(third, file('a.md', '## Why validate?'))), formerOf(third));
    assert.deepEqual(formerOf(withoutFormer(third, new Set(['why-validate']))), []);
  });

  it('stays of a file that is away or empty for a while', () => {
    const away = readAgain(readAgain(before), file('a.md', ''));
    assert.deepEqual(away, before);
  });

  it('is read from what another version or a torn write left, as far as it can be', () => {
    for (const stored of [
      undefined,
      null,
      {},
      { version: 2, files: [] },
      { version: 1, files: [null, ['a.md'], [1, []], ['b.md', [null, [], [1], ['q', 2, 3]]]] },
    ])
      assert.deepEqual([...readMemory(stored).values()].flat(), []);
  });

  it('keeps an id with the file that had it, across restarts', () => {
    const late = file('m.md', ...view);
    const memory = readAgain(none, late);
    const files = [file('a.md', ...view), late].map(({ draft }) => draft);
    const claimants = [...memory].flatMap(([path, questions]) =>
      questions.map(({ id }) => ({ id, source: { pack: 'mine', file: path } })),
    );
    const { collections } = assemblePack(files, IdSpace.of([], claimsOf(claimants, files)));
    const ids = collections.flatMap(({ categories }) =>
      categories.flatMap(({ questions }) => questions.map(({ id }) => id)),
    );
    assert.deepEqual(ids, ['what-is-a-view-2', 'what-is-a-view']);
  });
});

describe('Progress that follows a reworded question', () => {
  const review = (time: number) => ({ time, rating: 3 as const, duration: 1000 });
  const progress: Progress = new Map([
    ['old', { mastered: [true, 5], note: ['mine', 6], reviews: [review(1), review(2)] }],
    ['new', { note: ['its own', 7] }],
  ]);
  const change = carryProgress(progress, [['old', 'new']], 100);
  const after = mergeProgress(progress, change);

  it('is there, and counts once', () => {
    assert.equal(after.get('new')?.mastered?.[0], true);
    assert.deepEqual(reviewsOf(after.get('new')), [review(1), review(2)]);
    assert.deepEqual(reviewsOf(after.get('old')), []);
    assert.equal(after.get('old')?.mastered?.[0], false);
  });

  it('writes over no note, and loses none', () => {
    assert.equal(after.get('new')?.note?.[0], 'its own');
    assert.equal(after.get('old')?.note?.[0], 'mine');
  });

  it('writes over no note either where two wordings lead to one question', () => {
    const change = carryProgress(
      new Map([
        ['older', { reviews: [review(1)] }],
        ['old', { note: ['mine', 6] }],
        ['new', { note: ['its own', 7] }],
      ]),
      [
        ['older', 'new'],
        ['old', 'new'],
      ],
      100,
    );
    assert.equal(change.get('new')?.note, undefined);
    assert.deepEqual(reviewsOf(change.get('new')), [review(1)]);
  });

  it('goes back when the step is undone, and comes again', () => {
    const back = mergeProgress(after, undoOf(change, beforeOf(change, progress), after, 200));
    assert.deepEqual(
      reviewsOf(back.get('old')).map(({ time }) => time),
      [1, 2],
    );
    assert.deepEqual(reviewsOf(back.get('new')), []);
    const again = mergeProgress(back, carryProgress(back, [['old', 'new']], 300));
    assert.deepEqual(
      reviewsOf(again.get('new')).map(({ time }) => time),
      [1, 2],
    );
    assert.deepEqual(reviewsOf(again.get('old')), []);
  });

  const each: readonly (readonly [string, QuestionRecord, QuestionRecord, boolean])[] = [
    ['a draft', { draft: ['an answer of my own', 5] }, {}, true],
    [
      'a note, though the question was rated',
      { note: ['mine', 5] },
      { reviews: [review(1)] },
      true,
    ],
    [
      'a review, though it is a bookmark',
      { reviews: [review(1)] },
      { bookmarked: [true, 5] },
      true,
    ],
    ['an exercise that was begun', { exerciseStarted: [4, 5] }, {}, true],
    ['a mark that was set on both', { mastered: [true, 5] }, { mastered: [true, 6] }, false],
    ['a note where there is another', { note: ['mine', 5] }, { note: ['its own', 6] }, false],
    ['a draft that was deleted', { draft: ['', 5] }, {}, false],
    ['a postponed review alone', { buriedUntil: [9, 5] }, {}, false],
  ];
  for (const [what, old, present, isOffered] of each) {
    it(`is ${isOffered ? 'offered' : 'not offered'} for ${what}`, () => {
      const both: Progress = new Map([
        ['old', old],
        ['new', present],
      ]);
      assert.equal(hasToCarry(both, 'old', 'new'), isOffered);
    });
  }

  it('is none where nothing was done', () => {
    assert.equal(
      carryProgress(
        progress,
        [
          ['never', 'new'],
          ['old', 'old'],
        ],
        100,
      ).size,
      0,
    );
  });
});
