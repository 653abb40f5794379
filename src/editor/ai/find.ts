/** Finds questions by the words of a person or a model. */
import { foldText, prepareSearch, type SearchEntry } from '../../study/search';
import type { Question, QuestionId } from '../../study/question';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';

/** With more questions than this the answers are not searched: reading them would take seconds. */
const mostWithAnswers = 2_000;

/** Words that carry no topic. */
const fillers = new Set(
  (
    'a about all an and are ask can django do does explain for from get give how i in interview is it ' +
    'me my of on or please question questions say show some something tell that the their them these ' +
    'they this to topic use used using what when which why with work works you your'
  ).split(' '),
);

/** Words of a remark on an answer that titles have too. */
const remarks = new Set(['code', 'example', 'line', 'part']);

function wordsOf(text: string): string[] {
  return foldText(text).split(/[^\p{L}\p{N}_]+/u);
}

/**
 * Finds the questions about `words`, best first: those with all of the words, or else those with
 * most of the meaningful ones.
 *
 * @param limit maximum number of results, at least 1
 * @param current the question being discussed: finds another only where its title, and not that of
 *   `current`, has all of the meaningful words, since the others are remarks
 */
export async function findQuestions(
  study: Study,
  words: string,
  limit: number,
  current?: Question,
): Promise<QuestionId[]> {
  await study.questions.packs();
  const telling = wordsOf(words)
    .filter(word => word.length > 1 && !fillers.has(word))
    .slice(0, 12);
  if (current) {
    const about = telling.filter(word => !remarks.has(word));
    const isNamed = ({ title }: Question) => {
      const own = wordsOf(title);
      return about.every(word => own.some(each => each.startsWith(word)));
    };
    // A remark without any such word is about it, too.
    if (isNamed(current)) return [];
    const found = await findQuestions(study, about.join(' '), limit);
    return found.filter(id => {
      const question = study.questions.question(id);
      return question !== undefined && isNamed(question);
    });
  }
  const { questions } = study.questions.library;
  const withAnswers = questions.length <= mostWithAnswers;
  const entries = await Promise.all(
    questions.map(async (question): Promise<SearchEntry> => {
      const body = withAnswers ? await study.questions.body(question).catch(() => '') : '';
      return { id: question.id, title: question.title, hint: question.hint ?? '', body };
    }),
  );
  const slices = new Slices();
  const search = await slices.run(prepareSearch(entries));
  const exact = search(words, limit);
  if (exact.length > 0) return exact.map(({ id }) => id);
  const scores = new Map<QuestionId, number>();
  for (const word of new Set(telling)) {
    await slices.pause();
    search(word, 30).forEach(({ id, where }, rank) => {
      const weight = { title: 8, hint: 3, note: 1, answer: 1 }[where];
      scores.set(id, (scores.get(id) ?? 0) + weight + (30 - rank) / 100);
    });
  }
  return [...scores]
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([id]) => id);
}
