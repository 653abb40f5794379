import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { importedModules, packageFor } from '../../../src/study/code/project';
import { checksOf } from '../../../src/study/exercise/checks';
import { readExercise, summaryOf, type Exercise } from '../../../src/study/exercise/exercise';
import { projectOf, withSolution } from '../../../src/study/exercise/project';
import { readWritten } from './contentRules';
import { readPackFolder } from '../repository';

// test/exercises proves that each can be failed and solved, and what its checks notice.
const exercises = readWritten(readPackFolder('questions')).flatMap(({ question, answer }) => {
  const exercise = answer.exercise && readExercise(answer.exercise);
  assert.equal(exercise === undefined, answer.exercise === undefined, question.id);
  return exercise ? [{ id: question.id, file: question.source.file, exercise }] : [];
});

function each(property: (exercise: Exercise, id: string) => void): void {
  for (const { id, exercise } of exercises) property(exercise, id);
}

const folder = 'questions/bookshop';
const bookshop = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name !== 'README.md' && fs.statSync(path.join(folder, name)).isFile())
  .map(name => ({
    path: name.split(path.sep).join('/'),
    text: fs.readFileSync(path.join(folder, name), 'utf8'),
  }));

describe('Every built-in exercise', () => {
  it('is one of thirty or more, of all three kinds, over fifteen categories or more', () => {
    assert.ok(exercises.length >= 30, `${exercises.length} exercises`);
    const categories = new Set(exercises.map(({ file }) => file));
    assert.ok(categories.size >= 15, `${categories.size} categories`);
    for (const kind of ['implement', 'repair', 'judge']) {
      const count = exercises.filter(({ exercise }) => exercise.kind === kind).length;
      assert.ok(count >= exercises.length / 5, `${count} to ${kind}`);
    }
  });

  it('says how long it takes, and in its first sentence what is to be done', () => {
    each((exercise, id) => {
      assert.ok(exercise.minutes !== undefined, id);
      const summary = summaryOf(exercise);
      assert.ok(summary.length >= 30 && summary.length <= 220, `${id}: ${summary}`);
    });
  });

  it('has checks that say what they want, in a docstring or in their names', () => {
    each((exercise, id) => {
      const checks = checksOf(exercise);
      assert.ok(checks.length >= 4, `${id}: ${checks.length} checks`);
      for (const { name } of checks) assert.match(name, /\S \S+ \S/, `${id}: ${name}`);
    });
  });

  it('needs nothing installed but Django', () => {
    each((exercise, id) => {
      for (const files of [projectOf(exercise, bookshop), withSolution(exercise, bookshop)]) {
        for (const { path: file, text } of files) {
          const modules = file.endsWith('.py') ? importedModules(text) : [];
          const packages = modules.map(packageFor).filter(name => name !== undefined);
          assert.deepEqual(packages, [], `${id}: ${file}`);
        }
      }
    });
  });
});
