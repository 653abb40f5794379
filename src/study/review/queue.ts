/**
 * What is reviewed next: what is due first, then new questions, each up to the day's limit. What was
 * forgotten comes again after its learning step.
 *
 * Limits are counted by study day from the stored reviews, so that two windows, a reload and an undo
 * agree on them.
 */
import type { Library } from '../library';
import { hasMark, reviewsOf, stamp, type Progress, type QuestionRecord } from '../progress';
import type { QuestionId } from '../question';
import type { Card, Schedule } from './schedule';
import { startOfStudyDay, studyDayOf, type DayRules } from '../studyDay';

/** How many questions a study day holds, each 0 or more. */
export interface ReviewLimits {
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
}

/** Which questions are reviewed. Ids are those of the library. */
export type ReviewScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'bookmarked' }
  | { readonly kind: 'collection'; readonly id: string }
  | { readonly kind: 'category'; readonly id: string }
  /** These very ones, whether they are due or not: each is asked once at least. */
  | { readonly kind: 'questions'; readonly ids: readonly QuestionId[] };

/** What a queue is made of; `now` is in ms since 1970. */
export interface QueueInput {
  /** The questions of the scope, in the order in which new ones are learned. */
  readonly ids: readonly QuestionId[];
  readonly progress: Progress;
  readonly schedule: Schedule;
  readonly limits: ReviewLimits;
  readonly now: number;
}

/** What is left for this study day. A question stands in one of the lists. */
export interface ReviewQueue {
  /** Asked again after a learning step of today, by when that ends; it may not have ended yet. */
  readonly learning: readonly { readonly id: QuestionId; readonly due: number }[];
  /** Due today or earlier, within the day's limit; the earliest day first. */
  readonly due: readonly QuestionId[];
  /** Never rated, within the day's limit. */
  readonly fresh: readonly QuestionId[];
  /** How many more are due, and how many more are new, than the limits let through. */
  readonly held: { readonly due: number; readonly fresh: number };
}

/** How long before its learning step ends a question is asked when nothing else is left, in ms. */
export const learnAhead = 20 * 60 * 1000;

/** A question forgotten this often is a leech, and is named again after every few more. */
const leechLapses = 8;
const leechStep = 4;

/** The stability, in days, from which a question is known well enough to be called mastered. */
const masteredStability = 90;

/** The questions of the scope, in the library's order; none where the pack with them is gone. */
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
 * The queue of a review of these very questions: all that were not rated in it are asked, in their order,
 * and no limit holds any back.
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

/** What is left of the study day that `now` belongs to. */
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
    // A step of minutes that was left on another day is over: then it is due like the others, and held
    // back with them where there are more than a day's limit.
    else if (card.state !== 'review' && (card.lastReview ?? 0) >= from) {
      learning.push({ id, due: card.due });
    } else if (card.due < tomorrow) {
      const together = due.get(card.due);
      if (together) together.push(id);
      else due.set(card.due, [id]);
    }
  }
  learning.sort((a, b) => a.due - b.due);
  const done = reviewedOn(day, progress, days);
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
 * The first `count` of what is due, the earliest study day first, those of one day shuffled. After a
 * long break thousands are due: only days that come in are put into their order.
 *
 * @param due questions by when they are due, which is the same moment for most of a day
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
 * The question to ask now. What was skipped in this session comes when the rest is done, in the order
 * in which it was skipped. `undefined` when the day is done.
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

/** How many questions the queue holds. */
export function queueLength({ learning, due, fresh }: ReviewQueue): number {
  return learning.length + due.length + fresh.length;
}

/** How many questions, of any scope, were asked for the first time on that study day, and how many again. */
export function reviewedOn(
  day: number,
  progress: Progress,
  days: DayRules,
): { readonly fresh: number; readonly reviews: number } {
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

/** How many reviews and new questions the next study day brings, if nothing more is done today. */
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

/** Whether the question takes part in reviews at `now`: not mastered, suspended, or buried until later. */
export function isReviewed(record: QuestionRecord | undefined, now: number): boolean {
  if (record === undefined) return true;
  return (
    !(record.mastered?.[0] ?? false) &&
    !(record.suspended?.[0] ?? false) &&
    (record.buriedUntil?.[0] ?? 0) <= now
  );
}

/** The change that leaves the questions out of reviews until the next study day begins. */
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

/** Whether this review made the question a leech: forgotten 8 times, and after that every fourth time. */
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

/** Whether this review lifted the question over what is called mastered: it is suggested, never done. */
export function becameMastered(before: Card, after: Card): boolean {
  return before.stability < masteredStability && after.stability >= masteredStability;
}

/** A place for the id that is the same all day and another on the next (FNV-1a). */
function shuffled(id: QuestionId, day: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${day} ${id}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
