import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { openFolder } from '../../../src/editor/practice/folders';
import { addOwn, isOwn } from '../../../src/editor/practice/own';

const files = [{ path: 'manage.py', text: 'manage\n' }];

describe('The record of exercise folders whose code may run', () => {
  it('has a path that was added, and no other', () => {
    const record = addOwn(addOwn(undefined, '/a'), '/b');
    assert.deepEqual(record, ['/a', '/b']);
    assert.equal(isOwn(record, '/a'), true);
    assert.equal(isOwn(record, '/a/b'), false);
    assert.equal(isOwn(record, '/'), false);
    assert.deepEqual(addOwn(record, '/a'), ['/b', '/a']);
  });

  it('is read whatever was stored', () => {
    for (const stored of [undefined, null, 'a', { 0: '/a' }, [1, {}, ['/a']], { includes: true }]) {
      assert.equal(isOwn(stored, '/a'), false);
      assert.deepEqual(addOwn(stored, '/a'), ['/a']);
    }
  });

  it('forgets the oldest of more than a thousand', () => {
    let record: readonly string[] = [];
    for (let at = 0; at <= 1000; at++) record = addOwn(record, `/${at}`);
    assert.equal(record.length, 1000);
    assert.deepEqual([isOwn(record, '/0'), isOwn(record, '/1000')], [false, true]);
  });

  it('is told of a folder that is written, not of one that came with the project', async () => {
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-own-'));
    try {
      const theirs = path.join(place, 'theirs');
      fs.mkdirSync(theirs);
      const marker = JSON.stringify({ version: 1, question: 'n-plus-one', started: 1000 });
      fs.writeFileSync(path.join(theirs, '.exercise.json'), marker);
      const made: string[] = [];
      const open = (question: string) =>
        openFolder(place, question, files, 1000, undefined, folder => made.push(folder));
      assert.equal((await open('n-plus-one')).path, theirs);
      assert.deepEqual(made, []);
      const { path: own } = await open('signals');
      await open('signals');
      assert.deepEqual(made, [own]);
    } finally {
      fs.rmSync(place, { recursive: true });
    }
  });
});
