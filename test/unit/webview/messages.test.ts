import assert from 'node:assert/strict';
import type { ToWebview } from '../../../src/protocol/question';
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
    tipsHtml: [],
    mastered: false,
    bookmarked: false,
    draft: '',
  },
};

describe('The page', () => {
  const known: readonly ToWebview[] = [
    show,
    { type: 'marks', id: 'middleware', mastered: true, bookmarked: false },
    { type: 'draft', id: 'middleware', text: 'It wraps the view.' },
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
    ['marks of no question', { type: 'marks', mastered: true, bookmarked: true }],
    ['an answer without words', { type: 'draft', id: 'middleware' }],
    ['a problem without words', { type: 'problem' }],
  ] as const) {
    it(`ignores ${name}`, () => {
      assert.equal(readToWebview(data), undefined);
    });
  }
});
