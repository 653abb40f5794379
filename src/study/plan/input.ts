/** What planning is given for an interview, and what it asks for today. */
import type { QuestionId } from '../question';
import type { Habits } from './habits';
import type { Memory, MemoryModel } from './memory';

/** A question of the scope, as used by planning. */
export interface PlanQuestion {
  readonly id: QuestionId;
  /** The id of its category: new questions are taken from all of them in turn. */
  readonly category: string;
  /** Its time relative to the average question, about 0.3 to 3. */
  readonly size: number;
  /** `undefined` if it was never asked. */
  readonly memory: Memory | undefined;
  /** Whole study days since the last review; 0 if it is new. */
  readonly elapsed: number;
  /** How often it was asked today. */
  readonly askedToday: number;
  /** Whether it may be asked today: not mastered, and not postponed until tomorrow. */
  readonly isAsked: boolean;
  /** Mastered: it is not asked again. Without a review it counts as known. */
  readonly isMastered: boolean;
  /** Whether it precedes other new ones, for example because a job ad asks for it. */
  readonly comesFirst: boolean;
}

/** The input of a plan. */
export interface PlanInput {
  readonly model: MemoryModel;
  readonly habits: Habits;
  readonly questions: readonly PlanQuestion[];
  /** Study days from today to the interview, 0 or more. */
  readonly horizon: number;
  /** The person's minutes for it on the day this many days ahead, 0 or more. */
  readonly minutesOn: (ahead: number) => number;
  /** Minutes already studied today on its questions. */
  readonly studied: number;
}

/** Why a question is asked today. */
export type Reason =
  /** Never asked; `newLate` if no other day is left to repeat it before the interview. */
  | { readonly kind: 'new' | 'newNamed' | 'newLate' }
  /** Expected recall on the day, 0 to 1, without and with being asked today. */
  | { readonly kind: 'fading'; readonly without: number; readonly with: number };

/** A question of today's list. */
export interface PlannedQuestion {
  readonly id: QuestionId;
  /** The expected time. */
  readonly minutes: number;
  /** For the interview that chose it. */
  readonly reason: Reason;
  /** The index, among those planned together, of the interview that chose it. */
  readonly by: number;
}

/** The maximum times a question is asked per day. */
export const mostADay = 3;
