/**
 * A mock interview, as data. It is made by the steps in `steps.ts`, kept as `format.ts` writes it,
 * and holds what its report needs (wording, key points), so that the report outlives the pack.
 */
import type { Rating } from '../rating';
import type { QuestionId } from '../question';
import type { InterviewSettings } from './settings';

/** Where an interview stands. Both ends have a report. */
export const statuses = ['open', 'finished', 'abandoned'] as const;
export type InterviewStatus = (typeof statuses)[number];

/** Where a question of an interview stands. */
export const phases = ['planned', 'asked', 'revealed', 'rated', 'skipped'] as const;
export type QuestionPhase = (typeof phases)[number];

export interface InterviewQuestion {
  readonly id: QuestionId;
  /** The wording, as inline Markdown, when the interview began. */
  readonly title: string;
  /** The title of the question's collection then. */
  readonly collection: string;
  /** The title of the question's category then. */
  readonly category: string;
  readonly phase: QuestionPhase;
  /** What the person typed; empty where the answer was spoken. At most `longestAnswer` characters. */
  readonly answer: string;
  /** The model answer's key points when it was revealed, as Markdown. */
  readonly keyPoints: readonly string[];
  /** Which of them the person covered: indexes, ascending. */
  readonly ticked: readonly number[];
  readonly rating?: Rating;
  /** When it was rated first, in ms since 1970: the time of its review in the schedule. */
  readonly rated?: number;
  /** Whether the rating has become a review in the schedule. */
  readonly reviewed: boolean;
  /** The follow-up questions that are asked: indexes into the answer's, ascending. */
  readonly followUps: readonly number[];
  /** Those of them that were opened: indexes into the answer's, ascending. */
  readonly opened: readonly number[];
  /** The time spent on answering, in ms. Comparing with the model answer does not count. */
  readonly spent: number;
  /** When any of this changed last, in ms since 1970: of two copies the later one wins. */
  readonly changed: number;
}

/** How far a person came with a coding task. */
export interface TaskResult {
  /** Whether all checks passed. */
  readonly solved: boolean;
  /** How long the person worked on it, in whole seconds. */
  readonly seconds: number;
  /** How many hints were opened. */
  readonly hints: number;
  readonly solutionSeen: boolean;
  /** How many checks passed when they were last run, and how many there are. */
  readonly passed: number;
  readonly checks: number;
}

/** The exercise that an interview ends with: that of a question. */
export interface CodingTask {
  readonly id: QuestionId;
  /** The question's wording, as inline Markdown, when the interview began. */
  readonly title: string;
  /** How long it takes, as its author says. */
  readonly minutes?: number;
  /** Absent while it is not begun. */
  readonly result?: TaskResult;
}

export interface Interview {
  readonly id: string;
  readonly settings: InterviewSettings;
  readonly status: InterviewStatus;
  /** When it began, in ms since 1970. */
  readonly started: number;
  /** When any of it changed last, in ms since 1970; grows with every step. */
  readonly updated: number;
  /** When it ended, in ms since 1970; absent while it is open. */
  readonly finished?: number;
  /** The index of the question that is asked. */
  readonly current: number;
  /** Until when the running clock is counted, in ms since 1970; absent while it stands still. */
  readonly runningSince?: number;
  /** At least one, in the order they are asked. */
  readonly questions: readonly InterviewQuestion[];
  /** What follows the questions; absent where the person wanted none. It counts for no score. */
  readonly task?: CodingTask;
}

/** The longest answer that is kept, in UTF-16 code units. */
export const longestAnswer = 200_000;

/** How many follow-up questions are asked of a question at most. */
export const mostFollowUps = 2;

/** The question that is asked, or was asked last. */
export function currentQuestion(interview: Interview): InterviewQuestion {
  const question = interview.questions[interview.current] ?? interview.questions[0];
  if (question === undefined) throw new RangeError('an interview has at least one question');
  return question;
}

/** The questions that were put to the person. */
export function askedQuestions(interview: Interview): readonly InterviewQuestion[] {
  return interview.questions.filter(({ phase }) => phase !== 'planned');
}
