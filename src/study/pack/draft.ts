import type {
  ExerciseSummary,
  Problem,
  ProblemCode,
  SectionKind,
  Severity,
  SourceRange,
} from '../question';
import { problemMessage, type MessageKey } from './messages';

/** Columns of a line from 0, in UTF-16 units; the end is exclusive. */
export type Columns = readonly [start: number, end: number];

/** Names a file in the questions' sources. */
export type SourceFile = Pick<SourceRange, 'pack' | 'file'>;

/** A question as given in its file; its id is settled when all files are read. */
export interface DraftQuestion {
  readonly title: string;
  /** The text of `title="…"` beside the id. */
  readonly short?: string;
  readonly hint: string | undefined;
  /** The text of `{#…}`, if it is a valid id. */
  readonly explicitId: string | undefined;
  /** The id it gets if no other question wants it: explicit, or made from the wording. */
  readonly wishedId: string;
  readonly source: SourceRange;
  /** The columns of the wording, and of its id, in the line `source.startLine`. */
  readonly columns: Columns;
  /** The line below its heading, where a missing hint is inserted. */
  readonly hintLine: number;
  /** The `###` sections of its answer. */
  readonly sections: readonly DraftSection[];
  /** Present if it has an exercise that can be done. */
  readonly exercise?: ExerciseSummary;
}

/** A `###` heading of an answer. */
export interface DraftSection {
  readonly kind: SectionKind;
  readonly title: string;
  readonly line: number;
}

/** A category as given in its file; `title` is missing if the file has no heading for it. */
export interface DraftCategory {
  readonly title: string | undefined;
  /** The text of `title="…"` in its heading. */
  readonly short?: string;
  /** The line of its heading or label; -1 if it has none. */
  readonly line: number;
  readonly questions: DraftQuestion[];
}

/** What one file says about a collection. */
export interface DraftCollection {
  readonly title: string | undefined;
  /** The text of `title="…"` in the heading that names it. */
  readonly short?: string;
  readonly introduction: string;
  readonly tips: readonly string[];
  readonly categories: readonly DraftCategory[];
}

/** Lines from 0; `endLine` is exclusive. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
  /** Set if the range is only part of the line `startLine`. */
  readonly columns?: Columns | undefined;
}

/** Reports a problem of the current file. `args` fill its message. */
export type Report = (
  key: MessageKey,
  severity: Severity,
  range: LineRange,
  ...args: readonly (string | number)[]
) => void;

/** Creates the `Report` of one file, which adds to `problems`. */
export function reporter(problems: Problem[], file: string): Report {
  return (key, severity, { startLine, endLine, columns }, ...args) => {
    const [code] = key.split('.') as [ProblemCode];
    const message = problemMessage(key, args);
    const range = columns ? { startLine, endLine, columns } : { startLine, endLine };
    problems.push({ file, ...range, severity, code, key, args, message });
  };
}

/** The columns of a line's text without surrounding white space. */
export function textColumns(line = ''): Columns {
  const end = line.trimEnd().length;
  return [Math.min(end, line.length - line.trimStart().length), end];
}
