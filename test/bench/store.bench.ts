import * as fs from 'node:fs/promises';
import Module from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { ProgressStore } from '../../src/editor/core/storage/progressStore';
import { addReview, type Progress, type QuestionRecord } from '../../src/study/progress';
import type { Rating } from '../../src/study/rating';
import { median, ratio, type Bench, type Table } from './table';

const rounds = 60;
const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 15, 12);
/** The questions, and the reviews of each. */
const sizes: readonly (readonly [number, number])[] = [
  [57, 20],
  [10_000, 20],
];

export const bench: Bench = {
  title: 'Writing progress',
  about: `ms, medians of ${rounds} interleaved rounds in a warm Node on a real disk: one rating until it survives a kill, beside
appending and flushing a line of that size; then, in the background, all copies renewed after it; and reading all at the start.`,
  run,
};

interface Subject {
  readonly name: string;
  readonly folder: string;
  readonly state: Memento;
  readonly store: ProgressStore;
  readonly rating: number[];
  readonly checkpoint: number[];
  opening: number;
}

async function run(): Promise<Table> {
  provideVscode();
  const { ProgressStore } = await import('../../src/editor/core/storage/progressStore');
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'dj-bench-'));
  const open = (state: Memento, folder: string) =>
    new ProgressStore({ state, folder: fileUri(folder) });
  try {
    const subjects: Subject[] = [];
    for (const [questions, reviews] of sizes) {
      const folder = path.join(root, String(questions));
      const state = new Memento();
      const first = open(state, folder);
      await first.apply('all', manyReviews(questions, reviews));
      await first.flush();
      first.dispose();
      for (const name of await fs.readdir(folder)) {
        if (name.endsWith('.journal')) await fs.rm(path.join(folder, name));
      }
      const store = open(state, folder);
      const opening = await timed(() => store.open());
      const name = `${questions.toLocaleString('en')} questions, ${reviews} reviews each`;
      subjects.push({ name, folder, state, store, rating: [], checkpoint: [], opening });
    }
    const line = 'x'.repeat(250);
    const plain: number[] = [];
    for (let round = 0; round < rounds; round++) {
      plain.push(await timed(() => append(path.join(root, 'plain'), line)));
      for (const { store, rating } of subjects) {
        const id = `question-${round % 57}`;
        const review = { time: now + round, rating: 3 as const, duration: 9000 };
        rating.push(
          await timed(() => store.apply('Good', progress => addReview(progress, id, review))),
        );
      }
      for (const { store, checkpoint } of round % 10 === 0 ? subjects : []) {
        checkpoint.push(await timed(() => store.flush()));
      }
    }
    for (const { store } of subjects) store.dispose();
    const base = median(plain);
    return {
      columns: ['what', 'ms', '/ plain append', 'KB', 'goal'],
      rows: [
        ['append and flush a line', base, ratio(base, base), line.length / 1000, ''],
        ...(await Promise.all(
          subjects.map(async subject => {
            const { name, folder, state, opening } = subject;
            const { size } = await fs.stat(path.join(folder, 'checkpoint.json'));
            const rating = median(subject.rating);
            const checkpoint = median(subject.checkpoint);
            return [
              [`one rating, ${name}`, rating, ratio(rating, base), '', '≤ 3 ×'],
              ['  copies renewed', checkpoint, ratio(checkpoint, base), size / 1000, ''],
              ['  in the memento', '', '', state.size / 1000, '≤ 512 KB'],
              ['  read at the start', opening, ratio(opening, base), '', '≤ 1,000 ms'],
            ];
          }),
        ).then(rows => rows.flat())),
      ],
    };
  } finally {
    await fs.rm(root, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function append(file: string, text: string): Promise<void> {
  const handle = await fs.open(file, 'a');
  await handle.writeFile(text);
  await handle.datasync();
  await handle.close();
}

function manyReviews(questions: number, reviews: number): Progress {
  const progress = new Map<string, QuestionRecord>();
  for (let i = 0; i < questions; i++) {
    progress.set(`question-${i}`, {
      mastered: [i % 3 === 0, now - 1000 - i],
      reviews: Array.from({ length: reviews }, (_, at) => ({
        time: now - (reviews - at) * 9 * day - i * 1000,
        rating: (1 + ((i + at) % 4)) as Rating,
        duration: 5000 + i,
      })),
    });
  }
  return progress;
}

/** A memento that takes as long as a JSON text, like VS Code's. */
class Memento implements vscode.Memento {
  readonly #texts = new Map<string, string>();

  get size(): number {
    return [...this.#texts.values()].reduce((sum, text) => sum + text.length, 0);
  }

  keys(): readonly string[] {
    return [...this.#texts.keys()];
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as VS Code's
  get<T>(key: string): T {
    const text = this.#texts.get(key);
    return (text === undefined ? undefined : JSON.parse(text)) as T;
  }

  update(key: string, value: unknown): Promise<void> {
    this.#texts.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

/** The part of a URI that the store uses. */
function fileUri(file: string): vscode.Uri {
  const uri: unknown = { scheme: 'file', fsPath: file, path: file };
  return uri as vscode.Uri;
}

/** The part of `vscode` that the store needs to keep files. */
function provideVscode(): void {
  class EventEmitter {
    readonly event = () => ({ dispose: () => undefined });
    readonly fire = () => undefined;
    readonly dispose = () => undefined;
  }
  const joinPath = (uri: vscode.Uri, ...parts: string[]) =>
    fileUri(path.join(uri.fsPath, ...parts));
  const nothing = () => Promise.resolve(undefined);
  const log = { info: nothing, warn: console.warn, error: console.error };
  const fake = {
    EventEmitter,
    Uri: { joinPath },
    l10n: { t: (text: string) => text },
    window: {
      showWarningMessage: nothing,
      showErrorMessage: nothing,
      createOutputChannel: () => log,
    },
  };
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'vscode' ? fake : load(request, ...rest));
}
