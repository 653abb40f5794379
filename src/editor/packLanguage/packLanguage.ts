/** What tells a pack from other Markdown, and what is loaded when there is one. */
import type * as vscode from 'vscode';
import type { App } from '../main/app';

export { isPackFile } from './fileName';

export async function startPackLanguage(app: App): Promise<vscode.Disposable> {
  return (await import('./start')).startPackLanguage(app);
}
