/** Finds which questions of an import exist already. */
import type { FoundQuestion } from '../../../study/importing';
import type { Question } from '../../../study/question';
import { differInMarks, wordingKey } from '../../../study/importing/wording';
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
}

/** Finds the person's question that matches an imported one. */
export type Comparison = (found: FoundQuestion) => Match | undefined;

/** Reads the person's packs, so that questions can be compared with them. */
export async function comparison(study: Study): Promise<Comparison> {
  const packs = await study.questions.packs();
  const own = study.questions.library.questions.filter(({ source }) => source.pack !== undefined);
  const byWording = new Map<string, { readonly question: Question; readonly body: string }[]>();
  const slices = new Slices();
  for (const question of own) {
    const body = await study.questions.body(question).catch(() => '');
    const key = wordingKey(question.title);
    const others = byWording.get(key);
    if (others) others.push({ question, body });
    else byWording.set(key, [{ question, body }]);
    await slices.pause();
  }
  return ({ title, answer }) => {
    const alike = byWording.get(wordingKey(title)) ?? [];
    const same = alike.find(({ body }) => {
      // A format without exercises cannot say that there is none.
      return [body, withoutExercise(body)].some(own => answerKey(own) === answerKey(answer));
    });
    if (same) return { same: true, own: same.question, isUnsure: false };
    const [only] = alike;
    // With several of one wording it is unclear which is meant; a list item has no answer to set.
    if (alike.length !== 1 || !only || answer === '') return undefined;
    const isItem = packs.file(only.question.source)?.draft.questions.bullets !== false;
    if (isItem) return undefined;
    const own = only.question;
    return { same: false, own, isUnsure: differInMarks(own.title, title) };
  };
}

/** Ignores white space, and changes an answer undergoes when written to a pack. */
function answerKey(markdown: string): string {
  return markdown
    .replace(/^#+\s*/gm, '#')
    .replace(/\s+/g, ' ')
    .trim();
}
