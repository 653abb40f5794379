/** "Grade My Answer": one answer, one model, one grade; shared by pages and chat. */
import * as vscode from 'vscode';
import { renderBlock, renderInline, renderItem } from '../../study/markdown/renderer';
import type { Grade, OpenPoint, ReadGrade } from '../../study/ai/grade';
import { readGrade } from '../../study/ai/readGrade';
import { gradePrompt, type Prompt } from '../../study/ai/requests';
import { yardstickOf, type Yardstick } from '../../study/ai/yardstick';
import { parseAnswerInSteps } from '../../study/pack';
import { Slices } from '../base/slices';
import type { Question } from '../../study/question';
import type { GradedPoint, GradeView } from '../../protocol/grading';
import { ratingNames } from '../core/ratings';
import type { Study } from '../core/study';
import { askModel, fitPrompt } from './ask';

/** The result of grading an answer. */
export interface GradedAnswer {
  /** The prompt that was sent. */
  readonly prompt: Prompt;
  /** The raw reply: untrusted Markdown. */
  readonly reply: string;
  /** Whether the reply was cut off for its length. */
  readonly cutOff: boolean;
  readonly read: ReadGrade;
  readonly yardstick: Yardstick;
}

/** A request to grade an answer, with its callbacks. */
export interface GradingTask {
  readonly question: Question;
  /** The person's own answer. */
  readonly answer: string;
  readonly model: vscode.LanguageModelChat;
  readonly token: vscode.CancellationToken;
  /** Called with the model's reply so far: untrusted Markdown. */
  readonly onText: (text: string) => void;
  /** A prompt that was shown to the person and must be sent unchanged. */
  readonly prompt?: Prompt | undefined;
}

/**
 * Has `model` grade an answer against the question's model answer and key points. Call it only when
 * the person asks for it. Changes nothing: the rating in the result is only a suggestion.
 *
 * @throws ModelError or vscode.CancellationError like `askModel`
 * @throws HumanError when the pack cannot be read
 */
export async function gradeAnswer(study: Study, task: GradingTask): Promise<GradedAnswer> {
  const { question, answer, model, token, onText } = task;
  const yardstick = await readYardstick(study, question);
  const prompt = task.prompt ?? fitPrompt(limits => gradePrompt(yardstick, answer, limits), model);
  const justification = vscode.l10n.t(
    'Your answer is graded against the model answer and its key points.',
  );
  const reply = await askModel(model, prompt, justification, token, onText);
  return {
    prompt,
    reply: reply.text,
    cutOff: reply.cutOff,
    read: readGrade(reply.text, { answer, keyPoints: yardstick.keyPoints.length }),
    yardstick,
  };
}

/** Reads the pack's model answer and key points for a question. */
export async function readYardstick(study: Study, question: Question): Promise<Yardstick> {
  const body = await study.questions.body(question);
  const answer = await new Slices().run(parseAnswerInSteps(body, question.source.bodyLine));
  return yardstickOf(question, answer);
}

/** Prepares a grade for a page. Model text is rendered without HTML, images and unsafe links. */
export function viewOfGrade(
  grade: Grade,
  yardstick: Yardstick,
  notes: readonly string[],
): GradeView {
  const point = (index: number): { pointHtml?: string } => {
    const text = yardstick.keyPoints[index];
    return text === undefined ? {} : { pointHtml: renderItem(text) };
  };
  const open = ({ keyPoint, note }: OpenPoint): GradedPoint => ({
    ...point(keyPoint),
    quotes: [],
    ...(note !== '' && { noteHtml: renderInline(note) }),
  });
  return {
    covered: grade.covered.map(({ keyPoint, quotes }) => ({ ...point(keyPoint), quotes })),
    missed: grade.missed.map(open),
    unproven: grade.unproven.map(open),
    unmentioned: grade.unmentioned.map(index => ({ ...point(index), quotes: [] })),
    ...(grade.improve !== '' && { improveHtml: renderBlock(grade.improve) }),
    ...(grade.followUp !== '' && { followUpHtml: renderBlock(grade.followUp) }),
    ...(grade.rating !== undefined && { rating: grade.rating }),
    notes,
  };
}

/** The limits of this grade as plain text for the person. */
export function notesOnGrade({ prompt, read, cutOff, yardstick }: GradedAnswer): string[] {
  const notes: string[] = [];
  if (yardstick.keyPoints.length === 0) {
    notes.push(
      yardstick.modelAnswer.trim() === ''
        ? vscode.l10n.t(
            'This question has no model answer: the model judges by its own knowledge, which may be wrong.',
          )
        : vscode.l10n.t(
            'This question has no key points: the model chose its own from the model answer.',
          ),
    );
  }
  if (prompt.cut) {
    notes.push(
      vscode.l10n.t('The material is longer than the model can read, so part of it was left out.'),
    );
  }
  if (cutOff) notes.push(vscode.l10n.t('The reply was very long and was cut off.'));
  if (read.kind === 'grade' && read.grade.claimed !== undefined) {
    notes.push(
      vscode.l10n.t(
        'The model suggested “{0}”, but its quotes from your answer support less.',
        ratingNames()[read.grade.claimed],
      ),
    );
  }
  return notes;
}
