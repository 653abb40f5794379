/** Counts the differences between two states of progress, for display. */
import {
  marks,
  registers,
  reviewsOf,
  valueOf,
  type Mark,
  type Progress,
  type QuestionRecord,
  type Register,
  type Stamped,
} from './progress';
import type { QuestionId } from './question';

/** What happens to a text that the person wrote. */
export type TextDifference = 'same' | 'added' | 'changed' | 'removed';

/** What happens to one question. */
export interface QuestionDifference {
  readonly id: QuestionId;
  /** How many reviews start to count, and how many no longer do. */
  readonly reviewsAdded: number;
  readonly reviewsRemoved: number;
  readonly set: readonly Mark[];
  readonly cleared: readonly Mark[];
  readonly note: TextDifference;
  readonly draft: TextDifference;
  readonly buriedChanged: boolean;
  /** Whether the exercise becomes solved (`true`) or unsolved; `undefined` if unchanged. */
  readonly solved: boolean | undefined;
  /** Whether anything else of the exercise changes: its start, its hints, its checks. */
  readonly exerciseChanged: boolean;
}

/** The sums over all questions. */
export interface DifferenceTotals {
  readonly questions: number;
  readonly reviewsAdded: number;
  readonly reviewsRemoved: number;
  readonly set: Readonly<Record<Mark, number>>;
  readonly cleared: Readonly<Record<Mark, number>>;
  readonly notesAdded: number;
  readonly notesChanged: number;
  readonly notesRemoved: number;
  readonly draftsAdded: number;
  readonly draftsChanged: number;
  readonly draftsRemoved: number;
  readonly buriedChanged: number;
  readonly exercisesSolved: number;
  readonly exercisesUnsolved: number;
  /** Exercises with another change. */
  readonly exercisesChanged: number;
}

/** The visible differences, question by question; questions that look the same are left out. */
export function differencesBetween(before: Progress, after: Progress): QuestionDifference[] {
  const differences: QuestionDifference[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    const is = after.get(id);
    if (was === is) continue;
    const difference = differenceOf(id, was ?? {}, is ?? {});
    const { reviewsAdded, reviewsRemoved, set, cleared, note, draft } = difference;
    const { buriedChanged, solved, exerciseChanged } = difference;
    const count = reviewsAdded + reviewsRemoved + set.length + cleared.length;
    const isExercise = solved !== undefined || exerciseChanged;
    if (count > 0 || note !== 'same' || draft !== 'same' || buriedChanged || isExercise) {
      differences.push(difference);
    }
  }
  return differences;
}

function differenceOf(id: QuestionId, was: QuestionRecord, is: QuestionRecord): QuestionDifference {
  const counted = new Set(reviewsOf(was).map(({ time }) => time));
  const reviews = reviewsOf(is);
  const kept = reviews.filter(({ time }) => counted.has(time)).length;
  const differs = (key: Register) => valueOf(was, key) !== valueOf(is, key);
  const isSolved = valueOf(is, 'exerciseSolved') !== 0;
  const solved = isSolved === (valueOf(was, 'exerciseSolved') !== 0) ? undefined : isSolved;
  return {
    id,
    reviewsAdded: reviews.length - kept,
    reviewsRemoved: counted.size - kept,
    set: marks.filter(mark => is[mark]?.[0] && !was[mark]?.[0]),
    cleared: marks.filter(mark => was[mark]?.[0] && !is[mark]?.[0]),
    note: textDifference(was.note, is.note),
    draft: textDifference(was.draft, is.draft),
    buriedChanged: differs('buriedUntil'),
    solved,
    exerciseChanged:
      solved === undefined && registers.some(key => isOfExercise(key) && differs(key)),
  };
}

const isOfExercise = (key: Register) => key.startsWith('exercise');

function textDifference(
  was: Stamped<string> | undefined,
  is: Stamped<string> | undefined,
): TextDifference {
  const [before, after] = [was?.[0] ?? '', is?.[0] ?? ''];
  if (before === after) return 'same';
  return before === '' ? 'added' : after === '' ? 'removed' : 'changed';
}

/** Adds up the differences of all questions. */
export function totalsOf(differences: readonly QuestionDifference[]): DifferenceTotals {
  const sum = (of: (difference: QuestionDifference) => number) =>
    differences.reduce((total, difference) => total + of(difference), 0);
  const perMark = (of: (difference: QuestionDifference) => readonly Mark[]) => ({
    mastered: sum(difference => Number(of(difference).includes('mastered'))),
    bookmarked: sum(difference => Number(of(difference).includes('bookmarked'))),
    suspended: sum(difference => Number(of(difference).includes('suspended'))),
  });
  return {
    questions: differences.length,
    reviewsAdded: sum(({ reviewsAdded }) => reviewsAdded),
    reviewsRemoved: sum(({ reviewsRemoved }) => reviewsRemoved),
    set: perMark(({ set }) => set),
    cleared: perMark(({ cleared }) => cleared),
    notesAdded: sum(({ note }) => Number(note === 'added')),
    notesChanged: sum(({ note }) => Number(note === 'changed')),
    notesRemoved: sum(({ note }) => Number(note === 'removed')),
    draftsAdded: sum(({ draft }) => Number(draft === 'added')),
    draftsChanged: sum(({ draft }) => Number(draft === 'changed')),
    draftsRemoved: sum(({ draft }) => Number(draft === 'removed')),
    buriedChanged: sum(({ buriedChanged }) => Number(buriedChanged)),
    exercisesSolved: sum(({ solved }) => Number(solved === true)),
    exercisesUnsolved: sum(({ solved }) => Number(solved === false)),
    exercisesChanged: sum(({ exerciseChanged }) => Number(exerciseChanged)),
  };
}
