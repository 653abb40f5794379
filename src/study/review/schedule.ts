/**
 * The schedule: computes when a question is due from its reviews, by FSRS-6.
 *
 * Nothing is stored. A card is derived by replaying the question's reviews, so settings can be
 * changed, reviews merged and undone at any time, and nothing is lost or counted twice. Elapsed
 * days are counted by study day, never by UTC date.
 */
import { restoreDate } from './untouchedDate';
import type { FSRSState } from 'ts-fsrs';
import { Intervals, nextStage, type Stage } from './intervals';
import { isBelieved, reviewsOf, type QuestionRecord } from '../progress';
import type { Rating } from '../rating';
import type { QuestionId } from '../question';
import { startOfStudyDay, studyDayOf, type DayRules } from '../studyDay';

restoreDate();

/** The settings of the schedule. */
export interface ScheduleSettings {
  /** The share of answers still known when a question is due, 0.7 to 0.99. */
  readonly retention: number;
  readonly days: DayRules;
  /** The 21 weights of FSRS-6; its defaults if not given. */
  readonly weights?: readonly number[];
  /** Spreads intervals slightly, so that questions learned together drift apart; on by default. */
  readonly fuzz?: boolean;
}

/** `learning` and `relearning` are repeated in minutes, `review` in days. */
export const cardStates = ['new', 'learning', 'review', 'relearning'] as const;
export type CardState = (typeof cardStates)[number];

/** A question's state in the schedule. */
export interface Card {
  readonly state: CardState;
  /** When it is due, in ms since 1970; in `review` the start of a study day, 0 when new. */
  readonly due: number;
  /** The current interval, in days; 0 while it is new or repeated in minutes. */
  readonly interval: number;
  /** Days until recall falls to 90 %; 0 when new. */
  readonly stability: number;
  /** 1 (easy) to 10; 0 when new. */
  readonly difficulty: number;
  /** How often it was rated. */
  readonly reps: number;
  /** How often it was forgotten after being learned. */
  readonly lapses: number;
  /** When it was last rated, in ms since 1970; `undefined` when new. */
  readonly lastReview: number | undefined;
}

/** One review and the state of the question before it, for statistics. */
export interface PastReview {
  readonly time: number;
  readonly rating: Rating;
  /** ms, 0 if it was not measured. */
  readonly duration: number;
  /** The study day it counts for. */
  readonly day: number;
  /** Whole study days since the previous review; 0 for the first. */
  readonly elapsed: number;
  /** The state before the review. */
  readonly state: CardState;
  /** The stability before the review, in days; 0 if it was new. */
  readonly stability: number;
  /** The difficulty before the review, 1 to 10; 0 if it was new. */
  readonly difficulty: number;
}

/** Derives cards. Every `now` is in ms since 1970. Never throws, whatever the clock did. */
export interface Schedule {
  readonly settings: ScheduleSettings;
  /** The question's card after all its reviews. Cached by the record's identity. */
  cardOf(id: QuestionId, record: QuestionRecord | undefined, now: number): Card;
  /** The card after each possible rating at `now`: exactly what `cardOf` returns afterwards. */
  preview(
    id: QuestionId,
    record: QuestionRecord | undefined,
    now: number,
  ): Readonly<Record<Rating, Card>>;
  /** The reviews in order, each with the memory before it. */
  historyOf(record: QuestionRecord | undefined, now: number): readonly PastReview[];
  /** The probability of recall, 0 to 1, at this stability (days), this many days after. */
  recall(elapsed: number, stability: number): number;
  /** The probability, 0 to 1, that the answer is known now; 0 when new. */
  retrievability(card: Card, now: number): number;
}

/** The card of a question that was never rated. */
export const newCard: Card = {
  state: 'new',
  due: 0,
  interval: 0,
  stability: 0,
  difficulty: 0,
  reps: 0,
  lapses: 0,
  lastReview: undefined,
};

/** The state of a replay. */
interface Trace extends Stage {
  readonly memory: FSRSState | null;
  readonly reps: number;
  readonly lapses: number;
  /** The study day of the last review. */
  readonly day: number;
}

/** Later than anyone studies, and early enough for the longest interval to fit a date, in ms. */
const latestTime = 8e15;

/** ms */
const minute = 60_000;

const start: Trace = {
  state: 'new',
  step: 0,
  interval: 0,
  memory: null,
  reps: 0,
  lapses: 0,
  day: -Infinity,
};

interface Rated {
  readonly time: number;
  readonly rating: Rating;
  readonly duration: number;
}

/** Creates the schedule for these settings; an invalid retention becomes 0.9. */
export function createSchedule(settings: ScheduleSettings): Schedule {
  const { days } = settings;
  const { weights } = settings;
  const intervals = new Intervals(
    sensibleRetention(settings.retention),
    settings.fuzz ?? true,
    weights,
  );
  const cards = new WeakMap<QuestionRecord, { readonly id: QuestionId; readonly card: Card }>();

  const dayOf = (time: number, after: Trace): number => Math.max(studyDayOf(time, days), after.day);

  const elapsedTo = (day: number, { memory, day: last }: Trace): number =>
    memory === null ? 0 : day - last;

  const waitAfter = (id: QuestionId, trace: Trace, day: number, rating: Rating) =>
    intervals.waitAfter(
      trace.memory,
      trace,
      elapsedTo(day, trace),
      rating,
      `${id} ${trace.reps + 1}`,
    );

  /** Only the memory and the stage, without the interval. */
  const remember = (trace: Trace, { time, rating }: Rated): Trace => {
    const day = dayOf(time, trace);
    return {
      ...nextStage(trace, rating),
      interval: 0,
      memory: intervals.memoryAfter(trace.memory, trace, elapsedTo(day, trace), rating),
      reps: trace.reps + 1,
      lapses: trace.lapses + (trace.state === 'review' && rating === 1 ? 1 : 0),
      day,
    };
  };

  const advance =
    (id: QuestionId) =>
    (trace: Trace, rated: Rated): Trace => {
      const next = remember(trace, rated);
      if (next.state !== 'review') return next;
      return { ...next, interval: waitAfter(id, trace, next.day, rated.rating).days };
    };

  const finish = (id: QuestionId, trace: Trace, { time, rating }: Rated): Card => {
    const next = remember(trace, { time, rating, duration: 0 });
    const wait = waitAfter(id, trace, next.day, rating);
    return {
      state: next.state,
      due:
        wait.days > 0 ? startOfStudyDay(next.day + wait.days, days) : time + wait.minutes * minute,
      interval: wait.days,
      stability: next.memory?.stability ?? 0,
      difficulty: next.memory?.difficulty ?? 0,
      reps: next.reps,
      lapses: next.lapses,
      lastReview: time,
    };
  };

  return {
    settings,
    cardOf(id, record, now) {
      if (record?.reviews === undefined) return newCard;
      const cached = cards.get(record);
      if (cached?.id === id && isBelieved(cached.card.lastReview ?? 0, now)) return cached.card;
      const { reviews, dates } = datedReviews(record, now);
      const last = reviews.at(-1);
      if (last === undefined) return newCard;
      const trace = reviews.slice(0, -1).reduce(advance(id), start);
      const card = finish(id, trace, last);
      if (dates === 'given') cards.set(record, { id, card });
      // Without a date to count the interval from, it is due now.
      return dates === 'unknown' ? { ...card, due: Math.min(card.due, now) } : card;
    },
    preview(id, record, now) {
      const { reviews } = datedReviews(record, now, mostReviews - 1);
      const trace = reviews.reduce(advance(id), start);
      // The date `addReview` gives it if the clock was set back.
      const time = Math.max(now, (reviews.at(-1)?.time ?? -Infinity) + 1) || now;
      const after = (rating: Rating) => finish(id, trace, { time, rating, duration: 0 });
      return { 1: after(1), 2: after(2), 3: after(3), 4: after(4) };
    },
    historyOf(record, now) {
      let trace = start;
      return datedReviews(record, now).reviews.map(review => {
        const before = trace;
        trace = remember(trace, review);
        return {
          time: review.time,
          rating: review.rating,
          duration: review.duration,
          day: trace.day,
          elapsed: elapsedTo(trace.day, before),
          state: before.state,
          stability: before.memory?.stability ?? 0,
          difficulty: before.memory?.difficulty ?? 0,
        };
      });
    },
    recall: (elapsed, stability) => intervals.recall(elapsed, stability),
    retrievability(card, now) {
      if (card.lastReview === undefined) return 0;
      const elapsed = studyDayOf(now, days) - studyDayOf(card.lastReview, days);
      return intervals.recall(Math.max(0, elapsed) || 0, card.stability);
    },
  };
}

/** The reviews to replay, and whether their dates are original, moved, or unknown. */
interface Dated {
  readonly reviews: readonly Rated[];
  readonly dates: 'given' | 'moved' | 'unknown';
}

/**
 * Of a question with more reviews, which no person makes, only the last are replayed: a file may
 * have hundreds of thousands, and each replay of them would take seconds.
 */
export const mostReviews = 2000;

/**
 * A review dated more than `clockTolerance` ahead was made while the clock was wrong. It counts,
 * but its time is unknown: it is put before the first believable one, at that date, so that the
 * person's newest rating stays the last.
 */
function datedReviews(record: QuestionRecord | undefined, now: number, most = mostReviews): Dated {
  const counted = reviewsOf(record).slice(-most);
  const sound = counted.every(isSound) ? counted : counted.filter(isSound);
  // A review dated after the end of time (a wildly wrong clock) counts as made at that end.
  const reviews = (sound.at(-1)?.time ?? 0) <= latestTime ? sound : sound.map(atLatest);
  const last = reviews.at(-1);
  if (last === undefined || isBelieved(last.time, now)) return { reviews, dates: 'given' };
  const believed = reviews.filter(({ time }) => isBelieved(time, now));
  const astray = reviews.slice(believed.length);
  const first = believed[0];
  const time = first?.time ?? now;
  return {
    reviews: [...astray.map(({ rating, duration }) => ({ time, rating, duration })), ...believed],
    dates: first === undefined ? 'unknown' : 'moved',
  };
}

/** Progress is validated on reading; ts-fsrs would throw on or silently accept anything else. */
function isSound({ time, rating }: Rated): boolean {
  return time >= 0 && time < Infinity && [1, 2, 3, 4].includes(rating);
}

function atLatest({ time, rating, duration }: Rated): Rated {
  return { time: Math.min(time, latestTime), rating, duration };
}

function sensibleRetention(retention: number): number {
  return Number.isFinite(retention) ? Math.min(Math.max(retention, 0.7), 0.99) : 0.9;
}
