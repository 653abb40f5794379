/** Shows what a bulk change will do, and asks for confirmation. */
import * as vscode from 'vscode';
import { totalsOf, type QuestionDifference } from '../../study/difference';
import { isInterviewId } from '../../study/plan/interviewId';
import type { Mark } from '../../study/progress';
import { oneLine } from '../base/oneLine';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { showInformationMessage } from '../base/messages';

export interface Preview {
  readonly question: string;
  /** The label of the button that confirms. */
  readonly action: string;
  readonly differences: readonly QuestionDifference[];
  /** More lines, such as what is left out. */
  readonly remarks: readonly string[];
  /** The first line of the list of all changes. */
  readonly title: string;
}

/** Asks; the person can view every change first. Gives whether to go on. */
export async function confirm(study: Study, preview: Preview): Promise<boolean> {
  const { question, action, differences, remarks, title } = preview;
  const show = vscode.l10n.t('Show Every Change');
  const detail = [...totalLines(differences), ...remarks, vscode.l10n.t('This can be undone.')];
  const buttons = differences.length > 0 ? [action, show] : [action];
  const choice = await showInformationMessage(
    question,
    { modal: true, detail: detail.join('\n') },
    ...buttons,
  );
  if (choice !== show) return choice === action;
  const more = differences.length - mostListed;
  const content = [
    oneLine(title),
    ...[...totalLines(differences), ...remarks].map(line => `- ${oneLine(line)}`),
    '',
    ...differences.slice(0, mostListed).map(difference => questionLine(study, difference)),
    ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : []),
    '',
  ].join('\n');
  const document = await vscode.workspace.openTextDocument(previewUri(content));
  await vscode.window.showTextDocument(document, { preview: true });
  return (await showInformationMessage(question, action)) === action;
}

/** Maximum number of listed changes: VS Code limits an extension's documents to 50 MB. */
const mostListed = 20_000;

const previewScheme = 'django-interview-preview';
let shown: string | undefined;
let changed: vscode.EventEmitter<vscode.Uri> | undefined;

/** A read-only document that never prompts to save; plain text, so nothing in it is interpreted. */
function previewUri(content: string): vscode.Uri {
  const uri = vscode.Uri.from({ scheme: previewScheme, path: '/changes.txt' });
  shown = content;
  if (changed === undefined) {
    changed = new vscode.EventEmitter();
    // For the life of the window: the document may stay open.
    vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => shown,
    });
  }
  changed.fire(uri);
  return uri;
}

/** The totals, one per line, without zeros. */
export function totalLines(differences: readonly QuestionDifference[]): string[] {
  const totals = totalsOf(differences);
  const lines: readonly (readonly [number, (count: number) => string])[] = [
    [totals.questions, n => vscode.l10n.t('Questions that change: {0}', n)],
    [totals.reviewsAdded, n => vscode.l10n.t('Reviews added: {0}', n)],
    [totals.reviewsRemoved, n => vscode.l10n.t('Reviews undone: {0}', n)],
    [totals.set.mastered, n => vscode.l10n.t('Marked as mastered: {0}', n)],
    [totals.cleared.mastered, n => vscode.l10n.t('No longer mastered: {0}', n)],
    [totals.set.bookmarked, n => vscode.l10n.t('Bookmarks set: {0}', n)],
    [totals.cleared.bookmarked, n => vscode.l10n.t('Bookmarks removed: {0}', n)],
    [totals.set.suspended, n => vscode.l10n.t('Suspended: {0}', n)],
    [totals.cleared.suspended, n => vscode.l10n.t('No longer suspended: {0}', n)],
    [totals.notesAdded, n => vscode.l10n.t('Notes added: {0}', n)],
    [totals.notesChanged, n => vscode.l10n.t('Notes changed: {0}', n)],
    [totals.notesRemoved, n => vscode.l10n.t('Notes removed: {0}', n)],
    [totals.draftsAdded, n => vscode.l10n.t('Answers of your own added: {0}', n)],
    [totals.draftsChanged, n => vscode.l10n.t('Answers of your own changed: {0}', n)],
    [totals.draftsRemoved, n => vscode.l10n.t('Answers of your own removed: {0}', n)],
    [totals.exercisesSolved, n => vscode.l10n.t('Exercises solved: {0}', n)],
    [totals.exercisesUnsolved, n => vscode.l10n.t('Exercises no longer solved: {0}', n)],
    [totals.exercisesChanged, n => vscode.l10n.t('Exercises changed otherwise: {0}', n)],
  ];
  return lines.filter(([count]) => count > 0).map(([count, line]) => line(count));
}

function questionLine(study: Study, difference: QuestionDifference): string {
  const question = study.questions.question(difference.id);
  const title = isInterviewId(difference.id)
    ? vscode.l10n.t('The date of an interview')
    : oneLine(question ? plainText(question.title) : difference.id);
  const setNames: Record<Mark, string> = {
    mastered: vscode.l10n.t('mastered'),
    bookmarked: vscode.l10n.t('bookmarked'),
    suspended: vscode.l10n.t('suspended'),
  };
  const clearedNames: Record<Mark, string> = {
    mastered: vscode.l10n.t('not mastered'),
    bookmarked: vscode.l10n.t('not bookmarked'),
    suspended: vscode.l10n.t('not suspended'),
  };
  const notes = {
    same: undefined,
    added: vscode.l10n.t('note added'),
    changed: vscode.l10n.t('note changed'),
    removed: vscode.l10n.t('note removed'),
  };
  const drafts = {
    same: undefined,
    added: vscode.l10n.t('answer of your own added'),
    changed: vscode.l10n.t('answer of your own changed'),
    removed: vscode.l10n.t('answer of your own removed'),
  };
  const { reviewsAdded, reviewsRemoved, set, cleared, note, draft, buriedChanged } = difference;
  const { solved, exerciseChanged } = difference;
  const parts = [
    reviewsAdded > 0 ? vscode.l10n.t('reviews added: {0}', reviewsAdded) : undefined,
    reviewsRemoved > 0 ? vscode.l10n.t('reviews undone: {0}', reviewsRemoved) : undefined,
    ...set.map(mark => setNames[mark]),
    ...cleared.map(mark => clearedNames[mark]),
    notes[note],
    drafts[draft],
    buriedChanged ? vscode.l10n.t('buried for another time') : undefined,
    solved === true ? vscode.l10n.t('exercise solved') : undefined,
    solved === false ? vscode.l10n.t('exercise no longer solved') : undefined,
    exerciseChanged ? vscode.l10n.t('exercise changed') : undefined,
  ];
  return `- ${title} → ${parts.filter(part => part !== undefined).join(', ')}`;
}
