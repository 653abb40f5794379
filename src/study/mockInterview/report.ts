/** Computes a mock interview's report: figures, missed points, what to study next. */
import type { QuestionId } from '../question';
import { askedQuestions, type Interview, type InterviewQuestion } from './interview';
import { interviewScore, isChecked, meanScore, missedPoints, questionScore } from './score';
import { totalSpent } from './timer';

/** The figures of some questions. */
export interface Figures {
  /** How many were asked. */
  readonly asked: number;
  readonly skipped: number;
  /** From 0 to 1; `undefined` if no question was rated or skipped. */
  readonly score: number | undefined;
  /** Time spent on answering, in ms. */
  readonly spent: number;
  /** Key points covered and expected, for the questions whose points were checked. */
  readonly covered: number;
  readonly keyPoints: number;
}

export interface CategoryFigures extends Figures {
  readonly collection: string;
  readonly category: string;
}

/** One question in the report. */
export interface QuestionReport {
  readonly question: InterviewQuestion;
  /** From 0 to 1; `undefined` if it was not rated. */
  readonly score: number | undefined;
  readonly missed: readonly string[];
  /** The ms over the time limit; 0 within the time or without a limit. */
  readonly overtime: number;
}

/** An interview in the comparison list. */
export interface ComparedInterview {
  readonly id: string;
  readonly started: number;
  readonly asked: number;
  readonly score: number | undefined;
  readonly spent: number;
}

export interface InterviewReport {
  readonly interview: Interview;
  readonly total: Figures;
  /** In the order they were asked in. */
  readonly categories: readonly CategoryFigures[];
  /** In the order they were asked in. */
  readonly questions: readonly QuestionReport[];
  /** What to study next, worst first; at most `mostToStudy`. */
  readonly study: readonly QuestionReport[];
  /** Earlier interviews, the latest first; at most `mostCompared`. */
  readonly before: readonly ComparedInterview[];
  /** The score minus the mean of earlier interviews; `undefined` without any. */
  readonly change: number | undefined;
}

/** A question with a lower score is worth studying again. */
export const studyBelow = 0.75;
/** How many questions to study next the report names. */
export const mostToStudy = 10;
/** How many earlier interviews a report compares. */
export const mostCompared = 5;

/** Builds the report of `interview`. `others` are all known ones, possibly including itself. */
export function reportOf(interview: Interview, others: readonly Interview[]): InterviewReport {
  const asked = askedQuestions(interview);
  const questions = asked.map(question => reportQuestion(interview, question));
  const before = comparedWith(interview, others);
  const score = interviewScore(interview);
  const scores = before.map(one => one.score).filter(one => one !== undefined);
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  return {
    interview,
    total: figuresOf(asked),
    categories: byCategory(asked),
    questions,
    study: questions
      .filter(one => one.score !== undefined && one.score < studyBelow)
      .sort((a, b) => (a.score ?? 0) - (b.score ?? 0))
      .slice(0, mostToStudy),
    before,
    change: score === undefined || scores.length === 0 ? undefined : score - mean,
  };
}

/** An interview as a row of a list. */
export function comparable(interview: Interview): ComparedInterview {
  return {
    id: interview.id,
    started: interview.started,
    asked: askedQuestions(interview).length,
    score: interviewScore(interview),
    spent: totalSpent(interview),
  };
}

/** The ids of the questions asked in an interview. */
export function askedIds(interview: Interview): readonly QuestionId[] {
  return askedQuestions(interview).map(({ id }) => id);
}

function comparedWith(interview: Interview, others: readonly Interview[]): ComparedInterview[] {
  return others
    .filter(({ id, status }) => id !== interview.id && status !== 'open')
    .filter(({ started }) => started <= interview.started)
    .map(comparable)
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => b.started - a.started || (a.id < b.id ? -1 : 1))
    .slice(0, mostCompared);
}

function reportQuestion({ settings }: Interview, question: InterviewQuestion): QuestionReport {
  const limit = settings.secondsPerQuestion * 1000;
  return {
    question,
    score: questionScore(question),
    missed: missedPoints(question),
    overtime: limit === 0 ? 0 : Math.max(0, question.spent - limit),
  };
}

function byCategory(asked: readonly InterviewQuestion[]): readonly CategoryFigures[] {
  const groups = new Map<string, InterviewQuestion[]>();
  for (const question of asked) {
    const key = JSON.stringify([question.collection, question.category]);
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ collection: first.collection, category: first.category, ...figuresOf(group) }];
  });
}

function figuresOf(questions: readonly InterviewQuestion[]): Figures {
  const checked = questions.filter(isChecked);
  const sum = (of: readonly InterviewQuestion[], value: (one: InterviewQuestion) => number) =>
    of.reduce((total, one) => total + value(one), 0);
  return {
    asked: questions.length,
    skipped: questions.filter(({ phase }) => phase === 'skipped').length,
    score: meanScore(questions),
    spent: sum(questions, ({ spent }) => spent),
    covered: sum(checked, ({ ticked }) => ticked.length),
    keyPoints: sum(checked, ({ keyPoints }) => keyPoints.length),
  };
}
