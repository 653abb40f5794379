/** The reading for the interview day: tips, and the weakest answers in short. */
import * as vscode from 'vscode';
import { inertInline, inertMarkdown, escapeText } from '../../study/markdown/inert';
import { parseAnswer } from '../../study/pack';
import { weakestFirst } from '../../study/plan/rehearsal';
import { HumanError, log } from '../base/log';
import { inputOfDay, planNow, sameDay, type PlanNow } from '../core/planning';
import { shareText } from '../core/intervals';
import { dayText, daysLeftText, nameOf } from '../core/planTexts';
import type { Study } from '../core/study';

const scheme = 'django-interview-day';
/** Number of answers to read once more. */
const mostAnswers = 10;
/** Maximum length of a part of the page, in UTF-16 units. */
const longestPart = 4000;

let registered = false;
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Provides the page to VS Code, with current figures whenever it is opened. */
export function registerInterviewDay(study: Study): vscode.Disposable {
  if (registered) return new vscode.Disposable(() => undefined);
  registered = true;
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => pageOf(study),
    }),
    new vscode.Disposable(() => (registered = false)),
  );
}

/** Shows the page, rendered if this editor supports it. */
export async function showInterviewDay(study: Study): Promise<void> {
  if ((await planNow(study, Date.now())) === undefined) {
    throw new HumanError(vscode.l10n.t('First set the date of your interview.'));
  }
  const uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Before the interview')}.md` });
  changed.fire(uri);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch (error) {
    log().warn(String(error)); // some editors do not
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  }
}

async function pageOf(study: Study): Promise<string> {
  await Promise.all([study.questions.packs(), study.store.open()]);
  const planned = await planNow(study, Date.now());
  const { t } = vscode.l10n;
  if (planned === undefined) return t('No date of an interview is set.');
  return [
    ...sameDay(planned).flatMap(({ interview, daysLeft, plan }) => [
      `# ${escapeText(nameOf(interview))}: ${escapeText(dayText(interview.day))} (${daysLeftText(daysLeft)})`,
      t('You would know {0} of its {1} questions.', shareText(plan.ready.now), plan.count),
    ]),
    ...tipsOf(study, planned),
    `## ${t('The weakest answers, in short')}`,
    ...(await answersOf(study, planned)),
  ].join('\n\n');
}

/** The tips of the collections that the day's interviews are about. */
function tipsOf(study: Study, planned: PlanNow): readonly string[] {
  const asked = new Set(inputOfDay(planned).questions.map(({ id }) => id));
  const tips = study.questions.library.collections
    .filter(({ categories }) =>
      categories.some(({ questions }) => questions.some(({ id }) => asked.has(id))),
    )
    .flatMap(collection => collection.tips);
  if (tips.length === 0) return [];
  return [
    `## ${vscode.l10n.t('Remember')}`,
    tips.map(tip => `- ${inertInline(tip, longestPart)}`).join('\n'),
  ];
}

async function answersOf(study: Study, planned: PlanNow): Promise<readonly string[]> {
  const weakest = weakestFirst(inputOfDay(planned)).slice(0, mostAnswers);
  if (weakest.length === 0) return [vscode.l10n.t('You have mastered all of them.')];
  const parts = [];
  for (const { question, recall } of weakest) {
    const found = study.questions.question(question.id);
    if (found === undefined) continue;
    const { sections } = parseAnswer(await study.questions.body(found), found.source.bodyLine);
    const short = sections.find(({ kind }) => kind === 'in-short') ?? sections[0];
    const known =
      question.memory === undefined
        ? vscode.l10n.t('never asked')
        : vscode.l10n.t('{0} likely to be known', shareText(recall));
    parts.push(
      `### ${inertInline(found.title, longestPart)}`,
      `*${escapeText(known)}*`,
      inertMarkdown(short?.markdown ?? '', longestPart),
    );
  }
  return parts;
}
