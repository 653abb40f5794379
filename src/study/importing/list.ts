/** Recognises question lists among a pack's files, which packs would misread. */
import { isReadmePath } from '../pack/arrange';
import { questionsOf, type FileDraft } from '../pack/file';
import type { Steps } from '../steps';
import type { Reading } from './found';
import { findQuestionsInSteps } from './index';
import { areDividedByQuestions } from './shapes/pack';
import { certaintyOf } from './titles';

/** The minimum certainty of a reading taken for questions. */
const leastCertainty = 0.5;

/**
 * Whether a file may be a list, not a pack, judged by what a pack reads in it: nothing specific to
 * packs, and no questions, or headings that do not ask, or answers divided by headings that ask.
 */
function mayBeList({ path, questions, problems }: FileDraft, all: ReturnType<typeof questionsOf>) {
  if (isReadmePath(path) || questions.bullets) return false;
  if (problems.some(({ code }) => code === 'too-large' || code === 'encoding')) return false;
  const isMarked = all.some(
    ({ explicitId, hint, sections }) =>
      explicitId !== undefined ||
      hint !== undefined ||
      sections.some(({ kind }) => kind !== 'other'),
  );
  if (isMarked) return false;
  return certaintyOf(all) < leastCertainty || areDividedByQuestions(all);
}

/** The questions of a pack's file in one of the importer's list shapes; else `undefined`. */
export function* listIn(draft: FileDraft, text: string): Steps<Reading | undefined> {
  const all = questionsOf(draft);
  if (!mayBeList(draft, all)) return undefined;
  yield;
  const { readings } = yield* findQuestionsInSteps('list.md', text);
  const [best] = readings;
  if (!best || best.questions.length < 2 || best.certainty < leastCertainty) return undefined;
  const titles = new Set(all.map(({ title }) => title));
  const isReadAlike = best.questions.every(({ title }) => titles.has(title));
  return best.shape === 'pack' || isReadAlike ? undefined : best;
}
