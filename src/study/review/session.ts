/**
 * A review session: the current question, past steps, and the results. Plain data, stored after
 * every step, so that a window reload resumes at the same place. Ratings themselves are progress
 * and stored there; the session only refers to them.
 */
import { hasMark, isBuried, reviewsOf, type Progress, type Review } from '../progress';
import type { Rating } from '../rating';
import type { QuestionId } from '../question';
import type { ReviewQueue, ReviewScope } from './queue';
import { isObject } from '../values';
import { isTime } from '../times';

/** An action on a question that undo can take back. */
export type SessionStep =
  /** Rated at `time`, in ms since 1970: the identity of the review within the question. */
  | { readonly kind: 'rated'; readonly id: QuestionId; readonly time: number }
  | { readonly kind: 'buried' | 'suspended' | 'mastered'; readonly id: QuestionId };

/** `paused` can be continued; `ended` shows its results. */
export const sessionStatuses = ['open', 'paused', 'ended'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export interface ReviewSession {
  readonly scope: ReviewScope;
  readonly status: SessionStatus;
  /** When it began, in ms since 1970. */
  readonly started: number;
  /** The current question; `undefined` when all is done. */
  readonly current: QuestionId | undefined;
  /** Postponed to the end of the session, in this order. */
  readonly skipped: readonly QuestionId[];
  /** Past steps, the latest last. */
  readonly steps: readonly SessionStep[];
  /** How many new questions beyond the limit were requested, and on which study day. */
  readonly extra: { readonly day: number; readonly count: number };
}

/** The results of a session so far. Undone ratings do not count. */
export interface SessionSummary {
  /** The number of rated questions. */
  readonly questions: number;
  /** How many of them were known when first asked in this session. */
  readonly known: number;
  /** How often each rating was given. */
  readonly ratings: Readonly<Record<Rating, number>>;
  /** Total ms of the reviews, as far as measured. */
  readonly duration: number;
}

/** The maximum number of questions listed individually. */
const mostNamed = 200;

/** Older steps beyond this many are dropped: the session is stored after every step. */
const longestSession = 1000;

export function startSession(scope: ReviewScope, now: number): ReviewSession {
  return {
    scope,
    status: 'open',
    started: now,
    current: undefined,
    skipped: [],
    steps: [],
    extra: { day: 0, count: 0 },
  };
}

/** The session after a step: a question acted upon is no longer skipped. */
export function withStep(session: ReviewSession, step: SessionStep): ReviewSession {
  return {
    ...session,
    skipped: session.skipped.filter(id => id !== step.id),
    steps: [...session.steps, step].slice(-longestSession),
  };
}

/** The session with the question postponed to its end. */
export function withSkipped(session: ReviewSession, id: QuestionId): ReviewSession {
  return { ...session, skipped: [...session.skipped.filter(other => other !== id), id] };
}

/**
 * The session without its last step if that was undone, asking its question again; otherwise the
 * session itself.
 */
export function withoutUndone(
  session: ReviewSession,
  progress: Progress,
  now: number,
): ReviewSession {
  const last = session.steps.at(-1);
  if (last === undefined || stands(last, progress, now)) return session;
  return { ...session, steps: session.steps.slice(0, -1), current: last.id };
}

/**
 * The session with ratings of its current question that it missed. A crash loses the last step of a
 * stored session, but not the rating; another window may have asked the same question. Rated
 * questions are not asked again. Returns the session itself if it missed none.
 */
export function withMissedRatings(session: ReviewSession, progress: Progress): ReviewSession {
  const { current, steps, started } = session;
  if (current === undefined) return session;
  const known = steps.reduce((last, step) => {
    return step.kind === 'rated' && step.id === current ? Math.max(last, step.time) : last;
  }, started - 1);
  const missed = reviewsOf(progress.get(current)).filter(({ time }) => time > known);
  if (missed.length === 0) return session;
  const all = missed.reduce(
    (one, { time }) => withStep(one, { kind: 'rated', id: current, time }),
    session,
  );
  return { ...all, current: undefined };
}

function stands(step: SessionStep, progress: Progress, now: number): boolean {
  switch (step.kind) {
    case 'rated':
      return reviewsOf(progress.get(step.id)).some(({ time }) => time === step.time);
    case 'buried':
      return isBuried(progress.get(step.id), now);
    case 'suspended':
    case 'mastered':
      return hasMark(progress, step.id, step.kind);
  }
}

/** The progress of a session. The three counts do not overlap. */
export interface ReviewCounts {
  /** Rated in it, and not due again today. */
  readonly learned: number;
  /** Rated in it, and due again today. */
  readonly againSoon: number;
  /** Still to be rated. */
  readonly toGo: number;
}

/** Counts questions, not ratings: one forgotten three times is one to repeat. */
export function countsOf(session: ReviewSession, queue: ReviewQueue): ReviewCounts {
  const left = new Set([...queue.learning.map(({ id }) => id), ...queue.due, ...queue.fresh]);
  const rated = new Set(session.steps.filter(({ kind }) => kind === 'rated').map(({ id }) => id));
  // Questions rated and then buried or suspended still count as rated.
  const againSoon = [...rated].filter(id => left.has(id)).length;
  return { learned: rated.size - againSoon, againSoon, toGo: left.size - againSoon };
}

export function summaryOf(session: ReviewSession, progress: Progress): SessionSummary {
  const ratings = { 1: 0, 2: 0, 3: 0, 4: 0 };
  const asked = new Set<QuestionId>();
  let duration = 0;
  for (const step of session.steps) {
    const review = ratingOf(step, progress);
    if (review === undefined) continue;
    asked.add(step.id);
    ratings[review.rating]++;
    duration += review.duration;
  }
  const known = asked.size - forgottenIn(session, progress).length;
  return { questions: asked.size, known, ratings, duration };
}

/** The questions first rated Again in this session, in that order. */
export function forgottenIn(session: ReviewSession, progress: Progress): readonly QuestionId[] {
  const asked = new Set<QuestionId>();
  const forgotten: QuestionId[] = [];
  for (const step of session.steps) {
    const review = ratingOf(step, progress);
    if (review === undefined || asked.has(step.id)) continue;
    asked.add(step.id);
    if (review.rating === 1) forgotten.push(step.id);
  }
  return forgotten;
}

/** The step's review, unless it was undone. */
function ratingOf(step: SessionStep, progress: Progress): Review | undefined {
  if (step.kind !== 'rated') return undefined;
  return reviewsOf(progress.get(step.id)).find(({ time }) => time === step.time);
}

/** Validates a stored session; `undefined` if it is invalid. */
export function readSession(stored: unknown): ReviewSession | undefined {
  if (!isObject(stored)) return undefined;
  const scope = readScope(stored.scope);
  if (scope === undefined || !isTime(stored.started)) return undefined;
  const extra = isObject(stored.extra) ? stored.extra : {};
  return {
    scope,
    status: sessionStatuses.find(status => status === stored.status) ?? 'paused',
    started: stored.started,
    current: isId(stored.current) ? stored.current : undefined,
    skipped: Array.isArray(stored.skipped) ? [...new Set(stored.skipped.filter(isId))] : [],
    steps: Array.isArray(stored.steps) ? stored.steps.flatMap(readStep).slice(-longestSession) : [],
    extra:
      isTime(extra.day) && isTime(extra.count)
        ? { day: extra.day, count: extra.count }
        : { day: 0, count: 0 },
  };
}

/** Validates a scope that was stored or passed to a command. */
export function readScope(value: unknown): ReviewScope | undefined {
  if (!isObject(value)) return undefined;
  switch (value.kind) {
    case 'all':
    case 'bookmarked':
      return { kind: value.kind };
    case 'collection':
    case 'category':
      return isId(value.id) ? { kind: value.kind, id: value.id } : undefined;
    case 'questions': {
      const ids = Array.isArray(value.ids) ? value.ids.filter(isId).slice(0, mostNamed) : [];
      return ids.length > 0 ? { kind: 'questions', ids } : undefined;
    }
    default:
      return undefined;
  }
}

function readStep(value: unknown): readonly SessionStep[] {
  if (!isObject(value) || !isId(value.id)) return [];
  const { id, kind, time } = value;
  if (kind === 'rated') return isTime(time) ? [{ kind, id, time }] : [];
  return kind === 'buried' || kind === 'suspended' || kind === 'mastered' ? [{ kind, id }] : [];
}

function isId(value: unknown): value is QuestionId {
  return typeof value === 'string' && value !== '';
}
