/** Links that open a question from outside. */
import * as vscode from 'vscode';
import { questionPath } from '../../study/questionLink';
import type { QuestionId } from '../../study/question';

/** The extension's id, as used in links. */
const extensionId = 'django-interview-study.django-interview-study';

/**
 * A link to a question for the clipboard. In a browser only a URL of its own leads to the editor,
 * and works there while the window is open; elsewhere it is `questionLink`.
 */
export async function linkToCopy(id: QuestionId): Promise<{ link: string; isOfWindow: boolean }> {
  const link = questionLink(id);
  if (vscode.env.uiKind !== vscode.UIKind.Web) {
    return { link: link.toString(), isOfWindow: false };
  }
  const external = await vscode.env.asExternalUri(link);
  // The query is already encoded: encoding it again would break the link.
  return { link: external.toString(true), isOfWindow: external.scheme !== link.scheme };
}

/** The URL that opens a question in this product, such as `vscode://…/question/signals`. */
export function questionLink(id: QuestionId): vscode.Uri {
  return vscode.Uri.from({
    scheme: vscode.env.uriScheme,
    authority: extensionId,
    path: decodeURIComponent(questionPath(id)),
  });
}
