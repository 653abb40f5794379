/** Links that open a question in the editor; they change nothing else. */
import * as vscode from 'vscode';
import { readQuestionPath } from '../../study/questionLink';
import { commands } from '../base/ids';
import { report } from '../base/log';
import type { QuestionOpener } from '../core/questionOpener';
import type { Study } from '../core/study';
import { showWarningMessage } from '../base/messages';

/** The services for opening a link. */
interface LinkParts {
  readonly study: Study;
  readonly questionOpener: QuestionOpener;
}

/** Opens a link's target. Links are untrusted: everything but the id in the path is ignored. */
export function registerQuestionLinks(parts: () => Promise<LinkParts>): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: uri => openLink(parts, uri.path).catch(report),
  });
}

async function openLink(parts: () => Promise<LinkParts>, path: string): Promise<void> {
  const id = readQuestionPath(path);
  if (id === undefined) {
    void showWarningMessage(vscode.l10n.t('This link leads to no question. Nothing was changed.'));
    return;
  }
  const { study, questionOpener } = await parts();
  if (await study.questions.find(id)) await questionOpener.show(id);
  else if (study.questions.isTaken(id)) {
    const show = vscode.l10n.t('Show Hidden Questions…');
    void showWarningMessage(
      vscode.l10n.t('This link leads to “{0}”, a question that you have hidden.', id),
      show,
    ).then(answer => answer === show && vscode.commands.executeCommand(commands.showHidden));
  } else {
    void showWarningMessage(
      vscode.l10n.t(
        'The question “{0}” of this link is not in any of your packs. Open the folder with its pack, or add it with “Add Question Pack…”.',
        id,
      ),
    );
  }
}
