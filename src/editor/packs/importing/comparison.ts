/** Finds which questions of an import exist already. */
import type { FoundQuestion } from '../../../study/importing';
import type { Question } from '../../../study/question';
import { OwnQuestions } from '../../../study/importing/matches';
import { differInMarks } from '../../../study/importing/wording';
import { withoutExercise } from '../../../study/pack/answer';
import { Slices } from '../../base/slices';
import type { Study } from '../../core/study';

/** The person's question that an imported one matches. */
export interface Match {
  /** Whether the answers are the same. */
  readonly same: boolean;
  readonly own: Question;
  /** Whether the wordings differ in marks that may matter, such as `_name` and `__name`. */
  readonly isUnsure: boolean;
  /**
   * Whether the person's question has another answer, which may be their own work: nothing tells
   * whether the list or the person changed it since an earlier import.
   */
  readonly replaces: boolean;
}

/** Finds the person's question that matches an imported one. */
export type Comparison = (found: FoundQuestion) => Match | undefined;

/** Reads the person's packs, so that questions can be compared with them. */
export async function comparison(study: Study): Promise<Comparison> {
  const packs = await study.questions.packs();
  const own = study.questions.library.questions.filter(({ source }) => source.pack !== undefined);
  const known = new OwnQuestions();
  const answered = new Set<Question>();
  const slices = new Slices();
  for (const question of own) {
    const body = await study.questions.body(question).catch(() => undefined);
    known.add(question, body ?? '');
    if (body === undefined || withoutExercise(body).trim() !== '') answered.add(question);
    await slices.pause();
  }
  return found => {
    const same = known.same(found);
    if (same) return { same: true, own: same, isUnsure: false, replaces: false };
    const only = known.only(found);
    // A list item has no answer to set.
    if (!only || found.answer === '') return undefined;
    const isItem = packs.file(only.source)?.draft.questions.bullets !== false;
    if (isItem) return undefined;
    const isUnsure = differInMarks(only.title, found.title);
    return { same: false, own: only, isUnsure, replaces: answered.has(only) };
  };
}
