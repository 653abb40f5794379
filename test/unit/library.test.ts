import assert from 'node:assert/strict';
import { Library } from '../../src/study/library';
import type { Category, Collection } from '../../src/study/question';

function category(id: string, ...ids: string[]): Category {
  const source = { file: 'a.md', startLine: 0, endLine: 1, bodyLine: 1 };
  return { id, title: id, questions: ids.map(q => ({ id: q, title: q, hint: undefined, source })) };
}

function collection(id: string, ...categories: Category[]): Collection {
  return { id, title: id, introduction: '', tips: [], categories };
}

const first = collection('one', category('one/a', 'a1', 'a2'), category('one/empty'));
const second = collection('two', category('two/b', 'b1', '__proto__', 'constructor'));
const library = Library.of([first, second]);

describe('The library', () => {
  it('has all questions and categories in order', () => {
    assert.deepEqual(
      library.questions.map(({ id }) => id),
      ['a1', 'a2', 'b1', '__proto__', 'constructor'],
    );
    assert.deepEqual(
      library.categories.map(({ id }) => id),
      ['one/a', 'one/empty', 'two/b'],
    );
    assert.equal(library.first?.id, 'a1');
    assert.equal(library.last?.id, 'constructor');
  });

  it('finds by id, and nothing by the names of an object’s own', () => {
    assert.equal(library.question('b1')?.id, 'b1');
    assert.equal(library.question('__proto__')?.id, '__proto__');
    assert.equal(library.collection('two'), second);
    assert.equal(library.category('two/b'), second.categories[0]);
    for (const id of ['toString', 'hasOwnProperty', '']) {
      assert.equal(library.question(id), undefined);
      assert.equal(library.place(id), undefined);
      assert.equal(library.category(id), undefined);
      assert.equal(library.collection(id), undefined);
      assert.equal(library.next(id), undefined);
      assert.equal(library.previous(id), undefined);
    }
  });

  it('says where a question stands', () => {
    assert.deepEqual(library.place('__proto__'), {
      collection: second,
      category: second.categories[0],
      position: 2,
      count: 3,
    });
  });

  it('goes on across categories and collections, and ends at the ends', () => {
    const walk = (start: string, step: 'next' | 'previous'): string[] => {
      const ids: string[] = [];
      for (let q = library[step](start); q; q = library[step](q.id)) ids.push(q.id);
      return ids;
    };
    assert.deepEqual(walk('a1', 'next'), ['a2', 'b1', '__proto__', 'constructor']);
    assert.deepEqual(walk('b1', 'previous'), ['a2', 'a1']);
  });

  it('has a question once, so that going on never goes in circles', () => {
    const twice = Library.of([first, collection('three', category('three/a', 'a1', 'c1'))]);
    assert.deepEqual(
      twice.questions.map(({ id }) => id),
      ['a1', 'a2', 'c1'],
    );
    assert.equal(twice.next('a2')?.id, 'c1');
  });

  it('may be empty', () => {
    const empty = Library.of([]);
    assert.equal(empty.first, undefined);
    assert.equal(empty.last, undefined);
    assert.deepEqual(empty.questions, []);
  });
});
