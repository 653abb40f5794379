import assert from 'node:assert/strict';

describe('the web extension host', () => {
  it('is a worker without Node, so that these tests say something', () => {
    assert.ok('importScripts' in globalThis);
    assert.equal(
      typeof (globalThis as { process?: NodeJS.Process }).process?.versions,
      'undefined',
    );
  });
});
