/**
 * Taking changes back by name, also after a reload.
 *
 * An undo is a change like any other: it is stamped later than what it takes back, so it merges, and
 * it leaves alone what was set again since by another window. Steps and undos are kept in the
 * journals, and what can be undone is worked out from them again at every start.
 */
import {
  isUndone,
  put,
  registers,
  reviewsOf,
  stamp,
  valueOf,
  type Mutable,
  type Progress,
  type QuestionRecord,
  type RegisterValue,
  type Stamped,
} from './progress';
import type { Interview } from './mockInterview/interview';
import type { QuestionId } from './question';

/** A change that can be taken back. */
export interface UndoStep {
  /** Unique among all windows. */
  readonly id: string;
  /** What was done, in the person's words. */
  readonly label: string;
  /** When it was done, in ms since 1970; later than that of any step before it. */
  readonly time: number;
  readonly change: Progress;
  /** What the change's fields were before it (`beforeOf`). */
  readonly before: Progress;
  /** What it did to mock interviews; none where it is absent. */
  readonly interviews?: readonly InterviewStep[];
}

/** What a step did to one mock interview. */
export interface InterviewStep {
  readonly id: string;
  /** The interview before it; `undefined` where there was none. */
  readonly before: Interview | undefined;
  /** `updated` of the interview after it: what has another was changed since. `undefined`: removed. */
  readonly after: number | undefined;
}

/**
 * The step `last` and the change made now as one step: for a note that is saved while it is being
 * written. `undefined` where the two are not of the same note, and of that alone.
 */
export function joinSteps(last: UndoStep, change: Progress, time: number): UndoStep | undefined {
  const [id] = change.keys();
  const isNote = ({ size }: Progress, record: QuestionRecord | undefined) =>
    size === 1 && record?.note !== undefined && Object.keys(record).length === 1;
  if (id === undefined || !isNote(change, change.get(id))) return undefined;
  return isNote(last.change, last.change.get(id)) ? { ...last, time, change } : undefined;
}

/** Says that a step was taken back. */
export interface UndoneStep {
  /** The id of the step. */
  readonly undoes: string;
  readonly time: number;
  /** The change that took it back. */
  readonly change: Progress;
}

/** How many changes can be taken back. */
export const undoSteps = 30;

/** The part of `progress` that `change` is about to replace: what an undo has to know. */
export function beforeOf(change: Progress, progress: Progress): Progress {
  const before = new Map<QuestionId, QuestionRecord>();
  for (const [id, changed] of change) {
    const was = progress.get(id);
    if (was === undefined) continue;
    const record: Mutable<QuestionRecord> = {};
    for (const key of registers) {
      if (changed[key] && was[key]) put(record, key, was[key]);
    }
    if (changed.reviews && was.reviews) {
      const times = new Set(changed.reviews.map(review => review.time));
      const reviews = was.reviews.filter(review => times.has(review.time));
      if (reviews.length > 0) record.reviews = reviews;
    }
    if (Object.keys(record).length > 0) before.set(id, record);
  }
  return before;
}

/**
 * The change that takes `change` back: every field it set gets the value it had in `before`. What
 * was set again since (by another window, or a later action) is newer and stays as it is in
 * `current`. Empty where nothing of it stands any more.
 */
export function undoOf(
  change: Progress,
  before: Progress,
  current: Progress,
  now: number,
): Progress {
  const undo = new Map<QuestionId, QuestionRecord>();
  for (const [id, changed] of change) {
    const was = before.get(id);
    const is = current.get(id);
    const record: Mutable<QuestionRecord> = {};
    for (const key of registers) {
      if (same<RegisterValue>(changed[key], is?.[key]))
        put(record, key, stamp(valueOf(was, key), is?.[key], now));
    }
    if (changed.reviews) {
      const counted = new Set(reviewsOf(was).map(review => review.time));
      const present = new Map(is?.reviews?.map(review => [review.time, review]));
      const reviews = changed.reviews.flatMap(review => {
        const last = present.get(review.time) ?? review;
        const undone = !counted.has(review.time);
        return isUndone(last) === undone
          ? []
          : [{ ...review, undone: stamp(undone, last.undone, now) }];
      });
      if (reviews.length > 0) record.reviews = reviews;
    }
    if (Object.keys(record).length > 0) undo.set(id, record);
  }
  return undo;
}

/**
 * The step as it is once the step `undone` after it was taken back by the change `by`: where that
 * gave a field the value back that `step` had set, the field is `step`'s again, with its new stamp.
 */
export function rebaseStep(step: UndoStep, undone: UndoStep, by: Progress): UndoStep {
  let change: Map<QuestionId, QuestionRecord> | undefined;
  for (const [id, given] of by) {
    const changed = step.change.get(id);
    const was = undone.before.get(id);
    if (changed === undefined || was === undefined) continue;
    const record: Mutable<QuestionRecord> = { ...changed };
    for (const key of registers) {
      if (given[key] && same<RegisterValue>(changed[key], was[key])) put(record, key, given[key]);
    }
    (change ??= new Map(step.change)).set(id, record);
  }
  return change === undefined ? step : { ...step, change };
}

/**
 * What can be taken back after all of `actions`, which may come from several journals in any order:
 * the last `undoSteps` steps that were not, oldest first.
 */
export function replaySteps(actions: readonly (UndoStep | UndoneStep)[]): UndoStep[] {
  const steps: UndoStep[] = [];
  const known = new Set<string>();
  for (const action of [...actions].sort((a, b) => a.time - b.time)) {
    if (!('undoes' in action)) {
      // A step moved to another place is written there again; one that went on, at a later time.
      const at = steps.findLastIndex(({ id, time }) => id === action.id && time < action.time);
      if (at >= 0) steps.splice(at, 1);
      if (at >= 0 || !known.has(action.id)) steps.push(action);
      known.add(action.id);
      continue;
    }
    const at = steps.findLastIndex(step => step.id === action.undoes);
    const [undone] = at < 0 ? [] : steps.splice(at, 1);
    if (undone === undefined) continue;
    for (let i = 0; i < at; i++) {
      const step = steps[i];
      if (step) steps[i] = rebaseStep(step, undone, action.change);
    }
  }
  return steps.slice(-undoSteps);
}

/** Whether both are set to the same value by the same stamp. */
function same<T>(a: Stamped<T> | undefined, b: Stamped<T> | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
