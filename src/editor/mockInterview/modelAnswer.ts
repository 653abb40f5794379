/** A question's model answer as shown in an interview. */
import type { CodeBlock } from '../../study/markdown/render';
import type { QuestionId } from '../../study/question';
import type { TextSectionView } from '../../protocol/mockInterview';
import { readImages } from '../packs/packImages';
import { buildsOnBookshop } from '../core/bookshop';
import { Slices } from '../base/slices';
import type { QuestionSource } from '../core/questionSource';

export interface ModelAnswer {
  /** In short, in depth and other prose. */
  readonly sections: readonly TextSectionView[];
  /** As Markdown. */
  readonly keyPoints: readonly string[];
  readonly followUps: readonly { readonly questionHtml: string; readonly answerHtml: string }[];
  /** All of its code blocks. */
  readonly code: readonly CodeBlock[];
}

/**
 * Reads and renders the model answer; `undefined` if no pack has the question any more. Waits for the
 * packs to be read.
 * @throws HumanError when the pack's file cannot be read.
 */
export async function modelAnswer(
  questions: QuestionSource,
  id: QuestionId,
): Promise<ModelAnswer | undefined> {
  const question = await questions.find(id);
  if (!question) return undefined;
  const [body, { parseAnswerInSteps }, rendering] = await Promise.all([
    questions.body(question),
    import('../../study/pack'),
    import('../../study/markdown/render'),
  ]);
  const slices = new Slices();
  const answer = await slices.run(parseAnswerInSteps(body, question.source.bodyLine));
  const pictures = await slices.run(rendering.imageDestinationsInSteps(body));
  const images = await readImages(question, pictures);
  const { sections, code } = await slices.run(
    rendering.renderAnswerInSteps(answer, images, buildsOnBookshop(question)),
  );
  return {
    sections: sections.filter(section => section.kind === 'text'),
    keyPoints: answer.keyPoints,
    followUps: sections.flatMap(section => (section.kind === 'follow-ups' ? section.items : [])),
    code,
  };
}
