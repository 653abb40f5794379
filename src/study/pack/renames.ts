/** Recognises questions whose wording, and with it their id, was changed. */
import { foldText } from '../search';
import type { DraftQuestion } from './draft';

/** A question that is the same as before under another id. */
export interface Rename {
  readonly before: DraftQuestion;
  readonly after: DraftQuestion;
}

/** Wordings are similar from this share of common pairs of letters on. */
const similarEnough = 0.5;

/**
 * Compares a file's questions with those it had before: one that is gone and one that is new are
 * the same where they stand at the same place, which is behind the same question that stayed, and
 * are worded alike. Questions with an id of their own are left alone: the author chose it.
 *
 * @param before in the order of lines, as `after`
 */
export function findRenames(
  before: readonly DraftQuestion[],
  after: readonly DraftQuestion[],
): Rename[] {
  const idsBefore = new Set(before.map(({ wishedId }) => wishedId));
  const idsAfter = new Set(after.map(({ wishedId }) => wishedId));
  const gone = byPlace(before, idsAfter);
  const renames: Rename[] = [];
  for (const [place, question] of byPlace(after, idsBefore)) {
    const old = gone.get(place);
    if (!old || old.explicitId !== undefined || question.explicitId !== undefined) continue;
    if (similarity(old.title, question.title) >= similarEnough) {
      renames.push({ before: old, after: question });
    }
  }
  return renames;
}

/** The questions that are not on both sides, by the one that stayed before them and the distance to it. */
function byPlace(
  questions: readonly DraftQuestion[],
  others: ReadonlySet<string>,
): Map<string, DraftQuestion> {
  const places = new Map<string, DraftQuestion>();
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

/** How alike two wordings are, from 0 to 1: the Dice coefficient of their pairs of letters. */
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

/** Longer wordings than this are compared by their start. */
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
