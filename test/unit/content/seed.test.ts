import assert from 'node:assert/strict';
import { parsePack } from '../../../src/study/pack';
import type { Collection } from '../../../src/study/question';
import { readPackFolder, readText } from '../repository';

const seedFile = 'test/fixtures/seed/django-interview-questions.md';
const seed = readText(seedFile);

/** The visible text of a pack, without ids and places. */
interface Wording {
  readonly title: string;
  readonly introduction: string;
  readonly tips: readonly string[];
  readonly categories: readonly {
    readonly title: string;
    readonly questions: readonly { title: string; hint: string | undefined }[];
  }[];
}

function wordingOf(collections: readonly Collection[]): Wording[] {
  return collections.map(({ title, introduction, tips, categories }) => ({
    title,
    introduction,
    tips,
    categories: categories.map(category => ({
      title: category.title,
      questions: category.questions.map(question => ({
        title: question.title,
        hint: question.hint,
      })),
    })),
  }));
}

/** Reads the seed line by line, independently of the product's parser. */
function readSeed(): Wording[] {
  return seed
    .split(/^## /m)
    .slice(1)
    .map(section => {
      const [title = '', ...lines] = section.split('\n').map(line => line.trim());
      const labels = lines.flatMap((line, index) => (/^\*\*.+:\*\*$/.test(line) ? [index] : []));
      const groups = labels.map((start, group) => ({
        title: lines[start]!.slice(2, -3),
        items: lines
          .slice(start + 1, labels[group + 1])
          .filter(line => line.startsWith('* '))
          .map(line => line.slice(2)),
      }));
      return {
        title,
        introduction: lines.slice(0, labels[0]).join('\n').trim(),
        tips: groups.filter(group => group.title === 'Remember').flatMap(group => group.items),
        categories: groups
          .filter(group => group.title !== 'Remember')
          .map(group => ({
            title: group.title,
            questions: group.items.map(item => {
              const [, question = '', hint] = /^\*\*(.+)\*\*(?: \((.*)\))?$/.exec(item) ?? [];
              return { title: question, hint };
            }),
          })),
      };
    });
}

function counts(collections: readonly Wording[]) {
  const categories = collections.flatMap(collection => collection.categories);
  const questions = categories.flatMap(category => category.questions);
  return {
    collections: collections.length,
    categories: categories.length,
    questions: questions.length,
    hints: questions.filter(({ hint }) => hint !== undefined).length,
    tips: collections.flatMap(({ tips }) => tips).length,
  };
}

const expected = { collections: 4, categories: 21, questions: 57, hints: 56, tips: 10 };

describe('The questions of the seed', () => {
  const builtIn = parsePack(readPackFolder('questions'));
  const dropped = parsePack([{ path: 'django-interview-questions.md', text: seed }]);

  it('are 57 in 21 categories of 4 collections, with 56 hints and 10 tips', () => {
    assert.deepEqual(counts(readSeed()), expected);
  });

  it('are in questions/ word for word and in order', () => {
    assert.deepEqual(wordingOf(builtIn.collections), readSeed());
  });

  it('are read from the untouched seed file word for word and in order', () => {
    assert.deepEqual(wordingOf(dropped.collections), readSeed());
  });

  it('have ids that differ, in the seed file too', () => {
    for (const { collections } of [builtIn, dropped]) {
      const ids = collections.flatMap(({ categories }) =>
        categories.flatMap(({ questions }) => questions.map(({ id }) => id)),
      );
      assert.equal(new Set(ids).size, 57);
      for (const id of ids) assert.match(id, /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
    }
  });

  it('point at their lines in the seed file', () => {
    const lines = seed.split('\n');
    for (const { categories } of dropped.collections) {
      for (const { title, source } of categories.flatMap(({ questions }) => questions)) {
        assert.ok(lines[source.startLine]!.startsWith(`* **${title}**`), title);
        assert.equal(source.endLine, source.startLine + 1);
      }
    }
  });

  it('are without problems but for the one question that has no hint', () => {
    for (const { problems } of [builtIn, dropped]) {
      assert.deepEqual(
        problems.map(({ code }) => code).filter(code => code !== 'unknown-section'),
        ['missing-hint'],
      );
    }
  });
});
