import assert from 'node:assert/strict';
import type { ExerciseStrings, ExerciseView } from '../../../src/protocol/exercise';
import { readFromWebview, type ToWebview } from '../../../src/protocol/question';
import { readToWebview } from '../../../src/webview/question/messages';

const show: Extract<ToWebview, { type: 'show' }> = {
  type: 'show',
  hintShown: true,
  question: {
    visit: 1,
    id: 'middleware',
    titleHtml: 'What are Django middlewares?',
    collection: 'Prepare to Shine',
    category: 'Fundamentals',
    position: 4,
    count: 5,
    sections: [],
    mastered: false,
    bookmarked: false,
    draft: '',
    answerTime: 0,
  },
};

const exercise: ExerciseView = {
  facts: 'Repair · 15 min',
  summaryHtml: 'Mend it.',
  taskHtml: '<p>Mend it.</p>',
  isBegun: false,
  canBeReviewed: false,
  hintsHtml: [],
  hintCount: 2,
  checks: [{ name: 'The page answers', passed: false }],
  strings: {} as ExerciseStrings,
};

describe('The page', () => {
  const known: readonly ToWebview[] = [
    show,
    { type: 'exercise', id: 'middleware', exercise },
    { type: 'marks', id: 'middleware', mastered: true, bookmarked: false },
    { type: 'draft', id: 'middleware', text: 'It wraps the view.' },
    { type: 'rates', visit: 1, rates: { ratings: [], suggestions: [] } },
    { type: 'acted' },
    { type: 'toggleAnswer' },
    { type: 'toggleHint' },
    { type: 'toggleKeys' },
    { type: 'ownAnswer', what: 'write' },
    { type: 'grading', visit: 1 },
    { type: 'grading', visit: 1, status: { kind: 'asking', note: 'Waiting', html: '' } },
    { type: 'problem', message: 'The question is gone.' },
    { type: 'announce', message: 'Copied' },
  ];
  for (const message of known) {
    it(`takes "${message.type}"`, () => {
      assert.equal(readToWebview(message), message);
    });
  }

  for (const [name, data] of [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'toggleAnswer'],
    ['an empty object', {}],
    ['an unknown type', { type: 'eval' }],
    ['a question that is missing', { type: 'show', hintShown: true }],
    ['a question that is null', { ...show, question: null }],
    [
      'a question without sections',
      { ...show, question: { ...show.question, sections: undefined } },
    ],
    ['a question without a visit', { ...show, question: { ...show.question, visit: '1' } }],
    [
      'a question with half an exercise',
      { ...show, question: { ...show.question, exercise: { ...exercise, checks: 1 } } },
    ],
    ['an exercise of no question', { type: 'exercise', exercise }],
    ['rates without suggestions', { type: 'rates', visit: 1, rates: { ratings: [] } }],
    ['marks of no question', { type: 'marks', mastered: true, bookmarked: true }],
    ['an answer without words', { type: 'draft', id: 'middleware' }],
    ['a problem without words', { type: 'problem' }],
  ] as const) {
    it(`ignores ${name}`, () => {
      assert.equal(readToWebview(data), undefined);
    });
  }
});

describe('What the page asks of an exercise', () => {
  const asked = [
    { type: 'exercise', visit: 1, action: 'practise' },
    { type: 'exercise', visit: 1, action: 'startOver' },
    { type: 'openHint', visit: 1, hint: 2 },
  ];
  for (const message of asked) {
    it(`is ${JSON.stringify(message)}, and no more than that`, () => {
      assert.deepEqual(readFromWebview({ ...message, path: '/etc' }), message);
    });
  }
  for (const message of [
    { type: 'exercise', visit: 1, action: 'resetProgress' },
    { type: 'exercise', visit: 1, action: '__proto__' },
    { type: 'exercise', action: 'practise' },
    { type: 'openHint', visit: 1, hint: -1 },
    { type: 'openHint', visit: '1', hint: 1 },
    { type: 'openHint', visit: 1, hint: 0.5 },
  ]) {
    it(`is not ${JSON.stringify(message)}`, () => {
      assert.equal(readFromWebview(message), undefined);
    });
  }
});
