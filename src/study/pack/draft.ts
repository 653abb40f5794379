import type { Problem, ProblemCode, Severity, SourceRange } from '../question';

/** A question as its file gives it; its id is settled when all files are read. */
export interface DraftQuestion {
  readonly title: string;
  readonly hint: string | undefined;
  /** What stands in `{#…}`, if anything. */
  readonly wantedId: string | undefined;
  readonly source: SourceRange;
}

/** A category as its file gives it; `title` is missing where the file has no heading for it. */
export interface DraftCategory {
  readonly title: string | undefined;
  readonly questions: DraftQuestion[];
}

/** What one file says about a collection. */
export interface DraftCollection {
  readonly title: string | undefined;
  readonly introduction: string;
  readonly tips: readonly string[];
  readonly categories: readonly DraftCategory[];
}

/** Lines from 0; `endLine` is exclusive. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** Notes a problem of the file that is being read. */
export type Report = (
  code: ProblemCode,
  severity: Severity,
  range: LineRange,
  message: string,
) => void;

/** Makes the `Report` of one file, which adds to `problems`. */
export function reporter(problems: Problem[], file: string): Report {
  return (code, severity, { startLine, endLine }, message) => {
    problems.push({ file, startLine, endLine, severity, code, message });
  };
}
