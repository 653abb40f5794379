/** Picks and orders the questions of a mock interview. */
import { hasMark, reviewsOf, type Progress, type QuestionRecord } from '../progress';
import type { Collection, QuestionId } from '../question';
import { mostQuestions, type InterviewSettings } from './settings';

/** A question that an interview may ask. */
export interface Candidate {
  readonly id: QuestionId;
  readonly collection: string;
  readonly category: string;
  /** From 0 (known well) to 1 (just failed). */
  readonly weakness: number;
}

/**
 * How badly a question has gone so far, from 0 to 1: the last three reviews, the newest weighted
 * three times and the one before it twice (Again 1, Easy 0); 0.5 for a question never reviewed. A
 * mark as mastered halves it.
 */
export function weaknessOf(record: QuestionRecord | undefined): number {
  const [newest, ...before] = reviewsOf(record).slice(-3).reverse();
  let weakness = 0.5;
  if (newest !== undefined) {
    const weighted = [newest, ...before].map(({ rating }, age) => {
      return { weight: 3 - age, value: (4 - rating) / 3 };
    });
    const sum = weighted.reduce((total, { weight, value }) => total + weight * value, 0);
    weakness = sum / weighted.reduce((total, { weight }) => total + weight, 0);
  }
  return record?.mastered?.[0] ? weakness / 2 : weakness;
}

/** The questions allowed by the settings. Suspended ones are left out: the person put them away. */
export function candidatesOf(
  collections: readonly Collection[],
  settings: InterviewSettings,
  progress: Progress,
): readonly Candidate[] {
  const chosen = settings.categories === 'all' ? undefined : new Set(settings.categories);
  return collections.flatMap(collection =>
    collection.categories
      .filter(category => chosen?.has(category.id) ?? true)
      .flatMap(category =>
        category.questions
          .filter(({ id }) => isAskable(progress, id, settings.withMastered))
          .map(({ id }) => ({
            id,
            collection: collection.id,
            category: category.id,
            weakness: weaknessOf(progress.get(id)),
          })),
      ),
  );
}

/** Whether an interview may ask the question. */
export function isAskable(progress: Progress, id: QuestionId, withMastered: boolean): boolean {
  if (hasMark(progress, id, 'suspended')) return false;
  return withMastered || !hasMark(progress, id, 'mastered');
}

/** How far chance may move a question in a weak-spots interview, to vary it. */
const jitter = 0.2;

/**
 * Draws the questions of an interview, in the order they are asked; none twice. A timed interview
 * gets as many as there are, up to `mostQuestions`: it ends by the clock.
 *
 * If one from each collection or category is requested and there are fewer questions than that, it
 * covers as many different ones as possible.
 *
 * @param random returns numbers from 0 (inclusive) to 1 (exclusive), like `Math.random`
 * @param recent the previous interview's questions: taken only when nothing else is left, except
 *   when weak spots come first
 */
export function pickQuestions(
  candidates: readonly Candidate[],
  settings: InterviewSettings,
  random: () => number,
  recent: ReadonlySet<QuestionId> = new Set(),
): readonly QuestionId[] {
  const unique = [...new Map(candidates.map(candidate => [candidate.id, candidate])).values()];
  const ranked = shuffle(unique, random)
    .map(candidate => ({ candidate, rank: rankOf(candidate, settings, random, recent) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate);

  const { length } = settings;
  const wanted = Math.min(
    length.kind === 'questions' ? length.count : mostQuestions,
    mostQuestions,
  );
  const covering = firstOfEach(ranked, settings).slice(0, wanted);
  const covered = new Set(covering);
  const others = ranked.filter(candidate => !covered.has(candidate));
  const picked = [...covering, ...others].slice(0, wanted);
  // A timed interview may end anywhere, so required questions come first.
  if (length.kind === 'time') return picked.map(({ id }) => id);
  const among = new Set(picked);
  return ranked.filter(candidate => among.has(candidate)).map(({ id }) => id);
}

/** Lower comes first. Ties keep the order of the shuffle. */
function rankOf(
  candidate: Candidate,
  settings: InterviewSettings,
  random: () => number,
  recent: ReadonlySet<QuestionId>,
): number {
  if (settings.weakFirst) return -(candidate.weakness + jitter * random());
  return recent.has(candidate.id) ? 1 : 0;
}

function firstOfEach(
  ranked: readonly Candidate[],
  { oneFromEach }: InterviewSettings,
): readonly Candidate[] {
  if (oneFromEach === 'nothing') return [];
  const first = new Map<string, Candidate>();
  for (const candidate of ranked) {
    const group = candidate[oneFromEach];
    if (!first.has(group)) first.set(group, candidate);
  }
  return [...first.values()];
}

/** Fisher-Yates shuffle. */
function shuffle<T>(items: readonly T[], random: () => number): readonly T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.min(Math.max(Math.floor(random() * (i + 1)), 0), i);
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a === undefined || b === undefined) continue;
    shuffled[i] = b;
    shuffled[j] = a;
  }
  return shuffled;
}
