import * as vscode from 'vscode';
import { commands } from '../base/ids';
import type { Study } from '../core/study';

/** How many questions there are, and of these mastered, seen and due. */
function counts(study: Study) {
  const { questions } = study.questions.library;
  const mastered = study.countMastered(questions);
  const seen = questions.filter(({ id }) => study.isSeen(id)).length;
  const due = questions.filter(({ id }) => !study.has(id, 'mastered') && study.isDue(id)).length;
  return { all: questions.length, mastered, seen: seen > mastered ? seen : 0, due };
}

/** The person's progress in a line, in the words of the tree's rows: mastered, seen, due. */
export function progressLine(study: Study, { all, mastered, seen, due } = counts(study)): string {
  return [
    vscode.l10n.t('Django interview: {0} of {1} questions mastered', mastered, all),
    ...(seen > 0 ? [vscode.l10n.t('{0} seen', seen)] : []),
    ...(due > 0 ? [vscode.l10n.t('{0} due', due)] : []),
  ].join(', ');
}

/**
 * The number of mastered and seen questions in the status bar, beside the item for those that are
 * due; a click opens the progress.
 */
export function registerStatusBar(study: Study): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('progress', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('Django interview progress');
  item.command = commands.showProgress;
  const update = () => {
    const counted = counts(study);
    const { all, mastered, seen } = counted;
    const more = seen > 0 ? [vscode.l10n.t('{0} seen', seen)] : [];
    item.text = `$(mortar-board) ${[`${mastered}/${all}`, ...more].join(' · ')}`;
    const line = progressLine(study, counted);
    item.tooltip = line;
    item.accessibilityInformation = { label: line, role: 'button' };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    study.store.onDidChange(update),
    study.onDidStand(update),
    study.questions.onDidChange(update),
  );
}
