/** One run of an exercise's checks: a process of Python that reports what becomes of each. */
import type { ProjectFile } from '../../../study/code/projectFiles';
import runner from './django_practice_runner.py';
import { cleanEnvironment, start } from './child';
import { OutputDivider, type Piece } from './output';
import { Lines, readEvent, readStack, type Frame, type RunEvent } from './runReport';

/** What is run. */
export interface RunRequest {
  /** The program of Python, an absolute path or a name on PATH, with what comes before the script. */
  readonly python: readonly [string, ...string[]];
  /** The folder of the exercise. */
  readonly folder: string;
  /** The files of the checks, as the pack has them. */
  readonly checks: readonly ProjectFile[];
  /** The ids of checks, classes or files. */
  readonly labels: readonly string[];
  /** How long a check may take, and the start before the first, in seconds. */
  readonly limit: number;
}

/** Hears of a run as it goes on. */
export interface RunListener {
  /** @param folder where the checks of this run are, with all links followed */
  opened(folder: string, command: readonly string[]): void;
  event(event: RunEvent): void;
  print(piece: Piece): void;
}

/** How a run ended. */
export interface RunEnd {
  readonly code: number | undefined;
  /** Why Python could not be started. */
  readonly error?: string;
  /** Where it was when a check, or the start, took too long; `undefined` where none did. */
  readonly stuck?: readonly Frame[];
  /** Whether the runner came to its end. */
  readonly isWhole: boolean;
}

/** The files of a run in a place of their own: those of the person are not run for the checks. */
export interface Workshop {
  /** Where the checks are, in a folder `checks`. */
  readonly folder: string;
  readonly script: string;
  readonly report: string;
  /** The arguments behind the script. */
  args(options: { readonly labels: readonly string[]; limit: number; mark: string }): string[];
  /** Tells what was reported since it was asked last. */
  news(): Promise<readonly RunEvent[]>;
  /** Where it was when the time was up; `undefined` where it was not. */
  stuck(): Promise<readonly Frame[] | undefined>;
  remove(): Promise<void>;
}

/** How often the report is looked at, in ms. */
const pollMs = 60;

/**
 * Writes the checks and the runner to a new temporary folder.
 * @throws what the file system says
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
        const buffer = new Uint8Array(Math.max(0, size - at));
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
 * @param isCancelled asked now and then; the process and all that it started are killed when it says so
 * @throws what the file system says where the checks cannot be written
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
    for (;;) {
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, pollMs))]);
      await hear();
      if (state.isOver) break;
      // Python ends itself when the time is up; where it cannot, it is ended from here.
      state.wasKilled ||= performance.now() - state.lastNews > (limit + 5) * 1000;
      if (state.wasKilled || isCancelled()) child.kill();
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
