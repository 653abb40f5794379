/**
 * A VS Code workbench with the extension from its .vsix, driven as people drive it.
 *
 *   const workbench = await start();
 *   await workbench.runCommand('Random Django question');
 *   const panel = await workbench.panel();
 *   await workbench.close();
 *
 * Each part of it has its own file with what a person sees and does there: `tree.ts`, `palette.ts`,
 * `questionPanel.ts`…
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { sharedVSCode, VSCode, type Settings, type VSCodeOptions } from './vscode';
import { Workbench, type WindowOptions } from './workbench';

export interface WorkbenchOptions extends VSCodeOptions, WindowOptions {
  /** The person's settings; those that keep a window quiet are already set. */
  readonly settings?: Settings;
  /**
   * The folder to open, as a path or as a URI of a virtual one: a new empty one by default, `null`
   * for none.
   */
  readonly folder?: string | null;
  /** Opens the folder in Restricted Mode, as one that the person has not trusted. */
  readonly restricted?: boolean;
  /**
   * Starts a VS Code for this suite alone. By default suites share one, which each gets in freshly
   * installed state; so only one suite can use it at a time.
   */
  readonly own?: boolean;
}

/** Without the parts of VS Code that get in a test's way: welcomes, tips, AI. */
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
  // Else every window looks for ports every two seconds, through the open files of all processes.
  'remote.autoForwardPortsSource': 'output',
  // Anything opened at the same moment takes the focus, which closes the palette.
  'workbench.quickOpen.closeOnFocusLost': false,
};

/**
 * Opens a window of VS Code; resolves when it is ready to use: in Restricted Mode once the banner is
 * there, which moves everything else down.
 *
 * @throws Error if there is no .vsix, or VS Code or a browser is unavailable.
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
    if (options.restricted)
      await workbench.page.getByText('Restricted Mode is intended for safe').waitFor();
  } catch (error) {
    await workbench.close();
    throw error;
  }
  return workbench;
}

/** Changes the person's settings, for windows opened from now on. */
export function setPersonsSettings(
  vscode: VSCode,
  { settings = {}, restricted = false }: Pick<WorkbenchOptions, 'settings' | 'restricted'>,
): void {
  const trust = { 'security.workspace.trust.enabled': restricted };
  vscode.writeSettings('User', { ...quietSettings, ...trust, ...settings });
  // In a VS Code with a server, machine settings are read from the server's. The file has to exist
  // when the window opens: VS Code looks for a missing one every 5 s, and does not notice a change
  // that is made while it finds it.
  const folders = settings['djangoInterview.packFolders'];
  vscode.writeSettings(
    'Machine',
    folders === undefined ? {} : { 'djangoInterview.packFolders': folders },
  );
}

function needsOwn({ version, env, nodeArguments, vsix, asShipped }: WorkbenchOptions): boolean {
  return [version, env, nodeArguments, vsix, asShipped].some(each => each !== undefined);
}

export type { Settings } from './vscode';
export type { Workbench } from './workbench';
