import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import {
  addReview,
  hasMark,
  isUndone,
  mergeProgress,
  noteOf,
  reviewsOf,
  setMark,
  setNote,
  type Progress,
} from '../../../src/study/progress';
import { MemoryMemento } from '../kit/memoryMemento';
import { liveFor, mortalDisk } from '../kit/mortalDisk';

/** An action in one window: on questions a to d, on all data, or on where it is stored. */
type Act =
  | { readonly kind: 'mark' | 'note' | 'rate'; readonly id: string }
  | { readonly kind: 'undo' | 'much' | 'move' | 'flush' };

/** A window that is killed at a step, counted from 1, at which it changes the disk. */
interface Window {
  readonly steps: number;
  /** Whether VS Code lost its state, as it does with the latest update. */
  readonly forgot: boolean;
  readonly acts: readonly Act[];
}

const ids = ['a', 'b', 'c', 'd'];
const day = 24 * 60 * 60 * 1000;

/** The stored data, piece by piece. */
function contentOf(progress: Progress): ReadonlyMap<string, string> {
  return new Map(
    ids.flatMap((id): [string, string][] => [
      [`mastered of ${id}`, String(hasMark(progress, id, 'mastered'))],
      [`note of ${id}`, noteOf(progress, id).slice(0, 10)],
      [
        `reviews of ${id}`,
        reviewsOf(progress.get(id))
          .filter(review => !isUndone(review))
          .map(({ time }) => time)
          .join(),
      ],
    ]),
  );
}

describe('progress, when the window is killed at any step that changes the disk', () => {
  const acts: fc.Arbitrary<Act> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('mark' as const, 'note' as const, 'rate' as const),
      id: fc.constantFrom(...ids),
    }),
    fc.record({
      kind: fc.constantFrom('undo' as const, 'much' as const, 'move' as const, 'flush' as const),
    }),
  );
  const windows: fc.Arbitrary<Window[]> = fc.array(
    fc.record({
      steps: fc.integer({ min: 1, max: 60 }),
      forgot: fc.boolean(),
      acts: fc.array(acts, { minLength: 1, maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

  let restoreDisk: () => void;
  before(() => (restoreDisk = mortalDisk()));
  after(() => restoreDisk());

  /** Goes through the windows; fails if anything acknowledged is missing in the next one. */
  async function goThrough(all: readonly Window[], root: string): Promise<number> {
    const folders = ['here', 'there'].map(name => vscode.Uri.file(path.join(root, name)));
    /** Of the workspace and of the profile: each place has its own. */
    let states = folders.map(() => new MemoryMemento());
    const placeOf = (index: number) => ({ state: states[index]!, folder: folders[index]! });
    let at = 0;
    let kills = 0;
    let count = 0;
    const setsOf = (progress: Progress) =>
      new Map([...contentOf(progress)].map(([piece, content]) => [piece, new Set([content])]));
    /** Allowed values of each piece now: acknowledged, or begun but never acknowledged. */
    let may = setsOf(new Map());
    /** All its past values: an undo leads back to one of them. */
    const ever = setsOf(new Map());

    const live = async (window: Window) => {
      if (window.forgot) states = folders.map(() => new MemoryMemento());
      const store = new ProgressStore(placeOf(at), { studyDay: time => Math.floor(time / day) });
      const adds = (to: typeof may, progress: Progress) => {
        for (const [piece, content] of contentOf(progress)) to.get(piece)?.add(content);
      };
      const acknowledged = () => {
        may = setsOf(store.progress);
        adds(ever, store.progress);
      };
      /** Each of these may be there or not until it is acknowledged. */
      const begins = (changed: Progress) => {
        const then = mergeProgress(store.progress, changed);
        adds(may, then);
        adds(ever, then);
        return changed;
      };
      const change = (act: Act) => (progress: Progress) => {
        const now = Date.now();
        const { kind } = act;
        if (kind === 'mark') {
          return begins(
            setMark(progress, [act.id], 'mastered', !hasMark(progress, act.id, 'mastered'), now),
          );
        }
        if (kind === 'note') {
          return begins(setNote(progress, act.id, `${++count} `.repeat(500), now));
        }
        if (kind === 'rate') {
          const review = { time: now + ++count, rating: 3 as const, duration: 10 };
          return begins(addReview(progress, act.id, review));
        }
        return begins(setMark(progress, ids, 'mastered', count++ % 2 === 0, now));
      };
      const survived = await liveFor(window.steps, async () => {
        await store.open();
        for (const [piece, content] of contentOf(store.progress)) {
          const allowed = [...(may.get(piece) ?? [])];
          assert.ok(allowed.includes(content), `${piece}: ${content}, not ${allowed.join(' or ')}`);
        }
        acknowledged();
        for (const act of window.acts) {
          switch (act.kind) {
            case 'undo':
              may = new Map([...ever].map(([piece, contents]) => [piece, new Set(contents)]));
              await store.undo(Date.now());
              break;
            case 'flush':
              await store.flush();
              break;
            case 'move':
              await store.moveTo(placeOf(1 - at));
              at = 1 - at;
              break;
            case 'much':
              await store.applyMuch(
                'much',
                now => ({ progress: change(act)(now.progress) }),
                'import',
              );
              break;
            case 'mark':
            case 'note':
            case 'rate':
              await store.apply(act.kind, change(act));
          }
          acknowledged();
        }
      });
      if (!survived) kills += 1;
      store.dispose();
    };
    for (const window of all) await live(window);
    await live({ steps: Infinity, forgot: true, acts: [] });
    return kills;
  }

  it('is what was acknowledged, or begun and not acknowledged', async function () {
    this.timeout(0);
    let kills = 0;
    const numRuns = process.env.FAULTS === 'long' ? 1000 : 40;
    await fc.assert(
      fc.asyncProperty(windows, async all => {
        const root = await fs.mkdtemp(path.join(os.tmpdir(), 'kills-'));
        try {
          kills += await goThrough(all, root);
        } finally {
          await fs.rm(root, { recursive: true, force: true, maxRetries: 5 });
        }
      }),
      { numRuns, endOnFailure: true },
    );
    assert.ok(kills >= numRuns / 4, `${kills} kills`);
  });
});
