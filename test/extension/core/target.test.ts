import assert from 'node:assert/strict';
import { readTarget } from '../../../src/editor/core/target';

describe('the argument of a command', () => {
  it('is a question’s id, a row of the tree, or nothing', () => {
    const row = { kind: 'category', category: { id: 'a/b', title: 'B', questions: [] } };
    assert.equal(readTarget('signals'), 'signals');
    assert.equal(readTarget(row), row);
    for (const nothing of [undefined, null, 3, true, {}, []]) {
      assert.equal(readTarget(nothing), undefined);
    }
  });

  it('is no row of questions if a key binding only says so', () => {
    for (const kind of ['question', 'category', 'collection', 'tip', 'x', 3]) {
      for (const value of [undefined, null, 'signals', {}, { id: 3 }]) {
        const given = { kind, [String(kind)]: value };
        assert.deepEqual(readTarget(given), { kind: 'other' }, JSON.stringify(given));
      }
    }
  });
});
