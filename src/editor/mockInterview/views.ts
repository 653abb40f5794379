/** Builds the views of the interview page from the interview and the questions. */
import * as vscode from 'vscode';
import {
  askedQuestions,
  currentQuestion,
  type Interview,
} from '../../study/mockInterview/interview';
import { isAskable } from '../../study/mockInterview/pick';
import { reportOf, type Figures, type QuestionReport } from '../../study/mockInterview/report';
import {
  comparisonSentence,
  fill,
  outcome,
  type ReportTexts,
} from '../../study/mockInterview/reportMarkdown';
import { suggestRating } from '../../study/rating';
import type { InterviewSettings } from '../../study/mockInterview/settings';
import { isTimeUp, readTimer } from '../../study/mockInterview/timer';
import type {
  AskedView,
  ComparisonView,
  ReportedQuestion,
  ReportView,
  SetupView,
  TimerView,
} from '../../protocol/mockInterview';
import { shareText } from '../core/intervals';
import type { Study } from '../core/study';
import { canDictate } from './dictation';
import type { ModelAnswer } from './modelAnswer';
import { taskView } from './task';
import { formatDate, reportTexts, timeText } from './texts';

/** Maximum number of unfinished interviews that the form offers to resume. */
const mostUnfinished = 5;

/** The form with these choices. `interviews` are all stored ones, latest first. */
export function setupView(
  study: Study,
  settings: InterviewSettings,
  interviews: readonly Interview[],
  whyNoTask: string | undefined,
): SetupView {
  const { progress } = study.store;
  return {
    kind: 'setup',
    choices: settings,
    collections: study.questions.library.collections.map(({ id, title, categories }) => ({
      id,
      title,
      categories: categories.map(category => {
        const askable = category.questions.filter(one => isAskable(progress, one.id, true));
        const open = askable.filter(one => isAskable(progress, one.id, false));
        return {
          id: category.id,
          title: category.title,
          count: askable.length,
          mastered: askable.length - open.length,
        };
      }),
    })),
    unfinished: interviews
      .filter(({ status }) => status === 'open')
      .slice(0, mostUnfinished)
      .map(interview => ({ id: interview.id, text: unfinishedText(interview) })),
    history: interviews.length,
    ...(whyNoTask !== undefined && { whyNoTask }),
  };
}

/** An unfinished interview's progress: "Question 3 of 10, begun …". */
export function unfinishedText(interview: Interview): string {
  return vscode.l10n.t('{0}, begun {1}', positionText(interview), formatDate(interview.started));
}

function positionText(interview: Interview): string {
  const asked = askedQuestions(interview).length;
  return interview.settings.length.kind === 'time'
    ? vscode.l10n.t('Question {0}', asked)
    : vscode.l10n.t('Question {0} of {1}', asked, interview.questions.length);
}

/** The timer's current state. `now` is in ms since 1970. */
export function timerView(interview: Interview, now: number): TimerView {
  const { limit, totalLimit, ...reading } = readTimer(interview, now);
  return {
    ...reading,
    ...(limit !== undefined && { limit }),
    ...(totalLimit !== undefined && { totalLimit }),
  };
}

/** The current question; `model`, once revealed, is the model answer beside the person's own. */
export async function askedView(
  study: Study,
  interview: Interview,
  model: ModelAnswer | undefined,
  typedIn: AskedView['typedIn'],
  now: number,
): Promise<AskedView> {
  const { imageDestinations, renderBlock, renderInline } =
    await import('../../study/markdown/render');
  const asked = currentQuestion(interview);
  const question = study.questions.question(asked.id);
  const hint = question?.hint;
  const pictures = imageDestinations(hint ?? '');
  const images =
    question && pictures.length > 0
      ? await (await import('../packs/packImages')).readImages(question, pictures)
      : undefined;
  return {
    kind: 'question',
    interview: interview.id,
    index: interview.current,
    visit: interview.current,
    position: positionText(interview),
    place: [asked.collection, asked.category].filter(title => title !== '').join(' › '),
    titleHtml: renderInline(asked.title),
    ...(hint !== undefined && { hintHtml: renderBlock(hint, undefined, images) }),
    answer: asked.answer,
    typedIn,
    canDictate: canDictate(),
    timer: timerView(interview, now),
    ...(asked.phase !== 'asked' && { comparison: await comparisonView(study, interview, model) }),
    last: isTimeUp(interview) || !interview.questions.some(({ phase }) => phase === 'planned'),
  };
}

async function comparisonView(
  study: Study,
  interview: Interview,
  model: ModelAnswer | undefined,
): Promise<ComparisonView> {
  const { renderItem } = await import('../../study/markdown/renderer');
  const asked = currentQuestion(interview);
  const missing =
    study.questions.question(asked.id) === undefined
      ? vscode.l10n.t(
          'This question is no longer in any pack, so there is no model answer. Rate your answer as you see it.',
        )
      : vscode.l10n.t(
          'No model answer is written for this question. Check yours against the hint, then rate it.',
        );
  return {
    sections: model?.sections ?? [],
    ...((model?.sections.length ?? 0) === 0 && { missing }),
    keyPointsHtml: asked.keyPoints.map(point => renderItem(point)),
    ticked: asked.ticked,
    suggestions: Array.from(
      { length: asked.keyPoints.length + 1 },
      (_, ticked) => suggestRating(ticked, asked.keyPoints.length) ?? 0,
    ),
    ...(asked.rating !== undefined && { rating: asked.rating }),
    followUps: asked.followUps.flatMap(index => {
      const followUp = model?.followUps[index];
      return followUp ? [{ index, opened: asked.opened.includes(index), ...followUp }] : [];
    }),
  };
}

/** The report. `interviews` are all stored ones. */
export async function reportView(
  context: vscode.ExtensionContext,
  study: Study,
  interview: Interview,
  interviews: readonly Interview[],
): Promise<ReportView> {
  const [{ renderInline }, { renderItem }] = await Promise.all([
    import('../../study/markdown/render'),
    import('../../study/markdown/renderer'),
  ]);
  const texts = reportTexts();
  const report = reportOf(interview, interviews);
  const { total } = report;
  const reported = (one: QuestionReport): ReportedQuestion => ({
    ...(study.questions.question(one.question.id) && { id: one.question.id }),
    titleHtml: renderInline(one.question.title),
    outcome: outcome(one, texts),
  });
  const comparison = comparisonSentence(report, texts);
  const task = taskView(context, study, interview, renderInline);
  const row = (date: string, score: number | undefined, asked: number, spent: number) => [
    date,
    scoreText(score),
    String(asked),
    timeText(spent),
  ];
  const again = report.study.filter(
    one => study.questions.question(one.question.id) !== undefined,
  ).length;
  return {
    kind: 'report',
    interview: interview.id,
    title: fill(texts.title, formatDate(interview.started)),
    notes: [
      ...(interview.status === 'abandoned' ? [texts.endedEarly] : []),
      ...(total.asked === 0 ? [texts.nothingRated] : []),
    ],
    figures: total.asked === 0 ? [] : figures(total, texts),
    categories: report.categories.map(one =>
      categoryRow(`${one.collection} › ${one.category}`, one, texts),
    ),
    total: categoryRow(texts.total, total, texts),
    study: report.study.map(reported),
    reviewThese:
      again === 1 ? vscode.l10n.t('Review This One') : vscode.l10n.t('Review These {0}', again),
    missed: report.questions
      .filter(one => one.missed.length > 0)
      .map(one => ({ ...reported(one), pointsHtml: one.missed.map(point => renderItem(point)) })),
    answers: report.questions.map(one => ({
      ...reported(one),
      facts: [
        outcome(one, texts),
        timeText(one.question.spent),
        ...(one.overtime > 0 ? [fill(texts.overtime, timeText(one.overtime))] : []),
      ].join(' · '),
      answer: one.question.answer,
      skipped: one.question.phase === 'skipped',
    })),
    ...(task && { task }),
    ...(comparison !== undefined && { comparison }),
    before:
      report.before.length === 0
        ? []
        : [
            {
              cells: row(
                `${formatDate(interview.started)} (${texts.thisInterview})`,
                total.score,
                total.asked,
                total.spent,
              ),
            },
            ...report.before.map(one => ({
              id: one.id,
              cells: row(formatDate(one.started), one.score, one.asked, one.spent),
            })),
          ],
    scoring: texts.scoring,
  };
}

/** A score for display, or a dash if there is none. */
export function scoreText(score: number | undefined): string {
  return score === undefined ? '–' : shareText(score);
}

function figures(total: Figures, texts: ReportTexts): ReportView['figures'] {
  return [
    { label: texts.score, value: scoreText(total.score) },
    { label: texts.questions, value: String(total.asked) },
    { label: texts.time, value: timeText(total.spent) },
    ...(total.keyPoints > 0
      ? [{ label: texts.keyPoints, value: fill(texts.countOf, total.covered, total.keyPoints) }]
      : []),
    ...(total.skipped > 0 ? [{ label: texts.skipped, value: String(total.skipped) }] : []),
  ];
}

function categoryRow(name: string, one: Figures, texts: ReportTexts): readonly string[] {
  return [
    name,
    scoreText(one.score),
    String(one.asked),
    one.keyPoints > 0 ? fill(texts.countOf, one.covered, one.keyPoints) : '–',
    timeText(one.spent),
  ];
}
