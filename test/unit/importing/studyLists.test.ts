import assert from 'node:assert/strict';
import { findQuestions, type FoundQuestion } from '../../../src/study/importing';

/** `category: title → answer`, as a summary of what was found. */
const told = ({ title, hint, answer, category }: FoundQuestion): string =>
  `${category === '' ? '' : `${category}: `}${title}${hint === '' ? '' : ` (${hint})`}${
    answer === '' ? '' : ` → ${answer}`
  }`;

const found = (name: string, ...lines: readonly string[]): readonly string[] =>
  (findQuestions(name, lines.join('\n')).readings[0]?.questions ?? []).map(told);

/** What links and tasks to study by are written as, rather than questions with answers. */
describe('Lists to study by', () => {
  it('may be tables of questions and links, below headings with a quote', () => {
    assert.deepEqual(
      found(
        'a.md',
        ...['## Rooms', '', '> With solutions.', '', '| Question | |', '|---|---|'],
        ...['| Design a kitchen | [Solution](https://example.org/1) |'],
        ...['| Design a hall | [Add one](#add) |', '| Add a room | [Add one](#add) |', ''],
        ...['### Design a kitchen', '', '[Exercise](https://example.org/1)', ''],
        ...['### Design a hall', '', '[Exercise](https://example.org/2)', ''],
        ...['## Gardens', '', '> Without.', '', '| Question | Reference(s) |', '|---|---|'],
        ...[
          '| Design a pond<br/>Fill it | [a](https://example.org/a)<br/>[b](https://b.example) |',
        ],
        ...['| Which trees grow fast? | [c](https://example.org/c) |'],
        '| How is a lawn cut? | [d](https://example.org/d) |',
      ),
      [
        'Rooms: Design a kitchen → [Solution](https://example.org/1)',
        'Rooms: Design a hall',
        'Gardens: Design a pond Fill it → [a](https://example.org/a)\\\n[b](https://b.example)',
        'Gardens: Which trees grow fast? → [c](https://example.org/c)',
        'Gardens: How is a lawn cut? → [d](https://example.org/d)',
      ],
    );
    // Rows that lead to answers below are contents.
    assert.deepEqual(
      found(
        'a.md',
        ...['| Question | Answer |', '|---|---|', '| What is it? | [Go](#what) |'],
        ...['| Why? | [Go](#why) |', '', '## What is it?', '', 'x', '', '## Why?', '', 'y'],
      ),
      ['What is it? → x', 'Why? → y'],
    );
  });

  it('are packs where their headings ask or have hints and text below', () => {
    const pack = [
      '## Closures',
      '',
      '> Functions.',
      '',
      'x',
      '',
      '## Scope',
      '',
      '> Names.',
      '',
      'y',
    ];
    assert.deepEqual(found('a.md', ...pack), ['Closures (Functions.) → x', 'Scope (Names.) → y']);
  });
});
