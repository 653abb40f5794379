import { noteOf } from '../../study/progress';
import type { ExportedQuestion } from '../../study/exchange/question';
import type { Question } from '../../study/question';
import type { Study } from '../core/study';

/** The questions with where they stand and the person's notes, and with their answers if asked for. */
export async function exportedQuestions(
  study: Study,
  questions: readonly Question[],
  withAnswers: boolean,
): Promise<ExportedQuestion[]> {
  const exported: ExportedQuestion[] = [];
  for (const question of questions) {
    const place = study.questions.library.place(question.id);
    if (place === undefined) continue;
    exported.push({
      question,
      collection: place.collection,
      category: place.category,
      body: withAnswers ? await study.questions.body(question) : '',
      note: noteOf(study.store.progress, question.id),
    });
  }
  return exported;
}
