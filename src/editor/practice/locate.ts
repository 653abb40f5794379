/** Where to show a failed check: in the person's code, or in the check. */
import { isInside, pathBelow } from '../base/paths';
import type { Frame, Problem } from './running/runReport';

/** The folders of a run, with all links followed. */
export interface RunFolders {
  /** The exercise's folder, with the person's code. */
  readonly own: string;
  /** The run's folder, with the checks as they were run. */
  readonly run: string;
}

/** A place that a person can look at. */
export interface Spot {
  /** `own` is the person's code, `check` a check file, `library` Django's or Python's. */
  readonly kind: 'own' | 'check' | 'library';
  /** Relative to the exercise, with `/` between folders; for `library` an absolute path. */
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** The function. */
  readonly name: string;
}

/** A frame's place; `undefined` for our own runner. */
export function spotOf({ file, line, name }: Frame, { own, run }: RunFolders): Spot | undefined {
  const at = { line: line - 1, name };
  if (isInside(file, run)) {
    const path = pathBelow(file, run);
    return path.startsWith('checks/') ? { kind: 'check', path, ...at } : undefined;
  }
  if (isInside(file, own)) {
    const path = pathBelow(file, own);
    const isLibrary = /(?:^|\/)(?:site-packages|\.venv|venv)\//.test(path);
    if (!isLibrary) return { kind: 'own', path, ...at };
  }
  return { kind: 'library', path: file, ...at };
}

/** The places that an error passed through, outermost first, without those of our runner. */
export function spotsOf(frames: readonly Frame[], folders: RunFolders): readonly Spot[] {
  return frames.flatMap(frame => spotOf(frame, folders) ?? []);
}

/**
 * The one place to show: the check's line if an assertion failed, otherwise the last line of the
 * person's code or the check that the error passed through.
 */
export function mainSpot({ type, frames }: Problem, folders: RunFolders): Spot | undefined {
  const spots = spotsOf(frames, folders);
  const check = spots.findLast(({ kind }) => kind === 'check');
  if (type === 'AssertionError' && check) return check;
  return spots.findLast(({ kind, path }) => kind !== 'library' && path !== 'manage.py') ?? check;
}

/** The place of an endless loop: the innermost in the person's code, else in a check. */
export function stuckSpot(frames: readonly Frame[], folders: RunFolders): Spot | undefined {
  const spots = spotsOf(frames, folders).filter(({ path }) => path !== 'manage.py');
  return (
    spots.findLast(({ kind }) => kind === 'own') ?? spots.findLast(({ kind }) => kind === 'check')
  );
}

/** A problem as text: an assertion's message alone, others with their class. */
export function wordsOf({ type, message }: Problem): string {
  if (message === '') return type;
  return type === 'AssertionError' ? message : `${type}: ${message}`;
}
