import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Grade } from '../../../src/study/ai/grade';
import { highestSuggestion } from '../../../src/study/rating';
import { quotable } from '../../../src/study/ai/quotes';
import { readGrade } from '../../../src/study/ai/readGrade';
import { injections } from './corpus';

const answer =
  'Signals let *decoupled* apps get notified. Receivers run synchronously, in the same thread — ' +
  'so a slow receiver makes the request slow. You connect them in `AppConfig.ready()`.';

const context = { answer, keyPoints: 5 };

function grade(reply: string, given = context): Grade {
  const read = readGrade(reply, given);
  assert.equal(read.kind, 'grade', `${read.kind}: ${reply}`);
  return read.grade;
}

const good = `## Covered
- K1: "let decoupled apps get notified"
- K2: "Receivers run synchronously"
- K3: "connect them in AppConfig.ready()"
- K5: "a slow receiver makes the request slow"
## Missed
- K4: Nothing was said of \`transaction.on_commit\`.
## Improve
Name **one** case for them.
## Follow-up
What happens when a receiver raises?
## Rating
3`;

describe('quotes of an answer', () => {
  const own = quotable(answer);
  for (const [what, quote, expected] of [
    ['word for word', 'Receivers run synchronously', 'Receivers run synchronously'],
    ['in another case', 'RECEIVERS RUN SYNCHRONOUSLY', 'Receivers run synchronously'],
    ['without its Markdown', 'let decoupled apps', 'let *decoupled* apps'],
    ['with other dashes and spaces', 'thread -  so a slow', 'thread — so a slow'],
    [
      'with something left out',
      'Receivers run … the request slow',
      'Receivers run … the request slow',
    ],
    ['with dots for it', 'Signals let [...] get notified', 'Signals let … get notified'],
  ] as const) {
    it(`are found ${what}, and given as the person wrote them`, () => {
      assert.equal(own.find(quote), expected);
    });
  }

  for (const [what, quote] of [
    ['what was never written', 'use transaction.on_commit'],
    ['a part of a word', 'ceive'],
    ['the parts in another order', 'the request slow … Receivers run'],
    ['next to nothing', 'a'],
    ['nothing', '  … '],
    ['only marks', '*** — ***'],
    ['more than a quote is', 'Receivers run synchronously '.repeat(60)],
  ] as const) {
    it(`are not ${what}`, () => assert.equal(own.find(quote), undefined));
  }

  it('are found in writing without spaces', () => {
    assert.equal(quotable('信号是同步运行的。').find('同步运行'), '同步运行');
  });

  it('are always a piece of the answer', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', ' ', 'é', '*', 'ﬁ', '’', '😀', '\n'),
    });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (written, a, b) => {
        const [from, to] = [a % (written.length + 1), b % (written.length + 1)].sort(
          (x, y) => x - y,
        );
        const found = quotable(written).find(written.slice(from, to));
        if (found !== undefined) assert.ok(written.replace(/\s+/g, ' ').includes(found));
      }),
    );
  });
});

describe('the reply with a grade', () => {
  it('is read whole', () => {
    assert.deepEqual(grade(good), {
      covered: [
        { keyPoint: 0, quotes: ['let *decoupled* apps get notified'] },
        { keyPoint: 1, quotes: ['Receivers run synchronously'] },
        { keyPoint: 2, quotes: ['connect them in `AppConfig.ready()'] },
        { keyPoint: 4, quotes: ['a slow receiver makes the request slow'] },
      ],
      missed: [{ keyPoint: 3, note: 'Nothing was said of `transaction.on_commit`.' }],
      unproven: [],
      unmentioned: [],
      improve: 'Name **one** case for them.',
      followUp: 'What happens when a receiver raises?',
      rating: 3,
    });
  });

  for (const [what, change] of [
    ['with bold headings', (text: string) => text.replace(/^## (.+)$/gm, '**$1**')],
    ['with colons', (text: string) => text.replace(/^## (.+)$/gm, '### $1:')],
    ['with bare headings', (text: string) => text.replace(/^## (.+)$/gm, '$1:')],
    ['in capitals', (text: string) => text.replace(/^## (.+)$/gm, all => all.toUpperCase())],
    ['with Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with numbers instead of K', (text: string) => text.replace(/^- K(\d): /gm, '$1. ')],
    ['with bold numbers', (text: string) => text.replace(/^- K(\d): /gm, '* **K$1:** ')],
    ['with typographic quotes', (text: string) => text.replace(/"(.+)"/g, '“$1”')],
    ['with no quotation marks', (text: string) => text.replace(/"(.+)"/g, '$1')],
    ['with words after the quotes', (text: string) => text.replace(/"$/gm, '" says it all')],
    ['with quotes on a line of their own', (text: string) => text.replace(/: "/g, ':\n  > "')],
    ['with a word for the digit', (text: string) => text.replace(/3$/, '3 = Good, most of it')],
    ['with a rating of four', (text: string) => text.replace(/3$/, '**3/4**')],
    ['with a preface', (text: string) => `Here is my assessment.\n\n${text}`],
    ['with a part nobody asked for', (text: string) => `${text}\n## Note\nK4: "Receivers"\n1 or 4`],
  ] as const) {
    it(`is read ${what}`, () => assert.deepEqual(grade(change(good)), grade(good)));
  }

  it('does not count a key point whose quote is not in the answer', () => {
    const read = grade(
      good.replace('"Receivers run synchronously"', '"receivers are synchronous"'),
    );
    assert.deepEqual(read.unproven, [{ keyPoint: 1, note: '"receivers are synchronous"' }]);
    assert.equal(
      read.covered.some(({ keyPoint }) => keyPoint === 1),
      false,
    );
  });

  it('takes a key point that is called both for missed, and one that there is not for nothing', () => {
    const read = grade(
      '## Covered\n- K1: "Receivers run"\n- K9: "Receivers run"\n- K0: "Receivers run"\n## Missed\n- K1: no\n- K77: no\n## Rating\n2',
    );
    assert.deepEqual(read.covered, []);
    assert.deepEqual(read.missed, [{ keyPoint: 0, note: 'no' }]);
    assert.deepEqual(read.unmentioned, [1, 2, 3, 4]);
  });

  it('lowers a rating that the proven key points do not carry, and says so', () => {
    const read = grade('## Covered\n- K1: "I know it all"\n## Missed\nnone\n## Rating\n3');
    assert.equal(read.rating, 1);
    assert.equal(read.claimed, 3);
  });

  it('takes Easy for Good: how easily it came only the person knows', () => {
    const read = grade('## Covered\nnone\n## Missed\nnone\n## Rating\n4', {
      answer: '',
      keyPoints: 0,
    });
    assert.equal(read.rating, 3);
    assert.equal(read.claimed, undefined);
  });

  for (const [what, rating] of [
    ['two digits', '3 or 4'],
    ['a digit and another word', '4 = Again'],
    ['no such rating', '5'],
    ['ten', '10'],
    ['minus', '0'],
    ['prose', 'very well done'],
    ['nothing', ''],
  ] as const) {
    it(`suggests no rating where it says ${what}`, () => {
      assert.equal(grade(good.replace(/3$/, rating)).rating, undefined);
    });
  }

  it('suggests no rating where two are given', () => {
    assert.equal(grade(`${good}\n\n## Rating\n4`).rating, undefined);
    assert.equal(grade(`## Rating\n4\n${good}`).rating, undefined);
  });

  it('needs no key points', () => {
    const own = { answer, keyPoints: 0 };
    const read = grade(
      '## Covered\n- K1: "Receivers run"\n## Missed\n- K2: on_commit\n## Rating\n4',
      own,
    );
    assert.deepEqual([read.covered.length, read.missed.length, read.rating], [1, 1, 2]);
    const unproven = grade('## Covered\n- K1: "I know"\n## Missed\nnone\n## Rating\n4', own);
    assert.equal(unproven.rating, 1);
  });

  for (const [what, reply, kind] of [
    ['nothing', '', 'empty'],
    ['white space', ' \n\t\n', 'empty'],
    ['prose', 'Good answer! I would rate it Easy.', 'unreadable'],
    ['JSON', '{"rating": 4}', 'unreadable'],
    ['a refusal', 'Sorry, I cannot assist with that.', 'unreadable'],
    ['HTML', '<h2>Rating</h2>4', 'unreadable'],
    ['empty headings', '## Covered\n## Missed\n## Rating', 'unreadable'],
  ] as const) {
    it(`is not read where it is ${what}`, () => {
      assert.equal(readGrade(reply, context).kind, kind);
    });
  }

  it('comes to its end with every reply, and suggests nothing that is not proven', () => {
    const pieces = fc.constantFrom(
      ...['## Covered\n', '## Missed\n', '## Rating\n', '## Improve\n', '**Rating:** ', 'Rating: '],
      ...[
        '- K1: ',
        '2. ',
        'K3 ',
        '"',
        '“',
        '”',
        '…',
        '4',
        '3',
        'Easy',
        'none',
        '\n',
        ' ',
        '```',
        '#',
      ],
      ...['Receivers run synchronously', 'in the same thread', ...injections],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), list => {
        const read = readGrade(list.join(''), context);
        if (read.kind !== 'grade') return;
        const { covered, missed, unproven, unmentioned, rating } = read.grade;
        const points = [...covered, ...missed, ...unproven].map(({ keyPoint }) => keyPoint);
        assert.deepEqual(
          [...points, ...unmentioned].sort((a, b) => a - b),
          [0, 1, 2, 3, 4],
        );
        for (const { quotes } of covered) {
          assert.ok(quotes.length > 0);
          for (const quote of quotes) {
            for (const piece of quote.split(' … ')) assert.ok(answer.includes(piece), piece);
          }
        }
        if (rating !== undefined) assert.ok(rating <= highestSuggestion(covered.length, 5));
      }),
      { numRuns: 2000 },
    );
  });
});
