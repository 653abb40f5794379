/** The address that opens a question from outside. */
import * as vscode from 'vscode';
import { questionPath } from '../../study/questionLink';
import type { QuestionId } from '../../study/question';

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
