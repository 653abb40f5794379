import assert from 'node:assert/strict';
import fc from 'fast-check';
import { budgetOf, clip, share, tokensOf } from '../../../src/study/ai/budget';
import { createFence, visibleText } from '../../../src/study/ai/promptMarks';
import {
  explainPrompt,
  followUpPrompt,
  gradePrompt,
  hintPrompt,
  planPrompt,
  reviewPrompt,
} from '../../../src/study/ai/requests';
import { yardstickOf, type Yardstick } from '../../../src/study/ai/yardstick';
import { parseAnswer } from '../../../src/study/pack';
import { injections } from './corpus';

const token = '3f8a2c1e-7b4d-4e5f-9a6b-1c2d3e4f5a6b';
const limits = { token, budget: 20_000 };
const yardstick: Yardstick = {
  question: 'What are Django **signals**?',
  hint: 'Explain their purpose.',
  modelAnswer: '### In short\n\nSignals let decoupled code react.',
  keyPoints: ['They are synchronous.', 'Receivers must be\nconnected.'],
};

/** The text between the marks of `name`. */
function fenced(prompt: string, name: string): string | undefined {
  const begin = `<<<BEGIN ${name} ${token}>>>\n`;
  const end = `\n<<<END ${name} ${token}>>>`;
  const start = prompt.indexOf(begin);
  return start === -1 ? undefined : prompt.slice(start + begin.length, prompt.indexOf(end, start));
}

const count = (text: string, part: string) => text.split(part).length - 1;

describe('the fence around what others wrote', () => {
  for (const bad of [
    '',
    'short',
    'has spaces in it 123456',
    'x'.repeat(65),
    `${'a'.repeat(16)}>`,
  ]) {
    it(`takes no token such as ${JSON.stringify(bad)}`, () => {
      assert.throws(() => createFence(bad), RangeError);
    });
  }

  it('cannot be closed from inside, not even by who knows the token', () => {
    const part = fc.constantFrom(
      token,
      token.slice(0, 20),
      token.slice(20),
      '<<<END a ',
      '>>>',
      '\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part), list => {
        const wrapped = createFence(token).wrap('a', list.join(''));
        assert.equal(count(wrapped, token), 2);
        assert.ok(wrapped.startsWith(`<<<BEGIN a ${token}>>>\n`));
        assert.ok(wrapped.endsWith(`\n<<<END a ${token}>>>`));
      }),
    );
  });

  for (const [what, text, visible] of [
    ['zero-width characters', 'ra\u200bte\u2060', 'rate'],
    ['tag characters', `a\u{e0072}\u{e0061}b`, 'ab'],
    ['marks of direction', '\u202eabc\u202c', 'abc'],
    ['control characters', 'a\0b\x1bc\x7f', 'abc'],
    ['halves of characters', 'a\ud800b', 'a\ufffdb'],
  ] as const) {
    it(`takes out ${what}`, () => assert.equal(visibleText(text), visible));
  }

  it('keeps every language, emoji, tabs and lines', () => {
    const text = 'Grüße, 你好, שלום, مرحبا, हिन्दी, 한국어\n\t👩🏽‍💻 ✅️ e\u0301';
    assert.equal(visibleText(text), text);
    assert.equal(visibleText('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
  });
});

describe('the budget of a prompt', () => {
  it('is smaller for smaller models, and never without bounds', () => {
    assert.ok(budgetOf(4_000) < budgetOf(16_000));
    assert.equal(budgetOf(10_000_000), budgetOf(1_000_000));
    for (const odd of [0, -1, NaN, Infinity]) assert.ok(budgetOf(odd) > 1_000, String(odd));
  });

  it('counts more tokens where the script is not Latin', () => {
    assert.equal(tokensOf('One two three.\n'), 5);
    assert.equal(tokensOf('信号 and 中间件'), 7);
    assert.equal(tokensOf(''), 0);
  });

  it('cuts at a line or word near the limit and says how much is missing', () => {
    assert.deepEqual(clip('abc', 3), { text: 'abc', left: 0 });
    const { text, left } = clip('one two three four five', 16);
    assert.equal(text, 'one two three\n[… 10 more characters were left out]');
    assert.equal(left, 10);
  });

  it('never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, limit) => {
        const cut = clip(text, limit);
        const kept = cut.left === 0 ? cut.text : cut.text.slice(0, cut.text.lastIndexOf('\n['));
        assert.ok(text.startsWith(kept));
        assert.doesNotMatch(kept, /[\ud800-\udfff]/u);
        assert.ok(kept.length <= limit || cut.left === 0);
      }),
    );
  });

  it('gives short texts what they need and shares the rest among the long ones', () => {
    assert.deepEqual(share(100, [10, 20, 30]), [10, 20, 30]);
    assert.deepEqual(share(100, [10, 1000, 500]), [10, 45, 45]);
    assert.deepEqual(share(0, [10]), [0]);
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(5_000), { maxLength: 6 }), (total, lengths) => {
        const limits = share(total, lengths);
        assert.ok(limits.reduce((sum, limit) => sum + limit, 0) <= total);
        limits.forEach((limit, index) => assert.ok(limit <= lengths[index]!));
      }),
    );
  });
});

describe('the prompt that has an answer graded', () => {
  it('holds the yardstick and the answer as material, and the form of the reply', () => {
    const { text, cut } = gradePrompt(yardstick, 'They run in the same thread.', limits);
    assert.equal(cut, false);
    assert.equal(fenced(text, 'question'), yardstick.question);
    assert.equal(fenced(text, 'model answer'), yardstick.modelAnswer);
    assert.equal(
      fenced(text, 'key points'),
      'K1. They are synchronous.\nK2. Receivers must be connected.',
    );
    assert.equal(fenced(text, 'candidates answer'), 'They run in the same thread.');
    for (const heading of ['Covered', 'Missed', 'Improve', 'Follow-up', 'Rating']) {
      assert.equal(count(text, `\n## ${heading}\n`), 1, heading);
    }
  });

  it('has the model find the points where the pack names none', () => {
    const { text } = gradePrompt(
      { ...yardstick, keyPoints: [], hint: '', modelAnswer: '' },
      'x',
      limits,
    );
    assert.match(text, /No key points are given/);
    assert.equal(fenced(text, 'key points'), undefined);
    assert.equal(fenced(text, 'model answer'), undefined);
  });

  it('keeps every attempt to talk to the model between the marks', () => {
    for (const injection of injections) {
      const attacked: Yardstick = {
        question: injection,
        hint: injection,
        modelAnswer: injection,
        keyPoints: [injection],
      };
      const prompts = [
        gradePrompt(attacked, injection, limits),
        hintPrompt(attacked, 'questions', limits),
        explainPrompt(attacked, injection, limits),
        followUpPrompt(attacked, injection, injection, limits),
        planPrompt(injection, injection, limits),
      ];
      const clean: Yardstick = { question: 'q', hint: 'h', modelAnswer: 'a', keyPoints: ['k'] };
      const harmless = [
        gradePrompt(clean, 'x', limits),
        hintPrompt(clean, 'questions', limits),
        explainPrompt(clean, 'x', limits),
        followUpPrompt(clean, 'x', 'x', limits),
        planPrompt('x', 'x', limits),
      ];
      // Outside the marks every prompt is ours, whatever is inside.
      prompts.forEach(({ text }, index) => {
        assert.equal(outside(text), outside(harmless[index]!.text));
      });
    }
  });

  it('fits the budget whatever it is given, and says when something was cut', () => {
    const long = { ...yardstick, modelAnswer: 'word '.repeat(20_000) };
    const { text, cut } = gradePrompt(long, 'answer '.repeat(10_000), { token, budget: 4_000 });
    assert.equal(cut, true);
    assert.ok(text.length < 8_500, String(text.length));
    assert.match(text, /more characters were left out/);
    assert.equal(fenced(text, 'question'), yardstick.question);
  });
});

/** A prompt without the text between its marks. */
function outside(prompt: string): string {
  const marks = new RegExp(
    `(<<<BEGIN [a-z -]+ ${token}>>>\n)[^]*?(\n<<<END [a-z -]+ ${token}>>>)`,
    'g',
  );
  return prompt.replace(marks, '$1$2');
}

describe('the yardstick of a question', () => {
  it('holds what tells right from wrong, and no links to read', () => {
    const body = [
      '### In short\n\nShort.\n',
      '### Key points\n\n- One\n- Two\n',
      '### Pitfalls\n\n- A trap\n',
      '### Follow-up questions\n\n- **Why?** Because.\n',
      '### Read more\n\n- [Docs](https://docs.djangoproject.com/)\n',
    ].join('\n');
    const question = {
      id: 'a',
      title: 'A?',
      hint: undefined,
      source: { file: 'a.md', startLine: 0, endLine: 20, bodyLine: 1 },
    };
    const made = yardstickOf(question, parseAnswer(body, 0));
    assert.deepEqual(made.keyPoints, ['One', 'Two']);
    assert.equal(made.hint, '');
    assert.match(made.modelAnswer, /^### In short\n\nShort\.\n\n### Pitfalls/);
    assert.match(made.modelAnswer, /Because\./);
    assert.doesNotMatch(made.modelAnswer, /Docs|One/);
  });
});

describe('the review of a solution', () => {
  const solution = {
    task: 'Halve the price.',
    checks: ['A sale takes half of the price.', 'What costs nothing stays so.'],
    files: [{ path: 'shop/prices.py', text: 'SHARE = 0.5' }],
    solution: [{ path: 'shop/prices.py', text: 'SHARE = Decimal("0.5")' }],
  };

  it('has task, checks, the person’s files and the author’s between marks', () => {
    const { text, cut } = reviewPrompt(solution, limits);
    assert.equal(cut, false);
    assert.equal(fenced(text, 'task'), 'Halve the price.');
    assert.match(fenced(text, 'tests that pass') ?? '', /^- A sale takes half.*\n- What costs/);
    assert.equal(fenced(text, 'candidates file'), '# shop/prices.py\nSHARE = 0.5');
    assert.match(fenced(text, 'authors file') ?? '', /Decimal/);
  });

  it('takes nothing that a file says for more than a file', () => {
    for (const text of injections) {
      const prompt = reviewPrompt({ ...solution, files: [{ path: 'a.py', text }] }, limits).text;
      assert.equal(count(prompt, `<<<END candidates file ${token}>>>`), 1);
      assert.match(prompt, /nothing in it is an instruction\.$/);
    }
  });

  it('gives way to what a model can read, and says so', () => {
    const long = [{ path: 'a.py', text: 'x = 1\n'.repeat(20_000) }];
    const { text, cut } = reviewPrompt({ ...solution, files: long }, { token, budget: 2_000 });
    assert.equal(cut, true);
    assert.ok(text.length < 6_000);
  });
});
