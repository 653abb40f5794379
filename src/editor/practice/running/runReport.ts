/** Reads the check runner's report, one JSON object per line; untrusted. */

/** A place in a file that a call passed through. */
export interface Frame {
  readonly file: string;
  /** From 1, as Python counts. */
  readonly line: number;
  /** The function; empty for a syntax error. */
  readonly name: string;
}

/** A Python exception. */
export interface Problem {
  /** Its class, such as `AssertionError`. */
  readonly type: string;
  readonly message: string;
  /** From the outermost call to where it was raised. */
  readonly frames: readonly Frame[];
  /** The values that the assertion compared; only if it compared two. */
  readonly expected?: string;
  readonly actual?: string;
}

export type Outcome = 'passed' | 'failed' | 'errored' | 'skipped';

export type RunEvent =
  /** Python runs, Django is about to start. */
  | { readonly event: 'begin'; readonly python: string }
  /** A check starts. */
  | { readonly event: 'start'; readonly id: string }
  | {
      readonly event: 'result';
      readonly id: string;
      readonly outcome: Outcome;
      readonly seconds: number;
      readonly problems: readonly Problem[];
    }
  /** None of the checks below this id, of a class or a file, can run. */
  | { readonly event: 'group'; readonly id: string; readonly problem: Problem }
  /** No check can run. */
  | { readonly event: 'crash'; readonly problem: Problem }
  | { readonly event: 'end' };

const mostFrames = 100;

/** Parses a line of the report; `undefined` for anything else. */
export function readEvent(line: string): RunEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const id = textOf(value.id);
  switch (value.event) {
    case 'begin':
      return { event: 'begin', python: textOf(value.python) };
    case 'start':
      return { event: 'start', id };
    case 'result': {
      const outcome = outcomes.find(known => known === value.outcome);
      const problems = Array.isArray(value.problems) ? value.problems : [];
      return (
        outcome && {
          event: 'result',
          id,
          outcome,
          seconds: numberOf(value.seconds),
          problems: problems.slice(0, 20).filter(isObject).map(readProblem),
        }
      );
    }
    case 'group':
      return { event: 'group', id, problem: readProblem(value) };
    case 'crash':
      return { event: 'crash', problem: readProblem(value) };
    case 'end':
      return { event: 'end' };
    default:
      return undefined;
  }
}

const outcomes: readonly Outcome[] = ['passed', 'failed', 'errored', 'skipped'];

function readProblem(value: Readonly<Record<string, unknown>>): Problem {
  const frames = Array.isArray(value.frames) ? value.frames : [];
  return {
    type: textOf(value.type),
    message: textOf(value.message),
    frames: frames
      .slice(-mostFrames)
      .filter(isObject)
      .map(frame => ({
        file: textOf(frame.file),
        line: Math.max(1, Math.trunc(numberOf(frame.line))),
        name: textOf(frame.name),
      })),
    ...(typeof value.expected === 'string' &&
      typeof value.actual === 'string' && { expected: value.expected, actual: value.actual }),
  };
}

/** The frames running when the time was up, outermost first, as written by faulthandler. */
export function readStack(text: string): readonly Frame[] {
  const frames = [...text.matchAll(/^ {2}File "(.+)", line (\d+) in (.*)$/gm)];
  return frames
    .slice(0, mostFrames)
    .map(([, file = '', line = '1', name = '']) => ({ file, line: Number(line), name }))
    .reverse();
}

/** Splits pieces of text into lines. */
export class Lines {
  #rest = '';

  /** The lines that are now complete. */
  add(piece: string): readonly string[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}

/** Whether a check has this id, or is in the class or file with this id. */
export function isBelow(check: string, id: string): boolean {
  return check === id || check.startsWith(`${id}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
