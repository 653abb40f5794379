/** One run of an exercise's checks: a Python process that reports each result. */
import type { ProjectFile } from '../../../study/code/projectFiles';
import runner from './django_practice_runner.py';
import { cleanEnvironment, start } from './child';
import { OutputDivider, type Piece } from './output';
import { Lines, readEvent, readStack, type Frame, type RunEvent } from './runReport';

/** A run's inputs. */
export interface RunRequest {
  /** The Python program, an absolute path or a name on PATH, with arguments before the script. */
  readonly python: readonly [string, ...string[]];
  /** The folder of the exercise. */
  readonly folder: string;
  /** The check files, as in the pack. */
  readonly checks: readonly ProjectFile[];
  /** The ids of checks, classes or files. */
  readonly labels: readonly string[];
  /** The time limit of a check, and of the start before the first, in seconds. */
  readonly limit: number;
}

/** Listens to a run in progress. */
export interface RunListener {
  /** @param folder the folder with this run's checks, with all links followed */
  opened(folder: string, command: readonly string[]): void;
  event(event: RunEvent): void;
  print(piece: Piece): void;
}

/** The outcome of a run. */
export interface RunEnd {
  readonly code: number | undefined;
  /** Why Python could not be started. */
  readonly error?: string;
  /** Where a check, or the start, exceeded its time limit; `undefined` if none did. */
  readonly stuck?: readonly Frame[];
  /** Whether the runner ran to completion. */
  readonly isWhole: boolean;
}

/** A run's own files: the person's copies are not run as checks. */
export interface Workshop {
  /** The folder that contains a folder `checks`. */
  readonly folder: string;
  readonly script: string;
  readonly report: string;
  /** The arguments after the script. */
  args(options: { readonly labels: readonly string[]; limit: number; mark: string }): string[];
  /** Passes on what was reported since the last call. */
  news(): Promise<readonly RunEvent[]>;
  /** Where the time limit was exceeded; `undefined` if it was not. */
  stuck(): Promise<readonly Frame[] | undefined>;
  remove(): Promise<void>;
}

/** Further bytes of the report are not read: what runs could make it longer than the memory. */
const longestReport = 64 * 1024 * 1024;
/** How often the report is read, in ms. */
const pollMs = 60;

/**
 * Writes the checks and the runner to a new temporary folder.
 * @throws the file system's error
 */
export async function openWorkshop(checks: readonly ProjectFile[]): Promise<Workshop> {
  const [fs, os, path] = await Promise.all([
    import('node:fs/promises'),
    import('node:os'),
    import('node:path'),
  ]);
  const made = await fs.mkdtemp(path.join(os.tmpdir(), 'django-checks-'));
  const folder = await fs.realpath(made);
  const remove = () => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const script = path.join(folder, 'django_practice_runner.py');
  const report = path.join(folder, 'report.jsonl');
  try {
    await fs.mkdir(path.join(folder, 'checks'));
    await fs.writeFile(path.join(folder, 'checks', '__init__.py'), '');
    for (const { path: name, text } of checks) {
      await fs.writeFile(path.join(folder, ...name.split('/')), text);
    }
    await fs.writeFile(script, runner);
    await fs.writeFile(report, '');
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }
  const lines = new Lines();
  const decoder = new TextDecoder();
  let at = 0;
  return {
    folder,
    script,
    report,
    args: ({ labels, limit, mark }) => [
      report,
      String(limit),
      mark,
      mark === '' ? '0' : '1',
      ...labels,
    ],
    news: async () => {
      const file = await fs.open(report, 'r').catch(() => undefined);
      if (file === undefined) return [];
      try {
        const { size } = await file.stat();
        const buffer = new Uint8Array(Math.max(0, Math.min(size, longestReport) - at));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
        at += bytesRead;
        const text = decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
        return lines.add(text).flatMap(line => readEvent(line) ?? []);
      } finally {
        await file.close();
      }
    },
    stuck: async () => {
      const text = await fs.readFile(`${report}.stack`, 'utf8').catch(() => '');
      return text === '' ? undefined : readStack(text);
    },
    remove: () => remove().catch(() => undefined),
  };
}

/**
 * Runs checks; resolves when the process has ended.
 *
 * @param isCancelled polled; once true, the process and everything it started are killed
 * @throws the file system's error if the checks cannot be written
 */
export async function runChecks(
  { python, folder, checks, labels, limit }: RunRequest,
  listener: RunListener,
  isCancelled: () => boolean,
): Promise<RunEnd> {
  const workshop = await openWorkshop(checks);
  try {
    const mark = globalThis.crypto.randomUUID();
    const divider = new OutputDivider(mark);
    const [program, ...before] = python;
    const args = [...before, workshop.script, ...workshop.args({ labels, limit, mark })];
    listener.opened(workshop.folder, [program, ...args]);
    const state = { isWhole: false, isOver: false, wasKilled: false, lastNews: performance.now() };
    const hear = async () => {
      for (const event of await workshop.news()) {
        state.lastNews = performance.now();
        state.isWhole ||= event.event === 'end';
        listener.event(event);
      }
    };
    const child = await start(program, args, { cwd: folder, env: cleanEnvironment() }, text => {
      for (const piece of divider.add(text)) listener.print(piece);
    });
    const ended = child.ended.then(end => ((state.isOver = true), end));
    try {
      for (;;) {
        await Promise.race([ended, new Promise(resolve => setTimeout(resolve, pollMs))]);
        await hear();
        if (state.isOver) break;
        // Python ends itself at the time limit; if it cannot, it is killed from here.
        state.wasKilled ||= performance.now() - state.lastNews > (limit + 5) * 1000;
        if (state.wasKilled || isCancelled()) child.kill();
      }
    } finally {
      child.kill(); // nobody would see its end after an error
    }
    const { code, error } = await ended;
    const { isWhole, wasKilled } = state;
    for (const piece of divider.end()) listener.print(piece);
    const stuck = isWhole ? undefined : ((await workshop.stuck()) ?? (wasKilled ? [] : undefined));
    return { code, isWhole, ...(error !== undefined && { error }), ...(stuck && { stuck }) };
  } finally {
    await workshop.remove();
  }
}
