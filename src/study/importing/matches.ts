/** Finds imported questions among the person's own. */
import { withLinks } from '../markdown/sourceLinks';
import { withoutExercise } from '../pack/answer';
import { answerText } from '../pack/write';
import type { Question } from '../question';
import type { FoundQuestion } from './found';
import { wordingKey } from './wording';

/** The person's questions with one wording. */
interface Alike {
  readonly all: { readonly question: Question; readonly body: string }[];
  /** By their answers; made once for all imported questions of this wording. */
  byAnswer?: ReadonlyMap<string, Question>;
}

export class OwnQuestions {
  readonly #byWording = new Map<string, Alike>();

  /** @param body the Markdown of its answer */
  add(question: Question, body: string): void {
    const key = wordingKey(question.title);
    const alike = this.#byWording.get(key);
    if (alike) alike.all.push({ question, body });
    else this.#byWording.set(key, { all: [{ question, body }] });
  }

  /** The question with this wording and answer. */
  same({ title, answer }: FoundQuestion): Question | undefined {
    const alike = this.#byWording.get(wordingKey(title));
    if (alike === undefined) return undefined;
    alike.byAnswer ??= byAnswer(alike.all);
    return alike.byAnswer.get(answerKey(answer));
  }

  /** The only question with this wording; with several it is unclear which is meant. */
  only({ title }: FoundQuestion): Question | undefined {
    const all = this.#byWording.get(wordingKey(title))?.all ?? [];
    return all.length === 1 ? all[0]?.question : undefined;
  }
}

function byAnswer(alike: Alike['all']): ReadonlyMap<string, Question> {
  const found = new Map<string, Question>();
  for (const { question, body } of alike) {
    // A format without exercises cannot say that there is none.
    for (const answer of [body, withoutExercise(body)]) {
      const key = answerKey(answer);
      if (!found.has(key)) found.set(key, question);
    }
  }
  return found;
}

/** The key made last: the gaps of a note share a long answer. */
let lastKey = { answer: '', key: '' };

/** Ignores white space, and changes an answer undergoes when written to a pack. */
function answerKey(answer: string): string {
  if (lastKey.answer !== answer)
    lastKey = {
      answer,
      key: answerText(withLinks(answer))
        .replace(/^#+\s*/gm, '#')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  return lastKey.key;
}
