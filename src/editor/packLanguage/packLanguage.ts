/** What tells a pack from other Markdown, and what is loaded when there is one. */
import type * as vscode from 'vscode';
import type { Study } from '../core/study';

export { isPackFile } from './fileName';

export async function startPackLanguage(study: Study): Promise<vscode.Disposable> {
  return (await import('./start')).startPackLanguage(study);
}
