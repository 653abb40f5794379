import * as vscode from 'vscode';
import { commands } from '../base/ids';
import type { Study } from '../core/study';

/** The number of mastered questions in the status bar; a click opens the progress. */
export function registerStatusBar(study: Study): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('progress', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('Django interview progress');
  item.command = commands.showProgress;
  const update = () => {
    const { questions } = study.questions.library;
    const mastered = study.countMastered(questions);
    item.text = `$(mortar-board) ${mastered}/${questions.length}`;
    const label = vscode.l10n.t(
      'Django interview: {0} of {1} questions mastered',
      mastered,
      questions.length,
    );
    const seen = questions.filter(({ id }) => study.isSeen(id)).length;
    const whole = seen > mastered ? `${label}, ${vscode.l10n.t('{0} seen', seen)}` : label;
    item.tooltip = whole;
    item.accessibilityInformation = { label: whole, role: 'button' };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    study.store.onDidChange(update),
    study.questions.onDidChange(update),
  );
}
