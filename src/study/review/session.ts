/**
 * One sitting of reviews: which question is asked, what was done, and what came of it. Plain data that
 * is stored after every step, so that a reload of the window comes back to where one was. Ratings
 * themselves are progress and live there; the session only points at them.
 */
import { hasMark, reviewsOf, type Progress, type Review } from '../progress';
import type { Rating } from '../rating';
import type { QuestionId } from '../question';
import type { ReviewQueue, ReviewScope } from './queue';
import { isObject } from '../values';
import { isTime } from '../times';

/** Something the person did with a question, to be taken back by undo. */
export type SessionStep =
  /** Rated at `time`, in ms since 1970: the identity of the review within the question. */
  | { readonly kind: 'rated'; readonly id: QuestionId; readonly time: number }
  | { readonly kind: 'buried' | 'suspended' | 'mastered'; readonly id: QuestionId };

/** `paused` waits to be continued; `ended` shows what came of it. */
export const sessionStatuses = ['open', 'paused', 'ended'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export interface ReviewSession {
  readonly scope: ReviewScope;
  readonly status: SessionStatus;
  /** When it began, in ms since 1970. */
  readonly started: number;
  /** The question that is asked; `undefined` when all is done. */
  readonly current: QuestionId | undefined;
  /** Put off to the end of the session, in this order. */
  readonly skipped: readonly QuestionId[];
  /** What was done, the latest last. */
  readonly steps: readonly SessionStep[];
  /** How many new questions beyond the limit the person asked for, and on which study day. */
  readonly extra: { readonly day: number; readonly count: number };
}

/** What came of a session, so far. Undone ratings do not count. */
export interface SessionSummary {
  /** How many questions were rated. */
  readonly questions: number;
  /** How many of them were known when they were asked first in this session. */
  readonly known: number;
  /** How often each rating was given. */
  readonly ratings: Readonly<Record<Rating, number>>;
  /** ms that the reviews took, as far as it was measured. */
  readonly duration: number;
}

/** No more questions than these are named one by one. */
const mostNamed = 200;

/** Steps beyond this many are forgotten, the oldest first: the session is stored after every step. */
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

/** The session after a step: what was done with a question ends its being skipped. */
export function withStep(session: ReviewSession, step: SessionStep): ReviewSession {
  return {
    ...session,
    skipped: session.skipped.filter(id => id !== step.id),
    steps: [...session.steps, step].slice(-longestSession),
  };
}

/** The session with the question put off to its end. */
export function withSkipped(session: ReviewSession, id: QuestionId): ReviewSession {
  return { ...session, skipped: [...session.skipped.filter(other => other !== id), id] };
}

/**
 * The session without the last step when that was taken back, and with its question asked again;
 * the session itself when the last step stands.
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
 * The session with the ratings of the question that is asked of which it does not know. A crash takes
 * the last step of a stored session, and not the rating; another window may have asked the same
 * question. What was rated is not asked again. The session itself where it knows all.
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
      return (progress.get(step.id)?.buriedUntil?.[0] ?? 0) > now;
    case 'suspended':
    case 'mastered':
      return hasMark(progress, step.id, step.kind);
  }
}

/** How far a session is. The three are apart from each other. */
export interface ReviewCounts {
  /** Rated in it, and not asked again today. */
  readonly learned: number;
  /** Rated in it, and asked again today. */
  readonly againSoon: number;
  /** Still to be rated. */
  readonly toGo: number;
}

/** Counts questions, not ratings: one that is forgotten three times is one to be asked again. */
export function countsOf(session: ReviewSession, queue: ReviewQueue): ReviewCounts {
  const left = new Set([...queue.learning.map(({ id }) => id), ...queue.due, ...queue.fresh]);
  const rated = new Set(session.steps.filter(({ kind }) => kind === 'rated').map(({ id }) => id));
  // What was rated and then buried or suspended is rated all the same.
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

/** The questions whose first rating in this session was Again, in that order. */
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

/** The review that the step made, unless it was undone. */
function ratingOf(step: SessionStep, progress: Progress): Review | undefined {
  if (step.kind !== 'rated') return undefined;
  return reviewsOf(progress.get(step.id)).find(({ time }) => time === step.time);
}

/** Reads a stored session with distrust; `undefined` for what is none. */
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

/** Reads a scope that was stored or given as the argument of a command. */
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
