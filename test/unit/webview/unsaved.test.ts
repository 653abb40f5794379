import assert from 'node:assert/strict';
import { createUnsaved } from '../../../src/webview/kit/unsaved';

describe('text that the editor has not confirmed', () => {
  const { setTimeout: realTimeout, clearTimeout: realClear } = globalThis;
  const stored = new Map<string, string>();
  let said: string[];
  let waiting: (() => void) | undefined;
  let isForbidden: boolean;

  const notice = { hidden: false, textContent: 'Not saved.' };
  const create = (page = 'question') =>
    createUnsaved(page, notice as unknown as HTMLElement, { announce: text => said.push(text) });

  beforeEach(() => {
    stored.clear();
    said = [];
    waiting = undefined;
    isForbidden = false;
    const check = () => {
      if (isForbidden) throw new Error('The operation is insecure.');
    };
    Object.assign(globalThis, {
      document: { body: { dataset: { workspace: 'file:///shop' } } },
      localStorage: {
        getItem: (key: string) => (check(), stored.get(key) ?? null),
        setItem: (key: string, value: string) => (check(), stored.set(key, value)),
        removeItem: (key: string) => (check(), stored.delete(key)),
      },
      setTimeout: (act: () => void, delay: number) => {
        assert.equal(delay, 10_000);
        waiting = act;
        return 1;
      },
      clearTimeout: () => (waiting = undefined),
    });
  });

  afterEach(() => {
    Object.assign(globalThis, { setTimeout: realTimeout, clearTimeout: realClear });
    for (const name of ['document', 'localStorage']) Reflect.deleteProperty(globalThis, name);
  });

  it('is told to the person after a while, until it is confirmed', () => {
    const unsaved = create();
    assert.equal(notice.hidden, true);
    unsaved.keep(['one']);
    const first = waiting;
    unsaved.keep(['one two']);
    assert.equal(waiting, first, 'from the first key on');
    waiting?.();
    assert.deepEqual([notice.hidden, said], [false, ['Not saved.']]);
    unsaved.heard(undefined);
    assert.deepEqual([notice.hidden, waiting], [true, undefined]);
  });

  it('is waited for anew where the editor answers at all', () => {
    const unsaved = create();
    unsaved.keep(['one']);
    const first = waiting;
    unsaved.heard(['one']);
    assert.ok(waiting !== undefined && waiting !== first);
    unsaved.heard(['one'], false);
    assert.equal(waiting, undefined, 'nobody is going to store it');
  });

  it('is left to the next page of the same kind and workspace', () => {
    create().keep(['one']);
    assert.deepEqual(create().left(), ['one']);
    assert.equal(create('mockInterview').left(), null);
    document.body.dataset.workspace = 'file:///blog';
    assert.equal(create().left(), null);
    document.body.dataset.workspace = 'file:///shop';
    create().heard(undefined);
    assert.equal(create().left(), null);
    stored.set('unsaved question file:///shop', '{');
    assert.equal(create().left(), undefined);
  });

  it('is told all the same where the browser stores nothing', () => {
    isForbidden = true;
    const unsaved = create();
    unsaved.keep(['one']);
    waiting?.();
    assert.equal(notice.hidden, false);
    assert.equal(unsaved.left(), undefined);
  });
});
