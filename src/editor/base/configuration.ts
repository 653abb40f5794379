/** Reads, watches and changes the settings. `settings.ts` defines them. */
import * as vscode from 'vscode';
import { settingsPrefix, type Setting } from './settings';

/** The value of a setting; `scope` is the folder, for settings that differ by folder. */
export function readSetting<T>(setting: Setting<T>, scope?: vscode.Uri): T {
  return setting.read(
    vscode.workspace.getConfiguration(settingsPrefix, scope).get<unknown>(setting.name),
  );
}

/** Whether one of these settings has changed; without names, whether any has. */
export function affects(
  event: vscode.ConfigurationChangeEvent,
  ...changed: readonly Setting<unknown>[]
): boolean {
  return changed.length === 0
    ? event.affectsConfiguration(settingsPrefix)
    : changed.some(({ name }) => event.affectsConfiguration(`${settingsPrefix}.${name}`));
}

/** Calls `listener` when one of these settings changes; without names, when any does. */
export function onDidChangeSettings(
  changed: readonly Setting<unknown>[],
  listener: () => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (affects(event, ...changed)) listener();
  });
}

/**
 * Changes a setting where it is already set, otherwise in the user settings; `undefined` unsets it.
 *
 * @param scope a folder of the workspace, for a setting that may differ by folder
 */
export async function changeSetting<T>(
  setting: Setting<T>,
  value: T | undefined,
  scope?: vscode.Uri,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(settingsPrefix, scope);
  const { workspaceFolderValue, workspaceValue } = configuration.inspect(setting.name) ?? {};
  const target =
    scope && workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : workspaceValue === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
  await configuration.update(setting.name, value, target);
}
