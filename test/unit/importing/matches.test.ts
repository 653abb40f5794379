import assert from 'node:assert/strict';
import { findQuestions } from '../../../src/study/importing';
import { foundQuestion } from '../../../src/study/importing/found';
import { OwnQuestions } from '../../../src/study/importing/matches';
import { differInMarks } from '../../../src/study/importing/wording';
import { parsePack, questionBody } from '../../../src/study/pack';
import { packMarkdown } from '../../../src/study/pack/write';
import type { Question } from '../../../src/study/question';

const own = (id: string, title: string): Question => ({
  id,
  title,
  hint: undefined,
  source: { pack: 'p', file: 'a.md', startLine: 0, endLine: 1, bodyLine: 1 },
});

describe('The person’s own questions among imported ones', () => {
  const known = new OwnQuestions();
  known.add(own('csrf', 'What is *CSRF*?'), '### In short\n\nAn  attack.');
  known.add(own('one', 'Which one?'), 'This.');
  known.add(own('other', 'Which one?'), 'That.');
  known.add(
    own('done', 'Do it?'),
    'Yes.\n\n### Exercise\n\nDo it.\n\n```python title="checks/test_a.py" check\n```\n',
  );
  const find = (title: string, answer: string) => {
    const found = foundQuestion({ title, answer });
    return [known.same(found)?.id, known.only(found)?.id];
  };

  it('are found by wording and answer', () => {
    assert.deepEqual(find('what is csrf', '#### In short\nAn attack.'), ['csrf', 'csrf']);
    assert.deepEqual(find('What is CSRF?', 'Another.'), [undefined, 'csrf']);
    assert.deepEqual(find('What is XSS?', 'Another.'), [undefined, undefined]);
  });

  it('are the same with links that an import broke', () => {
    known.add(
      own('link', 'What is [it]\u2060(command:a) <\u2060steam:b>?'),
      'See [a]\u2060(steam:b).',
    );
    const title = 'What is [it](command:a) <steam:b>?';
    assert.deepEqual(find(title, 'See [a](steam:b).'), ['link', 'link']);
    assert.equal(differInMarks('<\u2060steam:b>', '<steam:b>'), false);
  });

  it('are the same without their exercise, which other formats cannot have', () => {
    assert.deepEqual(find('Do it?', 'Yes.'), ['done', 'done']);
  });

  it('are told apart by their answers only where several have one wording', () => {
    assert.deepEqual(find('Which one?', 'That.'), ['other', undefined]);
    assert.deepEqual(find('Which one?', 'Neither.'), [undefined, undefined]);
  });

  it('are the same as before they were written to a pack', () => {
    const question = 'What is \0, or \ud800, or \ud83d\ude00?';
    const json = JSON.stringify([{ question, answer: 'It is \0 in\nC.' }]);
    const lists = [
      ['a.md', '<details><summary>Why?</summary>\n\nTitle\n=====\n\nText\n\n</details>\n'],
      ['b.md', '## What is it?\n\nThis:\n\n- a\n\n  ~~~\n  code\n\n## And this?\n\nText\n'],
      ['c.csv', 'question,answer\nWhat?,"Like so:\n\n```\ncode"\n'],
      ['d.json', json],
    ] as const;
    for (const [name, text] of lists) {
      const found = findQuestions(name, text).readings[0]?.questions ?? [];
      assert.ok(found.length > 0, name);
      const questions = found.map(({ answer, ...rest }, at) => ({
        ...{ ...rest, id: `q-${at}`, body: answer },
      }));
      // As it is in a file.
      const bytes = new TextEncoder().encode(packMarkdown([{ title: 'A', questions }]));
      const pack = new TextDecoder().decode(bytes);
      const own = new OwnQuestions();
      for (const question of parsePack([{ path: 'a.md', text: pack }]).collections[0]!
        .categories[0]!.questions)
        own.add(question, questionBody(pack, question.source));
      assert.deepEqual(
        found.map(one => own.same(one)?.id),
        found.map((_, at) => `q-${at}`),
        name,
      );
    }
  });

  it('may be thousands of one wording', () => {
    const count = 4_000;
    const many = new OwnQuestions();
    for (let at = 0; at < count; at++) many.add(own(`q-${at}`, 'Explain.'), `Answer ${at}.`);
    const before = process.cpuUsage();
    for (let at = 0; at < count; at++) {
      const found = foundQuestion({ title: 'Explain.', answer: `Answer ${at + 10}.` });
      assert.equal(many.same(found)?.id, at + 10 < count ? `q-${at + 10}` : undefined);
    }
    // Comparing each with all others would take a minute.
    assert.ok(process.cpuUsage(before).user < 5_000_000);
  });
});

describe('The id of an imported question', () => {
  const ids = (name: string, text: string) =>
    findQuestions(name, text).readings[0]?.questions.map(({ id }) => id);
  const rows = (given: readonly string[]) =>
    given.map(id => ({ id, question: `What is ${id}?`, answer: 'It.' }));
  const csv = (given: readonly string[]) =>
    ['id,question,answer', ...rows(given).map(one => Object.values(one).join(','))].join('\n');

  it('is its own where it only counts: other lists count, too', () => {
    const given = ['1', '02', 'q3', 'Q-4', 'question_5', 'ch1.q2', '2.1', '7b', '第8'];
    const none = given.map(() => undefined);
    assert.deepEqual(ids('a.csv', csv(given)), none);
    assert.deepEqual(ids('a.json', JSON.stringify(rows(given))), none);
  });

  it('is the file’s where it names the question, and in a pack', () => {
    const given = ['csrf', 'what-is-es6', 'n-plus-1', 'what-is-a-model-2', 'e5b1c0d2a7f94e33b1'];
    assert.deepEqual(ids('a.csv', csv(given)), given);
    assert.deepEqual(ids('a.json', JSON.stringify(rows(given))), given);
    const questions = rows(['1', 'q2']).map(({ id, question: title }) => ({
      id,
      title,
      hint: 'Think.',
      body: 'It.',
    }));
    assert.deepEqual(ids('a.md', packMarkdown([{ title: 'A', questions }])), ['1', 'q2']);
  });
});
