/**
 * Undoes named changes, even after a reload.
 *
 * An undo is a change like any other: it is stamped later than the change it undoes, so it merges,
 * and it leaves alone what another window has set again since. Steps and undos are stored in the
 * journals, and the undoable steps are derived from them at every start.
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

/** A change that can be undone. */
export interface UndoStep {
  /** Unique among all windows. */
  readonly id: string;
  /** What was done, in the person's words. */
  readonly label: string;
  /** When it was made, in ms since 1970; later than any step before it. */
  readonly time: number;
  readonly change: Progress;
  /** The change's fields before it (`beforeOf`). */
  readonly before: Progress;
  /** Its effect on mock interviews; absent if there is none. */
  readonly interviews?: readonly InterviewStep[];
}

/** The effect of a step on one mock interview. */
export interface InterviewStep {
  readonly id: string;
  /** The interview before it; `undefined` if there was none. */
  readonly before: Interview | undefined;
  /** `updated` of the interview after it; any other value: changed since. `undefined`: removed. */
  readonly after: number | undefined;
}

/** An interview that an undo brought back to what it was before the step. */
export interface ReturnedInterview {
  readonly id: string;
  /** Its `updated` now: later than before the step. */
  readonly after: number | undefined;
}

/**
 * Joins the step `last` and the change made now: for a note that is saved while it is being
 * written. `undefined` unless both are of the same note, and only that, and in `current` it is as
 * `last` left it: what another window wrote into it since is not this step's to undo.
 */
export function joinSteps(
  last: UndoStep,
  change: Progress,
  time: number,
  current: Progress,
): UndoStep | undefined {
  const [id] = change.keys();
  const isNote = ({ size }: Progress, record: QuestionRecord | undefined) =>
    size === 1 && record?.note !== undefined && Object.keys(record).length === 1;
  if (id === undefined || !isNote(change, change.get(id))) return undefined;
  const made = last.change.get(id);
  if (!isNote(last.change, made) || !same(made?.note, current.get(id)?.note)) return undefined;
  return { ...last, time, change };
}

/** Records that a step was undone. */
export interface UndoneStep {
  /** The id of the step. */
  readonly undoes: string;
  readonly time: number;
  /** The change that undid it. */
  readonly change: Progress;
  /** The interviews it brought back; absent if there are none. Earlier versions recorded none. */
  readonly interviews?: readonly ReturnedInterview[];
}

/** How many changes can be undone. */
export const undoSteps = 30;

/** The part of `progress` that `change` is about to replace: the data an undo needs. */
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
 * The change that undoes `change`: every field it set gets its value from `before`. Fields set
 * again since (by another window, or a later action) are newer and stay as in `current`. Empty if
 * no effect of the change is left.
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
        // What another window took back or restored since stays so.
        const isSet = review.undone ? same(review.undone, last.undone) : !isUndone(last);
        return !isSet || isUndone(last) === undone
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
 * The step after the step `undone` that followed it was undone by the change `by`: if that restored
 * a value set by `step`, the field is `step`'s again, with its new stamp. The same for interviews,
 * of which the undo brought back those of `returned`.
 */
export function rebaseStep(
  step: UndoStep,
  undone: UndoStep,
  by: Progress,
  returned: readonly ReturnedInterview[] = [],
): UndoStep {
  const interviews = step.interviews?.map(one => {
    const isMeant = ({ id }: ReturnedInterview) => id === one.id;
    const is = returned.find(isMeant);
    const was = undone.interviews?.find(isMeant)?.before;
    return is && was?.updated === one.after ? { ...one, after: is.after } : one;
  });
  let change: Map<QuestionId, QuestionRecord> | undefined;
  for (const [id, given] of by) {
    const changed = step.change.get(id);
    const was = undone.before.get(id);
    if (changed === undefined || was === undefined) continue;
    const record: Mutable<QuestionRecord> = { ...changed };
    for (const key of registers) {
      if (given[key] && same<RegisterValue>(changed[key], was[key])) put(record, key, given[key]);
    }
    if (given.reviews && changed.reviews) {
      const restored = new Map(given.reviews.map(review => [review.time, review.undone]));
      const earlier = new Map(was.reviews?.map(review => [review.time, review.undone]));
      record.reviews = changed.reviews.map(review => {
        const undone = restored.get(review.time);
        return undone && same(review.undone, earlier.get(review.time))
          ? { ...review, undone }
          : review;
      });
    }
    (change ??= new Map(step.change)).set(id, record);
  }
  return { ...step, ...(change && { change }), ...(interviews && { interviews }) };
}

/**
 * The undoable steps after all of `actions`, which may come from several journals in any order: the
 * last `undoSteps` steps not undone, oldest first.
 */
export function replaySteps(actions: readonly (UndoStep | UndoneStep)[]): UndoStep[] {
  const steps: UndoStep[] = [];
  const known = new Set<string>();
  for (const action of [...actions].sort((a, b) => a.time - b.time)) {
    if (!('undoes' in action)) {
      // A step moved to another place is written there again; a continued one, at a later time.
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
      if (step) steps[i] = rebaseStep(step, undone, action.change, action.interviews);
    }
  }
  return steps.slice(-undoSteps);
}

/** Whether both have the same value and stamp. */
function same<T>(a: Stamped<T> | undefined, b: Stamped<T> | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
