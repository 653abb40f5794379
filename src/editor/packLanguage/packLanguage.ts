/** Recognises packs among Markdown files, and loads the help for them. */
import type * as vscode from 'vscode';
import type { Study } from '../core/study';

export { isPackFile } from './fileName';

export async function startPackLanguage(study: Study): Promise<vscode.Disposable> {
  return (await import('./start')).startPackLanguage(study);
}
