/** What is studied: readonly data, made by `pack.ts` and held by `library.ts`. */
import type { MessageKey, ProblemCode } from './pack/messages';

export type { ProblemCode };

/** A question's identity for ever: progress hangs on it, so its wording may change and its id may not. */
export type QuestionId = string;

/** Where a question stands in the file of its pack. Lines count from 0; `endLine` is exclusive. */
export interface SourceRange {
  /** The pack the file belongs to, as the caller of the parser named it; absent for the built-in ones. */
  readonly pack?: string;
  /** The file, as the caller of the parser named it (built-in: relative to `questions/`). */
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  /** The first line after heading and hint: the answer is `bodyLine` to `endLine`. */
  readonly bodyLine: number;
}

/** A question without its answer: the answer's text stays in the file until the question is opened. */
export interface Question {
  readonly id: QuestionId;
  /** The wording, as inline Markdown. */
  readonly title: string;
  /** A few words in its place where there is little room, as plain text; absent where the pack gives none. */
  readonly short?: string;
  /** What to think of first, as Markdown; `undefined` where the pack gives none. */
  readonly hint: string | undefined;
  /** Present where the question has an exercise, which stays in the file like the answer. */
  readonly exercise?: ExerciseSummary;
  readonly source: SourceRange;
}

/** What a coding exercise asks for: to write something, to mend a fault, to find all of several. */
export type ExerciseKind = 'implement' | 'repair' | 'judge';

/** What is known of an exercise without reading it. */
export interface ExerciseSummary {
  readonly kind: ExerciseKind;
  /** How long it takes, 5 to 60; absent where the pack does not say. */
  readonly minutes?: number;
}

/** A group of questions on one subject, such as "Fundamentals". */
export interface Category {
  /** Unique in the library, such as `deep-dive/security`. */
  readonly id: string;
  readonly title: string;
  readonly questions: readonly Question[];
}

/** A set of categories that belong together, such as "Deep Dive into Django Interview Questions". */
export interface Collection {
  /** Unique in the library, such as `deep-dive`. */
  readonly id: string;
  readonly title: string;
  /** What the pack says under the title, as Markdown; may be empty. */
  readonly introduction: string;
  /** The "Remember" tips, each as inline Markdown. */
  readonly tips: readonly string[];
  readonly categories: readonly Category[];
}

/** The sections of an answer that have a meaning of their own. */
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
  /** The heading as written; empty for text that stands before the first heading. */
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

/** An answer taken apart. Every list is empty where the answer has no such section. */
export interface Answer {
  readonly sections: readonly Section[];
  /** What an interviewer listens for, each as Markdown. */
  readonly keyPoints: readonly string[];
  readonly followUps: readonly FollowUp[];
  /**
   * The section of the exercise, which is none of `sections`: it holds its solution. Its Markdown begins
   * with the line below the heading. `readExercise` takes it apart.
   */
  readonly exercise?: Section;
}

/** How bad a problem in a pack is: an error loses something, a warning does not. */
export type Severity = 'error' | 'warning' | 'information';

/** Something in a pack that its author should look at. Lines count from 0; `endLine` is exclusive. */
export interface Problem {
  readonly file: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Where the problem is a part of the line `startLine`: columns in UTF-16 units, the end exclusive. */
  readonly columns?: readonly [start: number, end: number];
  readonly severity: Severity;
  /** A stable name of the kind of problem, such as `duplicate-id`. */
  readonly code: ProblemCode;
  /** Names the text of `message`, and what it is filled with: for another language. */
  readonly key: MessageKey;
  readonly args: readonly (string | number)[];
  /** What is wrong and what to do, for a person, in English. */
  readonly message: string;
}
