/** Links that open a question in the editor: they only go there, and change nothing. */
import * as vscode from 'vscode';
import { questionPath, readQuestionPath } from '../../study/questionLink';
import type { QuestionId } from '../../study/question';
import type { App } from '../main/app';
import { commands } from '../base/ids';
import { report } from '../base/log';

/** The extension's id, as in the addresses of its links. */
const extensionId = 'django-interview-study.django-interview-study';

/** The address that opens a question in this product, such as `vscode://…/question/signals`. */
export function questionLink(id: QuestionId): vscode.Uri {
  return vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extensionId,
    path: decodeURIComponent(questionPath(id)),
  });
}

/** Opens what a link leads to. A link is input from anywhere: all but the id in its path is ignored. */
export function registerQuestionLinks(app: () => Promise<App>): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: uri => openLink(app, uri.path).catch(report),
  });
}

async function openLink(app: () => Promise<App>, path: string): Promise<void> {
  const id = readQuestionPath(path);
  if (id === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('This link leads to no question. Nothing was changed.'),
    );
    return;
  }
  const { study, panel } = await app();
  if (await study.questions.find(id)) await panel.show(id);
  else if (study.questions.isTaken(id)) {
    const show = vscode.l10n.t('Show Hidden Questions…');
    void vscode.window
      .showWarningMessage(
        vscode.l10n.t('The question “{0}” of this link is one of those that you have hidden.', id),
        show,
      )
      .then(answer => answer === show && vscode.commands.executeCommand(commands.showHidden));
  } else {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The question “{0}” of this link is in none of your packs. Open the folder with its pack, or add it by “Add Question Pack…”.',
        id,
      ),
    );
  }
}
