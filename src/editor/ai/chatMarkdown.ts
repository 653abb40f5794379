/** Grades and summaries as Markdown for the chat. All foreign text is made inert. */
import * as vscode from 'vscode';
import type { ChatState } from '../../study/ai/chatState';
import type { Grade, OpenPoint } from '../../study/ai/grade';
import { escapeText, inertInline, inertMarkdown } from '../../study/markdown/inert';
import type { Yardstick } from '../../study/ai/yardstick';
import type { Study } from '../core/study';
import { ratingNames } from '../core/ratings';

export function gradeMarkdown(
  grade: Grade,
  yardstick: Yardstick,
  notes: readonly string[],
): string {
  const { t } = vscode.l10n;
  const point = (index: number) => {
    const text = yardstick.keyPoints[index];
    return text === undefined ? '' : inertInline(text);
  };
  const open = ({ keyPoint, note }: OpenPoint) =>
    `- ${[point(keyPoint), inertInline(note)].filter(Boolean).join(' — ')}`;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`**${title}**\n\n${lines.join('\n')}`];
  return [
    ...notes.map(note => `*${escapeText(note)}*`),
    ...section(
      t('You covered'),
      grade.covered.map(({ keyPoint, quotes }) => {
        const quoted = quotes.map(quote => `“${escapeText(quote)}”`).join(', ');
        return `- ${[point(keyPoint), quoted].filter(Boolean).join(' — ')}`;
      }),
    ),
    ...section(t('You missed'), grade.missed.map(open)),
    ...section(t('Not found in your answer'), grade.unproven.map(open)),
    ...section(
      t('Not judged'),
      grade.unmentioned.map(index => `- ${point(index)}`),
    ),
    ...section(
      t('One thing to improve'),
      grade.improve === '' ? [] : [inertMarkdown(grade.improve)],
    ),
    ...section(
      t('Follow-up question'),
      grade.followUp === '' ? [] : [inertMarkdown(grade.followUp)],
    ),
    ...(grade.rating === undefined
      ? []
      : [
          `${t('Suggested rating')}: **${ratingNames()[grade.rating]}**. ${t('A suggestion only. Nothing was rated.')}`,
        ]),
  ].join('\n\n');
}

/** The interview's result: a row for each question asked. */
export function summaryMarkdown(study: Study, state: ChatState): string {
  if (state.asked.length === 0) return vscode.l10n.t('No question was asked yet. `/ask` begins.');
  const rows = state.asked.map(id => {
    const question = study.questions.question(id);
    const graded = state.grades.find(grade => grade.id === id);
    const how =
      graded === undefined
        ? vscode.l10n.t('not answered')
        : graded.rating === undefined
          ? vscode.l10n.t('graded, no rating')
          : ratingNames()[graded.rating];
    const title = inertInline(question?.title ?? id).replaceAll('|', '\\|');
    return `| ${title} | ${how} |`;
  });
  return [
    `**${vscode.l10n.t('Your interview: {0} asked, {1} answered', state.asked.length, state.grades.length)}**`,
    [
      `| ${vscode.l10n.t('Question')} | ${vscode.l10n.t('Suggested rating')} |`,
      '| --- | --- |',
      ...rows,
    ].join('\n'),
    vscode.l10n.t('Suggestions only. Nothing was rated.'),
  ].join('\n\n');
}
