import assert from 'node:assert/strict';
import {
  canMakeEnvironment,
  isAtLeast,
  isEnough,
  readFacts,
} from '../../../src/editor/practice/running/interpreter';

describe('A Python for the checks', () => {
  const python = (version: string, django: string, ...missing: readonly string[]) => ({
    command: ['python3'] as const,
    facts: { version, django, missing },
  });

  it('needs Django 5.2, and what the exercise imports', () => {
    assert.ok(isEnough(python('3.12.1', '5.2')));
    assert.ok(isEnough(python('3.13.0', '6.1.2')));
    assert.ok(!isEnough(python('3.12.1', '5.1.9')));
    assert.ok(!isEnough(python('3.12.1', '')));
    assert.ok(!isEnough(python('3.12.1', '5.2', 'rest_framework')));
    assert.ok(!isEnough({ command: ['python3'] }));
  });

  it('can get one in an environment where it is 3.10 or newer', () => {
    assert.ok(canMakeEnvironment(python('3.10.0', '')));
    assert.ok(!canMakeEnvironment(python('3.9.18', '4.2')));
    assert.ok(!canMakeEnvironment(python('2.7.18', '')));
  });

  it('compares versions by their numbers', () => {
    assert.ok(isAtLeast('3.12', '3.9'));
    assert.ok(isAtLeast('5.2b1', '5.2'));
    assert.ok(!isAtLeast('', '5.2'));
    assert.ok(!isAtLeast('x.y', '5.2'));
  });

  it('is known by what it prints last', () => {
    assert.deepEqual(readFacts('a warning\n\x1e["3.12.1", "6.1", []]\n'), {
      version: '3.12.1',
      django: '6.1',
      missing: [],
    });
    for (const bad of ['', 'Python was not found', '\x1e[]', '\x1e{"a":1}', '\x1e[1,2,3]']) {
      assert.equal(readFacts(bad), undefined, bad);
    }
  });
});
