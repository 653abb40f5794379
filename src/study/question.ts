/** The study data: readonly, made by `pack.ts` and held by `library.ts`. */
import type { MessageKey, ProblemCode } from './pack/messages';

export type { ProblemCode };

/** A question's permanent identity: progress refers to it, so only the wording may change. */
export type QuestionId = string;

/** A question's place in its pack file. Lines count from 0; `endLine` is exclusive. */
export interface SourceRange {
  /** The file's pack, as named by the parser's caller; absent for the built-in ones. */
  readonly pack?: string;
  /** The file, as named by the parser's caller (built-in: relative to `questions/`). */
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  /** The first line after heading and hint: the answer is `bodyLine` to `endLine`. */
  readonly bodyLine: number;
}

/** A question without its answer: the answer stays in the file until the question is opened. */
export interface Question {
  readonly id: QuestionId;
  /** The wording, as inline Markdown. */
  readonly title: string;
  /** A short title for little room, as plain text; absent if the pack has none. */
  readonly short?: string;
  /** A starting point for thinking, as Markdown; `undefined` if the pack gives none. */
  readonly hint: string | undefined;
  /** Present if the question has an exercise, which stays in the file like the answer. */
  readonly exercise?: ExerciseSummary;
  readonly source: SourceRange;
}

/** What a coding exercise asks for: to write something, to fix a bug, to find all of several. */
export type ExerciseKind = 'implement' | 'repair' | 'judge';

/** The data of an exercise available without reading it. */
export interface ExerciseSummary {
  readonly kind: ExerciseKind;
  /** How long it takes, 5 to 60; absent if the pack does not say. */
  readonly minutes?: number;
}

/** A group of questions on one subject, such as "Fundamentals". */
export interface Category {
  /** Unique in the library, such as `deep-dive/security`. */
  readonly id: string;
  readonly title: string;
  /** A short title for little room, as plain text; absent if the pack has none. */
  readonly short?: string;
  readonly questions: readonly Question[];
}

/** A set of related categories, such as "Deep Dive into Django Interview Questions". */
export interface Collection {
  /** Unique in the library, such as `deep-dive`. */
  readonly id: string;
  readonly title: string;
  /** A short title for little room, as plain text; absent if the pack has none. */
  readonly short?: string;
  /** The pack's text under the title, as Markdown; may be empty. */
  readonly introduction: string;
  /** The "Remember" tips, each as inline Markdown. */
  readonly tips: readonly string[];
  readonly categories: readonly Category[];
}

/** The sections of an answer with a meaning of their own. */
export type SectionKind =
  | 'in-short'
  | 'in-depth'
  | 'key-points'
  | 'pitfalls'
  | 'follow-up-questions'
  | 'read-more'
  | 'exercise'
  | 'other';

/** One `###` section of an answer; `line` is the heading's line in the question's file, from 0. */
export interface Section {
  readonly kind: SectionKind;
  /** The heading as written; empty for text before the first heading. */
  readonly title: string;
  /** The section's Markdown without its heading. */
  readonly markdown: string;
  readonly line: number;
}

/** A follow-up question with its short answer, both as Markdown; the answer may be empty. */
export interface FollowUp {
  readonly question: string;
  readonly answer: string;
}

/** An answer split into its sections. A list is empty if the answer has no such section. */
export interface Answer {
  readonly sections: readonly Section[];
  /** What an interviewer listens for, each as Markdown. */
  readonly keyPoints: readonly string[];
  readonly followUps: readonly FollowUp[];
  /**
   * The section of the exercise, kept out of `sections` because it contains the solution. Its
   * Markdown begins on the line below the heading. Parsed by `readExercise`.
   */
  readonly exercise?: Section;
}

/** How bad a problem in a pack is: an error loses something, a warning does not. */
export type Severity = 'error' | 'warning' | 'information';

/** Something in a pack that its author should check. Lines count from 0; `endLine` is exclusive. */
export interface Problem {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Set if only part of the line `startLine` is meant: UTF-16 columns, the end exclusive. */
  readonly columns?: readonly [start: number, end: number];
  readonly severity: Severity;
  /** A stable name of the kind of problem, such as `duplicate-id`. */
  readonly code: ProblemCode;
  /** Names the text of `message`, for translation, and the values that fill it. */
  readonly key: MessageKey;
  readonly args: readonly (string | number)[];
  /** What is wrong and what to do, for a person, in English. */
  readonly message: string;
}
