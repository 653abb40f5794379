/**
 * A mock interview, as data. It is changed by the steps in `steps.ts`, stored by `format.ts`, and
 * contains what its report needs (wording, key points), so that the report outlives the pack.
 */
import type { Rating } from '../rating';
import type { QuestionId } from '../question';
import type { InterviewSettings } from './settings';

/** The states of an interview. Both end states have a report. */
export const statuses = ['open', 'finished', 'abandoned'] as const;
export type InterviewStatus = (typeof statuses)[number];

/** The states of a question in an interview. */
export const phases = ['planned', 'asked', 'revealed', 'rated', 'skipped'] as const;
export type QuestionPhase = (typeof phases)[number];

/** Fields that a later version has added, by name: kept and written as they are. */
export type LaterFields = Readonly<Record<string, unknown>>;

export interface InterviewQuestion {
  readonly id: QuestionId;
  /** The wording, as inline Markdown, when the interview began. */
  readonly title: string;
  /** The title of the question's collection then. */
  readonly collection: string;
  /** The title of the question's category then. */
  readonly category: string;
  readonly phase: QuestionPhase;
  /** The typed answer; empty if it was spoken. At most `longestAnswer` characters. */
  readonly answer: string;
  /** The key points of the model answer when it was revealed, as Markdown. */
  readonly keyPoints: readonly string[];
  /** The key points the person covered: indexes, ascending. */
  readonly ticked: readonly number[];
  readonly rating?: Rating;
  /** When it was first rated, in ms since 1970: the time of its review in the schedule. */
  readonly rated?: number;
  /** Whether the rating has become a review in the schedule. */
  readonly reviewed: boolean;
  /** The follow-up questions to ask: indexes into the answer's, ascending. */
  readonly followUps: readonly number[];
  /** The opened ones: indexes into the answer's, ascending. */
  readonly opened: readonly number[];
  /** The time spent on answering, in ms, excluding comparison with the model answer. */
  readonly spent: number;
  /**
   * When any of this but `spent` last changed, in ms since 1970: the later of two copies wins.
   * Earlier versions counted a second of the clock as a change.
   */
  readonly changed: number;
  readonly later?: LaterFields;
}

/** The person's result in a coding task. */
export interface TaskResult {
  /** Whether all checks passed. */
  readonly solved: boolean;
  /** Time spent on it, in whole seconds. */
  readonly seconds: number;
  /** How many hints were opened. */
  readonly hints: number;
  readonly solutionSeen: boolean;
  /** How many checks passed in the last run, and how many there are. */
  readonly passed: number;
  readonly checks: number;
}

/** The exercise at the end of an interview: that of a question. */
export interface CodingTask {
  readonly id: QuestionId;
  /** The question's wording, as inline Markdown, when the interview began. */
  readonly title: string;
  /** Its duration according to its author. */
  readonly minutes?: number;
  /** Absent until it is begun. */
  readonly result?: TaskResult;
}

export interface Interview {
  readonly id: string;
  readonly settings: InterviewSettings;
  readonly status: InterviewStatus;
  /** When it began, in ms since 1970. */
  readonly started: number;
  /** When any of it last changed, in ms since 1970; grows with every step, not with the clock. */
  readonly updated: number;
  /** When it ended, in ms since 1970; absent while it is open. */
  readonly finished?: number;
  /** The index of the current question. */
  readonly current: number;
  /** The time up to which the running clock is counted, in ms since 1970; absent while stopped. */
  readonly runningSince?: number;
  /** At least one, in the order they are asked. */
  readonly questions: readonly InterviewQuestion[];
  /** Follows the questions; absent if the person wanted none. Not counted in any score. */
  readonly task?: CodingTask;
  readonly later?: LaterFields;
}

/** The longest answer to keep, in UTF-16 code units. */
export const longestAnswer = 200_000;

/** The maximum number of follow-up questions asked per question. */
export const mostFollowUps = 2;

/** The current question, or the last one asked. */
export function currentQuestion(interview: Interview): InterviewQuestion {
  const question = interview.questions[interview.current] ?? interview.questions[0];
  if (question === undefined) throw new RangeError('an interview has at least one question');
  return question;
}

/** The questions that were asked. */
export function askedQuestions(interview: Interview): readonly InterviewQuestion[] {
  return interview.questions.filter(({ phase }) => phase !== 'planned');
}
