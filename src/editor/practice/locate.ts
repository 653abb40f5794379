/** Where a problem of a check is shown: in the person's code, or in the check that found it. */
import { isInside, pathBelow } from '../base/paths';
import type { Frame, Problem } from './running/runReport';

/** The folders of a run, with all links followed. */
export interface RunFolders {
  /** Of the exercise, which holds what the person wrote. */
  readonly own: string;
  /** Of this run, which holds the checks as they were run. */
  readonly run: string;
}

/** A place that a person can look at. */
export interface Spot {
  /** `own` is the person's code, `check` a check file, `library` Django's or Python's. */
  readonly kind: 'own' | 'check' | 'library';
  /** In the exercise, with `/` between folders; for `library` an absolute path. */
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** The function. */
  readonly name: string;
}

/** What a frame is of; `undefined` for our own runner. */
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

/** The places that a problem went through, outermost first, without those of our runner. */
export function spotsOf(frames: readonly Frame[], folders: RunFolders): readonly Spot[] {
  return frames.flatMap(frame => spotOf(frame, folders) ?? []);
}

/**
 * The one place to show: the check's line where an assertion failed, otherwise the last line of the
 * person's code or the check that the error went through.
 */
export function mainSpot({ type, frames }: Problem, folders: RunFolders): Spot | undefined {
  const spots = spotsOf(frames, folders);
  const check = spots.findLast(({ kind }) => kind === 'check');
  if (type === 'AssertionError' && check) return check;
  return spots.findLast(({ kind, path }) => kind !== 'library' && path !== 'manage.py') ?? check;
}

/** Where an endless loop was: the innermost place in the person's code, else in a check. */
export function stuckSpot(frames: readonly Frame[], folders: RunFolders): Spot | undefined {
  const spots = spotsOf(frames, folders).filter(({ path }) => path !== 'manage.py');
  return (
    spots.findLast(({ kind }) => kind === 'own') ?? spots.findLast(({ kind }) => kind === 'check')
  );
}

/** A problem in words: the message of an assertion alone, of anything else with its class. */
export function wordsOf({ type, message }: Problem): string {
  if (message === '') return type;
  return type === 'AssertionError' ? message : `${type}: ${message}`;
}
