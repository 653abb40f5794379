import assert from 'node:assert/strict';
import {
  draftOf,
  readState,
  stateOfVisit,
  withDraft,
  withoutDraft,
  type PageState,
} from '../../../src/webview/question/state';
import { withIndex } from '../../../src/webview/kit/indexes';

const left: PageState = {
  id: 'middleware',
  visit: 7,
  answerShown: true,
  hintShown: false,
  ticked: [0, 2],
  opened: [1],
  restShown: true,
  ownAnswerShown: true,
  drafts: [
    ['signals', 'They let apps react.', 5],
    ['middleware', 'It wraps the view.', 6],
  ],
  scroll: 420,
};

describe('What the page remembers', () => {
  it('is restored when the same visit is shown again', () => {
    assert.equal(stateOfVisit({ id: 'middleware', visit: 7 }, true, left), left);
  });

  const fresh = { answerShown: false, ticked: [], opened: [], restShown: false, scroll: 0 };
  for (const { name, id, visit } of [
    { name: 'a new visit of the same question hides the answer', id: 'middleware', visit: 8 },
    { name: 'another question hides the answer', id: 'signals', visit: 8 },
    { name: 'another question with the same number hides the answer', id: 'signals', visit: 7 },
  ]) {
    for (const hintShown of [true, false]) {
      it(`${name}, with the hint ${hintShown ? 'shown' : 'folded'} as the setting says`, () => {
        assert.deepEqual(stateOfVisit({ id, visit }, hintShown, left), {
          id,
          visit,
          hintShown,
          ...fresh,
          // The person's text is theirs: it outlives the visit.
          ownAnswerShown: true,
          drafts: left.drafts,
        });
      });
    }
  }

  it('begins afresh when nothing is remembered', () => {
    assert.deepEqual(stateOfVisit({ id: 'signals', visit: 1 }, true, undefined), {
      id: 'signals',
      visit: 1,
      hintShown: true,
      ...fresh,
      ownAnswerShown: false,
      drafts: [],
    });
  });

  it('survives being stored as JSON', () => {
    assert.deepEqual(readState(JSON.parse(JSON.stringify(left))), left);
  });

  for (const [name, stored] of [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'middleware'],
    ['a list', [1, 2]],
    ['no id', { visit: 1 }],
    ['an id that is no text', { id: 3, visit: 1 }],
    ['no visit', { id: 'middleware' }],
    ['a visit that is no number', { id: 'middleware', visit: '7' }],
    ['a visit that is NaN', { id: 'middleware', visit: Number.NaN }],
  ] as const) {
    it(`is nothing when ${name} is stored`, () => {
      assert.equal(readState(stored), undefined);
    });
  }

  it('takes what is usable of a damaged state', () => {
    assert.deepEqual(
      readState({
        id: 'middleware',
        visit: 7,
        answerShown: 'yes',
        ticked: [2, -1, 0.5, '1', 0, 2],
        opened: { length: 3 },
        restShown: 'open',
        ownAnswerShown: 1,
        drafts: [['a', 'b'], ['c'], ['d', 5], 'e', ['f', 'g', 7], ['h', 'i', -1]],
        scroll: -5,
      }),
      {
        id: 'middleware',
        visit: 7,
        answerShown: false,
        hintShown: false,
        ticked: [0, 2],
        opened: [],
        restShown: false,
        ownAnswerShown: false,
        // Older versions stored no time.
        drafts: [
          ['a', 'b', 1],
          ['f', 'g', 7],
        ],
        scroll: 0,
      },
    );
  });

  it('keeps what was written for each question, the latest last, whatever an id is called', () => {
    let drafts = withDraft([], ['__proto__', 'one', 1]);
    drafts = withDraft(drafts, ['signals', 'two', 2]);
    drafts = withDraft(drafts, ['__proto__', '', 3]);
    assert.deepEqual(drafts, [
      ['signals', 'two', 2],
      ['__proto__', '', 3],
    ]);
    assert.equal(draftOf(drafts, '__proto__'), '', 'that it was deleted is to be kept too');
    assert.equal(draftOf(drafts, 'constructor'), undefined);
    assert.deepEqual(withoutDraft(drafts, '__proto__'), [['signals', 'two', 2]]);
  });

  it('forgets the oldest answers before they grow too many or too long, never the latest', () => {
    let drafts: PageState['drafts'] = [];
    for (let i = 0; i < 100; i++) drafts = withDraft(drafts, [`q${i}`, 'x', i]);
    assert.equal(drafts.length, 50);
    assert.equal(draftOf(drafts, 'q99'), 'x');
    drafts = withDraft(drafts, ['long', 'x'.repeat(500_000), 100]);
    assert.deepEqual(
      drafts.map(([id]) => id),
      ['long'],
    );
  });

  for (const { indexes, index, present, result } of [
    { indexes: [], index: 3, present: true, result: [3] },
    { indexes: [0, 10], index: 2, present: true, result: [0, 2, 10] },
    { indexes: [0, 2], index: 2, present: true, result: [0, 2] },
    { indexes: [0, 2], index: 0, present: false, result: [2] },
    { indexes: [2], index: 5, present: false, result: [2] },
  ]) {
    it(`has [${result.join()}] after ${present ? 'ticking' : 'clearing'} ${index} in [${indexes.join()}]`, () => {
      assert.deepEqual(withIndex(indexes, index, present), result);
    });
  }
});
