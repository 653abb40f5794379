/** Lists of questions among the files of packs, which packs would read otherwise or not at all. */
import { isReadmePath } from '../pack/arrange';
import { questionsOf, type FileDraft } from '../pack/file';
import type { Steps } from '../steps';
import type { Reading } from './found';
import { findQuestionsInSteps } from './index';
import { certaintyOf } from './titles';

/** From this on a reading is taken for one of questions. */
const leastCertainty = 0.5;

/**
 * Whether a file may be a list and no pack, by what a pack reads in it: nothing of a pack's own, and
 * no questions, or headings that do not ask, or answers divided by headings that ask.
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
  const others = all.flatMap(({ sections }) => sections);
  return certaintyOf(all) < leastCertainty || (others.length > 1 && certaintyOf(others) > 0.8);
}

/** The questions of a pack's file that is a list in one of the importer's shapes; `undefined` elsewhere. */
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
