import assert from 'node:assert/strict';
import { createKeyQueue } from '../../../src/webview/kit/keyQueue';

describe('keys that are pressed faster than the page can follow', () => {
  let carriedOut: string[];
  const queue = (patience = 10_000) =>
    createKeyQueue((action: string) => {
      carriedOut.push(action);
      return action !== 'mark';
    }, patience);

  beforeEach(() => (carriedOut = []));

  it('are carried out one after the other, none lost and none twice', () => {
    const keys = queue();
    for (const action of ['reveal', 'rate', 'reveal', 'rate']) keys.press(action, false);
    assert.deepEqual(carriedOut, ['reveal']);
    keys.done();
    assert.deepEqual(carriedOut, ['reveal', 'rate']);
    keys.done();
    keys.done();
    keys.done();
    assert.deepEqual(carriedOut, ['reveal', 'rate', 'reveal', 'rate']);
    keys.done(); // nothing is waiting
  });

  it('do not wait where nothing is to be waited for', () => {
    const keys = queue();
    keys.press('mark', false);
    keys.press('next', false);
    keys.press('mark', false);
    assert.deepEqual(carriedOut, ['mark', 'next']);
    keys.done();
    assert.deepEqual(carriedOut, ['mark', 'next', 'mark']);
  });

  it('walk no further than the key is held down', () => {
    const keys = queue();
    keys.press('next', false);
    for (let i = 0; i < 9; i++) keys.press('next', true);
    keys.done();
    assert.deepEqual(carriedOut, ['next']);
    keys.press('next', true);
    assert.deepEqual(carriedOut, ['next', 'next']);
    keys.done();
  });

  it('are not kept waiting for ever', async () => {
    const keys = queue(5);
    keys.press('next', false);
    keys.press('mark', false);
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.deepEqual(carriedOut, ['next', 'mark']);
    keys.done();
  });
});
