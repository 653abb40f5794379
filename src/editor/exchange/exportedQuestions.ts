import { noteOf } from '../../study/progress';
import type { ExportedQuestion } from '../../study/exchange/question';
import type { Images } from '../../study/markdown/renderer';
import type { Question } from '../../study/question';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';

/** Maximum total size of pictures in a file, in bytes, before base64, which adds a third. */
const mostBytes = 20 * 1024 * 1024;

/** Questions prepared for a file. */
export interface ExportedQuestions {
  readonly questions: readonly ExportedQuestion[];
  /** The number of pictures left out: missing, unsupported, or beyond the total size. */
  readonly leftOut: number;
}

/**
 * The questions with their progress and the person's notes.
 *
 * @param what whether to include answers, and the pictures of answers and hints
 */
export async function exportedQuestions(
  study: Study,
  questions: readonly Question[],
  { answers, pictures }: { readonly answers: boolean; readonly pictures: boolean },
): Promise<ExportedQuestions> {
  const exported: ExportedQuestion[] = [];
  let leftOut = 0;
  let left = mostBytes;
  const slices = new Slices();
  for (const question of questions) {
    await slices.pause();
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

/** The pictures of a question's hint and answer, up to this many bytes. */
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
