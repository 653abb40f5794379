import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readQuestions } from '../../../src/study/ai/readQuestions';
import { jobPrompt } from '../../../src/study/ai/requests';
import { renderInline } from '../../../src/study/markdown/render';
import { injections } from './corpus';

describe('the questions in a reply', () => {
  const read: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    'of a list': [
      '- What is a consumer group?\n- How do you test a task?',
      ['What is a consumer group?', 'How do you test a task?'],
    ],
    'of a numbered list, with words around it': [
      'Here you are:\n\n1. What is a consumer group?\n2) How do you test a task?\n\nGood luck!',
      ['What is a consumer group?', 'How do you test a task?'],
    ],
    'of lines without a list': [
      'I would ask:\nWas ist ein Index?\n什么情况下不应该使用缓存？',
      ['Was ist ein Index?', '什么情况下不应该使用缓存？'],
    ],
    'that ask for something without a question mark': [
      '- Explain how a request finds its view.',
      ['Explain how a request finds its view.'],
    ],
  };
  for (const [name, [reply, questions]] of Object.entries(read)) {
    it(`${name} are found`, () => assert.deepEqual(readQuestions(reply, []), questions));
  }

  it('are each there once, without those that are known', () => {
    const reply = '- What is a QuerySet?\n- what is a queryset\n- What are **signals**?';
    assert.deepEqual(readQuestions(reply, ['What are signals?']), ['What is a QuerySet?']);
  });

  it('are no more and no longer than a person can read', () => {
    const many = Array.from({ length: 40 }, (_, at) => `- What is number ${at}?`).join('\n');
    assert.equal(readQuestions(many, []).length, 15);
    assert.deepEqual(readQuestions(`- ${'why '.repeat(200)}?\n- No?`, []), []);
  });

  it('do nothing, whatever is in them', () => {
    const reply =
      '- [Who](command:a.b) asks <img src="https://evil.example/x">?\n- ![Is](https://evil.example) this one?';
    for (const question of readQuestions(reply, [])) {
      assert.doesNotMatch(renderInline(question), /<(?:a|img)\b/);
    }
    assert.equal(readQuestions(reply, []).length, 2);
    const code = '- What does `select_related()` do to __init__?';
    assert.match(renderInline(readQuestions(code, [])[0]!), /<code>select_related\(\)<\/code>/);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...injections, '- ', '\n', '# ', '{#a}')), parts => {
        for (const question of readQuestions(parts.join(''), [])) {
          assert.doesNotMatch(question, /\n/);
          assert.doesNotMatch(renderInline(question), /<(?:a|img|script)\b/);
        }
      }),
    );
  });
});

describe('the prompt for questions about a job', () => {
  const limits = { token: '3f8a2c1e-7b4d-4e5f-9a6b-1c2d3e4f5a6b', budget: 20_000 };

  it('has the ad and the known questions between its marks', () => {
    const { text, cut } = jobPrompt('We use Kafka.', ['What is\nDjango?'], limits);
    assert.ok(text.includes(`<<<BEGIN job ad ${limits.token}>>>\nWe use Kafka.\n`));
    assert.ok(text.includes('- What is Django?'));
    assert.equal(cut, false);
  });

  it('has no list where none are known, and says where an ad was too long', () => {
    assert.ok(!jobPrompt('We use Kafka.', [], limits).text.includes('known questions'));
    assert.ok(jobPrompt('Kafka '.repeat(10_000), [], limits).cut);
  });
});
