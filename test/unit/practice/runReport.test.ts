import assert from 'node:assert/strict';
import {
  isBelow,
  Lines,
  readEvent,
  readStack,
} from '../../../src/editor/practice/running/runReport';

describe('The report of a run', () => {
  it('is read event by event', () => {
    const result = {
      event: 'result',
      id: 'checks.test_a.A.test_b',
      outcome: 'failed',
      seconds: 0.5,
      problems: [
        {
          type: 'AssertionError',
          message: 'Three queries are too many',
          frames: [{ file: '/x/checks/test_a.py', line: 7, name: 'test_b' }],
          expected: '1',
          actual: '3',
        },
      ],
    };
    assert.deepEqual(readEvent(JSON.stringify(result)), result);
    assert.deepEqual(readEvent('{"event":"start","id":"a"}'), { event: 'start', id: 'a' });
    assert.deepEqual(readEvent('{"event":"end"}'), { event: 'end' });
  });

  it('is data: what is not a part of it is left out', () => {
    for (const bad of ['', 'x', '[]', 'null', '7', '{}', '{"event":"boom"}']) {
      assert.equal(readEvent(bad), undefined, bad);
    }
    assert.equal(readEvent('{"event":"result","id":"a","outcome":"great"}'), undefined);
    assert.deepEqual(readEvent('{"event":"crash","frames":[7,{"line":-3}],"expected":1}'), {
      event: 'crash',
      problem: { type: '', message: '', frames: [{ file: '', line: 1, name: '' }] },
    });
  });

  it('comes in pieces that end anywhere', () => {
    const lines = new Lines();
    assert.deepEqual(lines.add('{"a"'), []);
    assert.deepEqual(lines.add(':1}\n{"b":2}\n{"'), ['{"a":1}', '{"b":2}']);
    assert.deepEqual(lines.add('c":3}\n'), ['{"c":3}']);
  });

  it('says where Python was when the time was up, outermost first', () => {
    const text = [
      'Timeout (0:00:03)!',
      'Thread 0x0000ffff (most recent call first):',
      '  File "/home/a/shop/views.py", line 9 in count',
      '  File "/home/a/shop/views.py", line 20 in book_list',
      '',
    ].join('\n');
    assert.deepEqual(readStack(text), [
      { file: '/home/a/shop/views.py', line: 20, name: 'book_list' },
      { file: '/home/a/shop/views.py', line: 9, name: 'count' },
    ]);
    assert.deepEqual(readStack('Timeout'), []);
  });

  it('tells of a class and of a file which checks are below it', () => {
    assert.ok(isBelow('checks.test_a.A.test_b', 'checks.test_a'));
    assert.ok(isBelow('checks.test_a.A.test_b', 'checks.test_a.A'));
    assert.ok(!isBelow('checks.test_a.Ab.test_b', 'checks.test_a.A'));
  });
});
