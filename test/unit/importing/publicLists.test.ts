import assert from 'node:assert/strict';
import { findQuestions } from '../../../src/study/importing';
import { packMarkdown } from '../../../src/study/pack/write';
import { diagnose } from '../../../src/study/pack/diagnose';
import { readPackFile } from '../../../src/study/pack/file';
import { finish } from '../../../src/study/steps';
import { publicLists } from './publicLists';

/** The share of a list's questions that must be read, each with its own answer. */
const most = 0.97;

const plain = (title: string) => title.replace(/[`*]/g, '').trim();

describe('Lists in the shapes of public ones', () => {
  for (const { like, text, titles, answered } of publicLists) {
    it(`are read, such as ${like}`, () => {
      const [reading] = findQuestions('README.md', text).readings;
      const found = reading?.questions ?? [];
      const wanted = titles.map(plain);
      const right = found.filter((question, index) => {
        const n =
          wanted[index] === plain(question.title)
            ? index + 1
            : wanted.indexOf(plain(question.title)) + 1;
        if (n === 0) return false;
        if (!answered) return question.answer === '';
        const marks = [...question.answer.matchAll(/(?:begins|ends)-(\d+)/g)].map(([, of]) => of);
        return marks.length === 2 && marks.every(of => of === String(n));
      });
      const told = `${reading?.shape ?? 'none'} ${reading?.level ?? ''}: ${right.length} of ${titles.length} right, ${found.length} found`;
      const wrong = found.filter(one => !right.includes(one)).slice(0, 3);
      assert.ok(right.length >= most * titles.length, `${told}\n${JSON.stringify(wrong, null, 1)}`);
      assert.deepEqual(wrong, [], told);
    });
  }

  it('do not fill the Problems panel once they are imported: hints for a file, none for each question', () => {
    const around = { elsewhere: () => undefined, history: undefined, isStudied: () => false };
    for (const { like, text, titles } of publicLists) {
      const questions = findQuestions('README.md', text).readings[0]?.questions ?? [];
      const written = packMarkdown([
        {
          title: 'Imported',
          questions: questions.map(({ title, hint, answer }, index) => ({
            id: `imported-${index}`,
            title,
            hint,
            body: answer,
          })),
        },
      ]);
      const draft = finish(readPackFile({ path: 'imported.md', text: written }));
      const problems = finish(diagnose(draft, around));
      const told = `${like}: ${JSON.stringify(problems.slice(0, 3).map(({ key, startLine }) => [key, startLine, written.split('\n')[startLine]]))}`;
      assert.ok(titles.length >= 30, told);
      // And one for the headings within its answers.
      assert.ok(problems.length <= 2, told);
      assert.ok(
        problems.every(({ severity }) => severity === 'information'),
        told,
      );
    }
  });
});
