/** Recognises questions whose wording, and therefore id, has changed. */
import { foldText } from '../search';
import type { Steps } from '../steps';
import type { DraftQuestion } from './draft';
import { questionsOf, type FileDraft } from './file';

/** The fields questions are compared by. */
export type Worded = Pick<DraftQuestion, 'title' | 'explicitId' | 'wishedId'>;

/** A question that is the same as before under another id. */
export interface Rename {
  readonly before: DraftQuestion;
  readonly after: DraftQuestion;
}

/**
 * The earlier names of a file's questions. A file is re-read while its author types, so an id may
 * change in many small steps.
 */
export interface FileHistory {
  /** The file when it was first read. */
  readonly first: FileDraft;
  /** The file as it is. */
  readonly last: FileDraft;
  /** By the ids of `last`: the question's earlier ids, the oldest first. */
  readonly former: ReadonlyMap<string, readonly string[]>;
}

/** The history of a file read for the first time. */
export function beginHistory(draft: FileDraft): FileHistory {
  return { first: draft, last: draft, former: new Map() };
}

/** The history of a file that is read again, in steps of a few milliseconds. */
export function* continueHistory(history: FileHistory, draft: FileDraft): Steps<FileHistory> {
  const questions = questionsOf(draft);
  const present = new Set(questions.map(({ wishedId }) => wishedId));
  const former = new Map<string, readonly string[]>();
  const note = (id: string, ids: readonly string[]) => {
    const gone = ids.filter(old => !present.has(old));
    if (gone.length > 0) former.set(id, [...new Set(gone)].slice(-mostFormer));
  };
  for (const [id, ids] of history.former) if (present.has(id)) note(id, ids);
  for (const { before, after } of yield* findRenames(questionsOf(history.last), questions)) {
    note(after.wishedId, [...(history.former.get(before.wishedId) ?? []), before.wishedId]);
  }
  // Reworded in a way that was not recognised step by step.
  for (const { before, after } of yield* findRenames(questionsOf(history.first), questions)) {
    if (!former.has(after.wishedId)) note(after.wishedId, [before.wishedId]);
  }
  return { first: history.first, last: draft, former };
}

/** The number of former ids remembered per question. */
const mostFormer = 50;

/** Comparing this many wordings takes about a millisecond. */
const comparedInStep = 50;

/** The minimum share of common letter pairs in similar wordings. */
const similarEnough = 0.5;

/**
 * Compares a file's questions with its previous ones: a removed one and a new one are the same if
 * they are in the same place, that is, after the same unchanged question, and are worded alike. In
 * steps of a few milliseconds.
 *
 * @param before in line order, like `after`
 * @param chosen whether ids chosen by the author count too: their changes are intended
 */
export function* findRenames<T extends Worded>(
  before: readonly T[],
  after: readonly T[],
  chosen = false,
): Steps<{ readonly before: T; readonly after: T }[]> {
  const idsBefore = new Set(before.map(({ wishedId }) => wishedId));
  const idsAfter = new Set(after.map(({ wishedId }) => wishedId));
  yield;
  const gone = byPlace(before, idsAfter);
  yield;
  const renames: { readonly before: T; readonly after: T }[] = [];
  let compared = 0;
  for (const [place, question] of byPlace(after, idsBefore)) {
    if (++compared % comparedInStep === 0) yield;
    const old = gone.get(place);
    if (!old) continue;
    if (!chosen && (old.explicitId !== undefined || question.explicitId !== undefined)) continue;
    if (similarity(old.title, question.title) >= similarEnough) {
      renames.push({ before: old, after: question });
    }
  }
  return renames;
}

/** The questions not on both sides, by the last unchanged question and the distance to it. */
function byPlace<T extends Worded>(
  questions: readonly T[],
  others: ReadonlySet<string>,
): Map<string, T> {
  const places = new Map<string, T>();
  let anchor = '';
  let distance = 0;
  for (const question of questions) {
    if (others.has(question.wishedId)) {
      anchor = question.wishedId;
      distance = 0;
    } else {
      places.set(`${anchor} ${++distance}`, question);
    }
  }
  return places;
}

/** The similarity of two wordings, from 0 to 1: the Dice coefficient of their letter pairs. */
export function similarity(left: string, right: string): number {
  const pairsLeft = pairsOf(left);
  const pairsRight = pairsOf(right);
  let common = 0;
  let all = 0;
  for (const [pair, count] of pairsLeft) {
    all += count;
    common += Math.min(count, pairsRight.get(pair) ?? 0);
  }
  for (const count of pairsRight.values()) all += count;
  return all === 0 ? 0 : (2 * common) / all;
}

/** Longer wordings are compared by their start. */
const mostCompared = 500;

function pairsOf(wording: string): Map<string, number> {
  const text = foldText(wording.slice(0, mostCompared))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at++) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
