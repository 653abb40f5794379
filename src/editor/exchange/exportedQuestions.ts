import { noteOf } from '../../study/progress';
import type { ExportedQuestion } from '../../study/exchange/question';
import type { Images } from '../../study/markdown/renderer';
import type { Question } from '../../study/question';
import type { Study } from '../core/study';

/** How many bytes of pictures a file takes, before they are written as text, which adds a third. */
const mostBytes = 20 * 1024 * 1024;

/** Questions as they go into a file. */
export interface ExportedQuestions {
  readonly questions: readonly ExportedQuestion[];
  /** How many pictures are not in it: missing, of a kind that is not shown, or too much in all. */
  readonly leftOut: number;
}

/**
 * The questions with where they stand and the person's notes.
 *
 * @param what whether their answers are asked for, and the pictures of answers and hints
 */
export async function exportedQuestions(
  study: Study,
  questions: readonly Question[],
  { answers, pictures }: { readonly answers: boolean; readonly pictures: boolean },
): Promise<ExportedQuestions> {
  const exported: ExportedQuestion[] = [];
  let leftOut = 0;
  let left = mostBytes;
  for (const question of questions) {
    const place = study.questions.library.place(question.id);
    if (place === undefined) continue;
    const body = answers ? await study.questions.body(question) : '';
    const images = pictures ? await picturesOf(question, body, left) : undefined;
    left -= images?.bytes ?? 0;
    leftOut += images?.leftOut ?? 0;
    exported.push({
      question,
      collection: place.collection,
      category: place.category,
      body,
      note: noteOf(study.store.progress, question.id),
      ...(images && { images: images.found }),
    });
  }
  return { questions: exported, leftOut };
}

/** The pictures of a question's hint and answer, of no more than so many bytes. */
async function picturesOf(
  question: Question,
  body: string,
  bytes: number,
): Promise<
  { readonly found: Images; readonly bytes: number; readonly leftOut: number } | undefined
> {
  const { imageDestinations } = await import('../../study/markdown/render');
  const destinations = new Set([
    ...imageDestinations(question.hint ?? ''),
    ...imageDestinations(body),
  ]);
  if (destinations.size === 0) return undefined;
  const { readImages } = await import('../packs/packImages');
  const found = await readImages(question, [...destinations], bytes);
  // Four characters of base64 are three bytes.
  const taken = [...found.values()].reduce((sum, { length }) => sum + (length * 3) / 4, 0);
  return { found, bytes: taken, leftOut: destinations.size - found.size };
}
