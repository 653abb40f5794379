/** Finds which questions of an import exist already. */
import type { FoundQuestion } from '../../../study/importing';
import { OwnQuestions, type Match } from '../../../study/importing/matches';
import { Slices } from '../../base/slices';
import type { Study } from '../../core/study';

/** Finds the person's questions that imported ones match. */
export type Comparison = (
  found: readonly FoundQuestion[],
) => Promise<(one: FoundQuestion) => Match | undefined>;

/** Reads the person's packs, so that questions can be compared with them. */
export async function comparison(study: Study): Promise<Comparison> {
  const packs = await study.questions.packs();
  const { library } = study.questions;
  const known = new OwnQuestions();
  const slices = new Slices();
  for (const question of library.questions) {
    if (question.source.pack === undefined) continue;
    const body = await study.questions.body(question).catch(() => undefined);
    known.add(question, library.place(question.id)?.category.title ?? '', body);
    await slices.pause();
  }
  return async found => {
    const matches = await slices.run(known.matchesInSteps(found));
    return one => {
      const match = matches.get(one);
      // A list item has no answer to set.
      const isItem = match && packs.file(match.own.source)?.draft.questions.bullets !== false;
      return match?.same === false && isItem ? undefined : match;
    };
  };
}
