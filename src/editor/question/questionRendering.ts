/** Reads and renders what the panel shows of a question: its answer, pictures and exercise. */
import type { RenderedAnswer } from '../../study/markdown/render';
import type { Images } from '../../study/markdown/renderer';
import type { Question } from '../../study/question';
import { Slices } from '../base/slices';
import { buildsOnBookshop } from '../core/bookshop';
import type { ExerciseOfPanel, ExerciseParts } from './exerciseOfPanel';

export interface RenderedQuestion {
  readonly answer: RenderedAnswer;
  readonly exercise: ExerciseOfPanel | undefined;
  /** The pictures of hint and answer. */
  readonly images: Images | undefined;
}

/**
 * Renders a question's answer. A long one takes a while; keys pressed meanwhile are handled first.
 *
 * @param isUseless whether the panel shows something else by now
 * @returns `undefined` if it became useless
 * @throws Error if the question's file cannot be read
 */
export async function renderQuestion(
  question: Question,
  parts: ExerciseParts,
  isUseless: () => boolean,
): Promise<RenderedQuestion | undefined> {
  const { study } = parts;
  const [body, { parseAnswerInSteps }, rendering] = await Promise.all([
    study.questions.body(question),
    import('../../study/pack/answer'),
    import('../../study/markdown/render'),
    study.store.open(),
  ]);
  const slices = new Slices();
  const pictures = [
    ...(await slices.run(rendering.imageDestinationsInSteps(question.hint ?? ''))),
    ...(await slices.run(rendering.imageDestinationsInSteps(body))),
  ];
  const images =
    pictures.length === 0
      ? undefined
      : await (await import('../packs/packImages')).readImages(question, pictures);
  const parsed = await slices.run(parseAnswerInSteps(body, question.source.bodyLine), isUseless);
  if (parsed === undefined) return undefined;
  const answer = await slices.run(
    rendering.renderAnswerInSteps(parsed, images, buildsOnBookshop(question)),
    isUseless,
  );
  if (answer === undefined || isUseless()) return undefined;
  const exercise =
    parsed.exercise &&
    (await import('./exerciseOfPanel')).ExerciseOfPanel.of(parts, question.id, parsed, images);
  return isUseless() ? undefined : { answer, exercise, images };
}
