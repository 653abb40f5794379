import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  changeLines,
  checkpointLines,
  hash,
  LineHash,
  nameHash,
  readJournal,
  writeCheckpoint,
} from '../../../src/editor/core/storage/journal';
import { mergeProgress, type Progress } from '../../../src/study/progress';
import { startInterview } from '../../../src/study/mockInterview/steps';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import type { UndoStep } from '../../../src/study/undo';
import { progress } from '../arbitraries';

const notes = (count: number, length: number): Progress =>
  new Map(
    Array.from(
      { length: count },
      (_, at) => [`q-${at}`, { note: ['x'.repeat(length), 1] }] as const,
    ),
  );

describe('a journal', () => {
  const interview = startInterview({
    id: 'one',
    settings: defaultInterviewSettings,
    questions: [{ id: 'forms', title: 'Forms?', collection: 'A', category: 'B' }],
    now: 5,
  });
  const step = (change: Progress, before: Progress = new Map()): UndoStep => ({
    id: 'step',
    label: 'an import',
    time: 7,
    change,
    before,
    interviews: [
      { id: 'one', before: interview, after: 9 },
      { id: 'two', before: undefined, after: 9 },
      { id: 'three', before: interview, after: undefined },
    ],
  });

  it('holds a large change in parts, and the action as one', () => {
    const change = notes(50, 1000);
    const given = step(change, notes(20, 10));
    const lines = [...changeLines(change, given, 5000)];
    assert.ok(lines.length > 10 && lines.every(line => line.length < 10_000));
    const read = readJournal(lines);
    assert.equal(read.damaged, 0);
    assert.deepEqual(read.progress, change);
    assert.deepEqual(read.actions, [given]);
  });

  it('can undo nothing of which a part is missing, and keeps the other parts', () => {
    const change = notes(50, 1000);
    const lines = [...changeLines(change, step(change), 5000)];
    for (let at = 0; at < lines.length - 1; at++) {
      const read = readJournal(lines.filter((_, index) => index !== at));
      assert.deepEqual(read.actions, []);
      assert.ok(read.progress.size >= 44);
    }
  });

  it('holds an undo in parts as well, and two of the same one after the other', () => {
    const change = notes(50, 1000);
    const undo = { undoes: 'step', time: 9, change };
    const lines = [...changeLines(change, undo, 5000)];
    assert.deepEqual(readJournal([...lines, ...lines]).actions, [undo, undo]);
    const returning = { ...undo, interviews: [{ id: 'one', after: 5 }] };
    const [read] = readJournal(changeLines(change, returning)).actions;
    assert.deepEqual(read, { ...undo, interviews: [{ id: 'one', before: undefined, after: 5 }] });
  });

  it('gives back any change, however it is divided', () => {
    fc.assert(
      fc.property(
        progress,
        progress,
        fc.integer({ min: 1, max: 400 }),
        (change, before, longest) => {
          const given = { id: 'a', label: 'b', time: 1, change, before };
          const read = readJournal(changeLines(change, given, longest));
          assert.equal(read.damaged, 0);
          assert.deepEqual(mergeProgress(read.progress, change), read.progress);
          assert.equal(read.actions.length, 1);
        },
      ),
    );
  });

  it('is whole as a checkpoint only with its last line', () => {
    const text = writeCheckpoint(notes(3, 5));
    assert.equal(readJournal(text).whole, true);
    assert.equal(readJournal(checkpointLines(notes(3, 5))).whole, true);
    assert.equal(readJournal(text.slice(0, text.lastIndexOf('\n'))).whole, false);
    assert.equal(readJournal(text.replace('q-1', 'q-7')).whole, false);
  });

  it('has the same checksum in one and line by line', () => {
    for (const text of ['', 'a', '\n', 'a\nb', 'a\n\nb\n', 'ä\u{1F600}\n']) {
      const sum = new LineHash();
      for (const line of text.split('\n')) sum.take(line);
      assert.equal(sum.text, hash(text));
    }
  });

  it('has names of 64 bits that do not follow from 32', () => {
    // Reference: http://www.isthe.com/chongo/src/fnv/test_fnv.c
    assert.equal(nameHash(''), 'cbf29ce484222325');
    assert.equal(nameHash('foobar'), '85944171f73967e8');
    const [a, b] = ['file:///home/me/496c5ec9', 'file:///home/me/9582fc4c'] as const;
    assert.equal(hash(a), hash(b));
    assert.notEqual(nameHash(a), nameHash(b));
  });
});
