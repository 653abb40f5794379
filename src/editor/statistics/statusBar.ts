import * as vscode from 'vscode';
import { commands } from '../base/ids';
import type { Study } from '../core/study';

/** The person's progress in a line, in the words of the tree's rows: mastered, seen, due. */
export function progressLine(study: Study): string {
  const { questions } = study.questions.library;
  const mastered = study.countMastered(questions);
  const seen = questions.filter(({ id }) => study.isSeen(id)).length;
  const due = questions.filter(({ id }) => !study.has(id, 'mastered') && study.isDue(id)).length;
  return [
    vscode.l10n.t('Django interview: {0} of {1} questions mastered', mastered, questions.length),
    ...(seen > mastered ? [vscode.l10n.t('{0} seen', seen)] : []),
    ...(due > 0 ? [vscode.l10n.t('{0} due', due)] : []),
  ].join(', ');
}

/** The number of mastered questions in the status bar; a click opens the progress. */
export function registerStatusBar(study: Study): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('progress', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('Django interview progress');
  item.command = commands.showProgress;
  const update = () => {
    const { questions } = study.questions.library;
    item.text = `$(mortar-board) ${study.countMastered(questions)}/${questions.length}`;
    const line = progressLine(study);
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
