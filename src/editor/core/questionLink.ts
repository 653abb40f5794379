/** The address that opens a question from outside. */
import * as vscode from 'vscode';
import { questionPath } from '../../study/questionLink';
import type { QuestionId } from '../../study/question';

/** The extension's id, as in the addresses of its links. */
const extensionId = 'django-interview-study.django-interview-study';

/**
 * A link to a question for the clipboard. In a browser no address leads to the editor but one of its
 * own, which works in the browser as long as the window is open; elsewhere it is `questionLink`.
 */
export async function linkToCopy(id: QuestionId): Promise<{ link: string; isOfWindow: boolean }> {
  const link = questionLink(id);
  if (vscode.env.uiKind !== vscode.UIKind.Web) {
    return { link: link.toString(), isOfWindow: false };
  }
  const external = await vscode.env.asExternalUri(link);
  // Its query is encoded already: encoded once more, it would be no link to a question.
  return { link: external.toString(true), isOfWindow: external.scheme !== link.scheme };
}

/** The address that opens a question in this product, such as `vscode://…/question/signals`. */
export function questionLink(id: QuestionId): vscode.Uri {
  return vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extensionId,
    path: decodeURIComponent(questionPath(id)),
  });
}
