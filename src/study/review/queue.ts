/**
 * The review queue: due questions, then new ones, up to the day's limits. Forgotten ones come again
 * after their learning step.
 *
 * Limits are counted by study day from the stored reviews, so that two windows, a reload and an
 * undo agree on them.
 */
import type { Library } from '../library';
import {
  hasMark,
  isBuried,
  reviewsOf,
  stamp,
  type Progress,
  type QuestionRecord,
} from '../progress';
import type { QuestionId } from '../question';
import type { Card, Schedule } from './schedule';
import { startOfStudyDay, studyDayOf, type DayRules } from '../studyDay';

/** Limits of questions per study day, each 0 or more. */
export interface ReviewLimits {
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
}

/** The questions to review. Ids are those of the library. */
export type ReviewScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'bookmarked' }
  | { readonly kind: 'collection'; readonly id: string }
  | { readonly kind: 'category'; readonly id: string }
  /** Exactly these, due or not: each is asked at least once. */
  | { readonly kind: 'questions'; readonly ids: readonly QuestionId[] };

/** The input of a queue; `now` is in ms since 1970. */
export interface QueueInput {
  /** The questions of the scope, in the order for learning new ones. */
  readonly ids: readonly QuestionId[];
  readonly progress: Progress;
  readonly schedule: Schedule;
  readonly limits: ReviewLimits;
  readonly now: number;
  /** What was reviewed this study day (`reviewedOn`), for callers that ask for many scopes. */
  readonly done?: DayReviews;
}

/** How many questions were first asked on a study day, and how many again. */
export interface DayReviews {
  readonly fresh: number;
  readonly reviews: number;
}

/** The rest of this study day. Each question is in one of the lists. */
export interface ReviewQueue {
  /** To repeat after a learning step of today, by the time it ends; it may not have ended yet. */
  readonly learning: readonly { readonly id: QuestionId; readonly due: number }[];
  /** Due today or earlier, within the day's limit; the earliest day first. */
  readonly due: readonly QuestionId[];
  /** Never rated, within the day's limit. */
  readonly fresh: readonly QuestionId[];
  /** How many more due and new questions the limits hold back. */
  readonly held: { readonly due: number; readonly fresh: number };
}

/** How early a learning step may be cut short when nothing else is left, in ms. */
export const learnAhead = 20 * 60 * 1000;

/** A question forgotten this often is a leech, and reported again every few more times. */
const leechLapses = 8;
const leechStep = 4;

/** The stability, in days, from which a question counts as mastered. */
const masteredStability = 90;

/** The questions of the scope, in the library's order; none if its pack is gone. */
export function questionsOf(
  scope: ReviewScope,
  library: Library,
  progress: Progress,
): readonly QuestionId[] {
  switch (scope.kind) {
    case 'all':
      return library.questions.map(({ id }) => id);
    case 'bookmarked':
      return library.questions
        .map(({ id }) => id)
        .filter(id => hasMark(progress, id, 'bookmarked'));
    case 'collection':
      return (library.collection(scope.id)?.categories ?? []).flatMap(({ questions }) =>
        questions.map(({ id }) => id),
      );
    case 'category':
      return (library.category(scope.id)?.questions ?? []).map(({ id }) => id);
    case 'questions':
      return scope.ids.filter(id => library.place(id) !== undefined);
  }
}

/**
 * The queue of a review of exactly these questions: all not yet rated in it are asked, in their
 * order, without any limit.
 */
export function queueOfQuestions(
  { ids, progress, schedule, now }: QueueInput,
  rated: ReadonlySet<QuestionId>,
): ReviewQueue {
  const asked = [...new Set(ids)].filter(id => isReviewed(progress.get(id), now));
  const learning = asked
    .filter(id => rated.has(id))
    .map(id => ({ id, card: schedule.cardOf(id, progress.get(id), now) }))
    .filter(({ card }) => card.state !== 'review')
    .map(({ id, card }) => ({ id, due: card.due }))
    .sort((a, b) => a.due - b.due);
  return {
    learning,
    due: asked.filter(id => !rated.has(id)),
    fresh: [],
    held: { due: 0, fresh: 0 },
  };
}

/** The rest of the study day that contains `now`. */
export function buildQueue(input: QueueInput): ReviewQueue {
  const { ids, progress, schedule, limits, now } = input;
  const { days } = schedule.settings;
  const day = studyDayOf(now, days);
  const from = startOfStudyDay(day, days);
  const tomorrow = startOfStudyDay(day + 1, days);
  const learning: { id: QuestionId; due: number }[] = [];
  const due = new Map<number, QuestionId[]>();
  const fresh: QuestionId[] = [];
  for (const id of new Set(ids)) {
    const record = progress.get(id);
    if (!isReviewed(record, now)) continue;
    const card = schedule.cardOf(id, record, now);
    if (card.state === 'new') fresh.push(id);
    // A step of minutes left over from another day that has ended is due like the others, and held
    // back with them beyond a day's limit.
    else if (card.state !== 'review' && ((card.lastReview ?? 0) >= from || card.due > now)) {
      learning.push({ id, due: card.due });
    } else if (card.due < tomorrow) {
      const together = due.get(card.due);
      if (together) together.push(id);
      else due.set(card.due, [id]);
    }
  }
  learning.sort((a, b) => a.due - b.due);
  const done = input.done ?? reviewedOn(day, progress, days);
  const dueLeft = Math.max(0, limits.reviewsPerDay - done.reviews);
  const freshLeft = Math.max(0, limits.newPerDay - done.fresh);
  return {
    learning,
    due: earliest(due, dueLeft, day, days),
    fresh: fresh.slice(0, freshLeft),
    held: {
      due: Math.max(0, sumOf(due) - dueLeft),
      fresh: Math.max(0, fresh.length - freshLeft),
    },
  };
}

/**
 * The first `count` due questions, the earliest study day first, shuffled within a day. After a
 * long break thousands are due: only the days needed are sorted.
 *
 * @param due questions by due time, which is the same moment for most of a day
 */
function earliest(
  due: ReadonlyMap<number, readonly QuestionId[]>,
  count: number,
  today: number,
  days: DayRules,
): QuestionId[] {
  const byDay = new Map<number, QuestionId[]>();
  for (const [time, ids] of due) {
    const day = studyDayOf(time, days);
    const all = byDay.get(day) ?? [];
    for (const id of ids) all.push(id);
    byDay.set(day, all);
  }
  const taken: QuestionId[] = [];
  for (const [, ids] of [...byDay].sort(([a], [b]) => a - b)) {
    if (taken.length >= count) break;
    const ordered = ids
      .map(id => ({ id, order: shuffled(id, today) }))
      .sort((a, b) => a.order - b.order);
    for (const { id } of ordered.slice(0, count - taken.length)) taken.push(id);
  }
  return taken;
}

function sumOf(due: ReadonlyMap<number, readonly QuestionId[]>): number {
  let sum = 0;
  for (const ids of due.values()) sum += ids.length;
  return sum;
}

/**
 * The question to ask now. Questions skipped in this session come after the rest, in the order they
 * were skipped. `undefined` when the day is done.
 */
export function nextQuestion(
  queue: ReviewQueue,
  now: number,
  skipped: readonly QuestionId[] = [],
): QuestionId | undefined {
  const put = new Set(skipped);
  const open = (id: QuestionId) => !put.has(id);
  const step = queue.learning.find(({ id }) => open(id));
  if (step && step.due <= now) return step.id;
  const next = queue.due.find(open) ?? queue.fresh.find(open);
  if (next !== undefined) return next;
  if (step && step.due <= now + learnAhead) return step.id;
  const left = new Set([
    ...queue.learning.filter(({ due }) => due <= now + learnAhead).map(({ id }) => id),
    ...queue.due,
    ...queue.fresh,
  ]);
  return skipped.find(id => left.has(id));
}

/** The number of questions in the queue. */
export function queueLength({ learning, due, fresh }: ReviewQueue): number {
  return learning.length + due.length + fresh.length;
}

/** The reviews of questions of any scope. Looks at all of progress. */
export function reviewedOn(day: number, progress: Progress, days: DayRules): DayReviews {
  const from = startOfStudyDay(day, days);
  const to = startOfStudyDay(day + 1, days);
  let fresh = 0;
  let reviews = 0;
  for (const record of progress.values()) {
    const counted = reviewsOf(record);
    const last = counted.findLast(({ time }) => time < to);
    if (last === undefined || last.time < from) continue;
    if ((counted[0]?.time ?? 0) >= from) fresh++;
    else reviews++;
  }
  return { fresh, reviews };
}

/** How many reviews and new questions the next study day has if nothing more is done today. */
export function tomorrowOf(input: QueueInput): { readonly due: number; readonly fresh: number } {
  const { ids, progress, schedule, limits, now } = input;
  const { days } = schedule.settings;
  const tomorrow = studyDayOf(now, days) + 1;
  const end = startOfStudyDay(tomorrow + 1, days);
  let due = 0;
  let fresh = 0;
  for (const id of new Set(ids)) {
    const record = progress.get(id);
    if (!isReviewed(record, end - 1)) continue;
    const card = schedule.cardOf(id, record, now);
    if (card.state === 'new') fresh++;
    else if (card.due < end) due++;
  }
  return {
    due: Math.min(due, limits.reviewsPerDay),
    fresh: Math.min(fresh, limits.newPerDay),
  };
}

/** Whether the question is reviewed at `now`: not mastered, suspended, or buried until later. */
export function isReviewed(record: QuestionRecord | undefined, now: number): boolean {
  if (record === undefined) return true;
  return (
    !(record.mastered?.[0] ?? false) && !(record.suspended?.[0] ?? false) && !isBuried(record, now)
  );
}

/** The change that buries the questions until the next study day begins. */
export function buryUntilTomorrow(
  progress: Progress,
  ids: Iterable<QuestionId>,
  days: DayRules,
  now: number,
): Progress {
  const until = startOfStudyDay(studyDayOf(now, days) + 1, days);
  const change = new Map<QuestionId, QuestionRecord>();
  for (const id of ids) {
    change.set(id, { buriedUntil: stamp(until, progress.get(id)?.buriedUntil, now) });
  }
  return change;
}

/** Whether this review made the question a leech: forgotten 8 times, then every fourth time. */
export function becameLeech(before: Card, after: Card): boolean {
  return (
    after.lapses > before.lapses &&
    after.lapses >= leechLapses &&
    (after.lapses - leechLapses) % leechStep === 0
  );
}

/** Whether the question was forgotten so often that learning it this way does not work. */
export function isLeech(card: Card): boolean {
  return card.lapses >= leechLapses;
}

/** Whether this review reached the mastered threshold: mastering is suggested, never automatic. */
export function becameMastered(before: Card, after: Card): boolean {
  return before.stability < masteredStability && after.stability >= masteredStability;
}

/** A sort key for the id that is constant all day and changes the next (FNV-1a). */
function shuffled(id: QuestionId, day: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${day} ${id}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
