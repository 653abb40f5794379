import assert from 'node:assert/strict';
import { cheatSheetMarkdown } from '../../../src/study/exchange/cheatSheet';
import type { ExportedQuestion } from '../../../src/study/exchange/question';
import { studySheet } from '../../../src/study/exchange/studySheet';

const source = { file: 'x.md', startLine: 0, endLine: 9, bodyLine: 1 };

function exported(category: string, title: string, body: string): ExportedQuestion {
  const question = { id: title, title, hint: 'a hint', source };
  const group = { id: category, title: category, questions: [question] };
  const collection = { id: 'c', title: 'C', introduction: '', tips: [], categories: [group] };
  return { question, collection, category: group, body, note: 'a note' };
}

const body = [
  '### In short',
  'It wraps the view.',
  '### In depth',
  'Long. ',
  '#### The shape',
  'More.',
  '### Key points',
  '- It is a callable.\n- Order matters.',
  '### Pitfalls',
  '- Slow.',
].join('\n\n');
const texts = { title: 'Cheat sheet: C', contents: 'Contents', noAnswer: 'no answer yet' };
const sheet = {
  language: 'en',
  title: 'C',
  subtitle: '1',
  contents: 'Contents',
  hint: 'Hint',
  note: 'Note',
};

describe('A cheat sheet', () => {
  it('says what is said in short and the key points, and nothing else', () => {
    const text = cheatSheetMarkdown([exported('Basics', 'Middleware?', body)], texts);
    assert.equal(
      text,
      [
        '# Cheat sheet\\: C',
        '**Contents**',
        '- [Basics](#basics)',
        '## Basics',
        '### Middleware?',
        'It wraps the view.',
        '- It is a callable.\n- Order matters.',
        '',
      ].join('\n\n'),
    );
  });

  it('is there for a question without an answer, and one without these sections', () => {
    const text = cheatSheetMarkdown(
      [exported('Basics', 'One?', ''), exported('Other', 'Two?', 'Just so.')],
      texts,
    );
    assert.match(text, /### One\?\n\n\*no answer yet\*/);
    assert.match(text, /### Two\?\n\nJust so\./);
  });

  it('makes nothing of a hostile pack a link, a picture or HTML', () => {
    const evil = '<img src=x onerror=alert(1)> ![p](https://evil.example/a.png) [l](command:x)';
    const text = cheatSheetMarkdown([exported(evil, evil, `### In short\n\n${evil}`)], texts);
    assert.doesNotMatch(text, /<img|(?:^|[^\\])!\[|\[[^\]]*\]\((?!#|https:)/m);
  });

  it('is a page to print too, without hints, notes and what is in depth', () => {
    const html = studySheet([exported('Basics', 'Middleware?', body)], { ...sheet, isShort: true });
    assert.match(html, /<body class="cheat">/);
    assert.match(html, /It wraps the view\./);
    assert.match(html, /<li>Order matters\.<\/li>/);
    for (const other of ['Long.', 'Slow.', 'a hint', 'a note']) assert.ok(!html.includes(other));
  });
});

describe('A study sheet', () => {
  it('has headings that differ by level', () => {
    const html = studySheet([exported('Basics', 'Middleware?', body)], sheet);
    const headings = [...html.matchAll(/<h(\d)[^>]*>(.*?)<\/h\1>/g)].map(([, level, text]) => [
      level,
      text,
    ]);
    assert.deepEqual(headings.slice(2, 8), [
      ['2', 'Basics'],
      ['3', '1. Middleware?'],
      ['4', 'In short'],
      ['4', 'In depth'],
      ['5', 'The shape'],
      ['4', 'Key points'],
    ]);
  });
});
