/**
 * A VS Code workbench with the extension installed from its .vsix, driven as a person drives it.
 *
 *   const workbench = await start();
 *   await workbench.runCommand('Random Django question');
 *   const panel = await workbench.panel();
 *   await workbench.close();
 *
 * What a person sees and does in a part of it is in the file with that part's name: `tree.ts`,
 * `palette.ts`, `questionPanel.ts`…
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { sharedVSCode, VSCode, type Settings, type VSCodeOptions } from './vscode';
import { Workbench, type WindowOptions } from './workbench';

export interface WorkbenchOptions extends VSCodeOptions, WindowOptions {
  /** The person's settings; what makes a window quiet is set already. */
  readonly settings?: Settings;
  /**
   * The folder to open, as a path or as a URI of a virtual one: a new empty one by default, `null`
   * for none.
   */
  readonly folder?: string | null;
  /** Opens the folder in Restricted Mode, as one that the person has not said to trust. */
  readonly restricted?: boolean;
  /**
   * Starts a VS Code for this suite alone. By default suites share one, and each finds it as it was
   * when it had just been installed; so only one of them can use it at a time.
   */
  readonly own?: boolean;
}

/** Without what people see first in their own VS Code and not in a test: welcomes, tips, AI. */
const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  // What is opened at the same moment takes the focus, and with it the palette away.
  'workbench.quickOpen.closeOnFocusLost': false,
};

/**
 * Opens a window of VS Code; resolves when it can be used.
 *
 * @throws Error when there is no .vsix, or VS Code or a browser cannot be had here.
 */
export async function start(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { own = needsOwn(options) } = options;
  const temporary = temporaryFolder();
  let { folder } = options;
  if (folder === undefined) {
    folder = path.join(temporary.path, 'study');
    fs.mkdirSync(folder);
  }
  const vscode = own ? new VSCode(options) : await sharedVSCode(options.extensions);
  const remove = async () => {
    if (own) await vscode.remove();
    else await vscode.forget();
    temporary.remove();
  };
  const workbench = new Workbench(vscode, options, folder, remove);
  try {
    if (own) await vscode.install();
    setPersonsSettings(vscode, options);
    await workbench.open();
  } catch (error) {
    await workbench.close();
    throw error;
  }
  return workbench;
}

/** Changes the settings of the person, for windows that are opened from now on. */
export function setPersonsSettings(
  vscode: VSCode,
  { settings = {}, restricted = false }: Pick<WorkbenchOptions, 'settings' | 'restricted'>,
): void {
  const trust = { 'security.workspace.trust.enabled': restricted };
  vscode.writeSettings('User', { ...quietSettings, ...trust, ...settings });
  // Of a VS Code with a server, settings that belong to a machine are read from the server's.
  const folders = settings['djangoInterview.packFolders'];
  if (folders !== undefined)
    vscode.writeSettings('Machine', { 'djangoInterview.packFolders': folders });
}

function needsOwn({ version, env, nodeArguments, vsix }: WorkbenchOptions): boolean {
  return [version, env, nodeArguments, vsix].some(each => each !== undefined);
}

export type { Settings } from './vscode';
export type { Workbench } from './workbench';
