import * as vscode from 'vscode';
import { onDidChangeSettings, readSetting } from '../base/configuration';
import { settings } from '../base/settings';
import type { LensParts } from './codeLenses';

/**
 * Follows the settings for help in code. While both are off, which is the default, it loads nothing
 * and VS Code requests nothing from this extension.
 */
export function registerCodeLenses(parts: () => Promise<LensParts>): vscode.Disposable {
  const active = new Map<string, vscode.Disposable>();
  let disposed = false;
  const isWanted = (name: 'codeLens' | 'hover') => !disposed && readSetting(settings[name]);
  const follow = async (name: 'codeLens' | 'hover') => {
    if (!isWanted(name)) {
      active.get(name)?.dispose();
      active.delete(name);
      return;
    }
    if (active.has(name)) return;
    const [{ registerCodeLens, registerQuestionHover }, made] = await Promise.all([
      import('./codeLenses'),
      parts(),
    ]);
    // Meanwhile the setting may have been turned off, or this may have been called twice.
    if (!isWanted(name) || active.has(name)) return;
    active.set(name, name === 'hover' ? registerQuestionHover(made) : registerCodeLens(made));
  };
  const followAll = () => {
    void follow('codeLens');
    void follow('hover');
  };
  followAll();
  const subscription = onDidChangeSettings([settings.codeLens, settings.hover], followAll);
  return new vscode.Disposable(() => {
    disposed = true;
    subscription.dispose();
    followAll();
  });
}
