/** Chooses a Python to run the checks; offers a virtual environment if none is suitable. */
import * as vscode from 'vscode';
import { readSetting } from '../../base/configuration';
import { HumanError } from '../../base/log';
import { showWarningMessage } from '../../base/messages';
import { homeFolder } from '../../base/nodeFiles';
import { settings, settingsPrefix } from '../../base/settings';
import {
  canMakeEnvironment,
  installInto,
  isEnough,
  makeEnvironment,
  oldestDjango,
  oldestPython,
  pythonOf,
  pythonsOnPath,
  tryPython,
  type PythonCommand,
  type TriedPython,
} from './interpreter';
import { chosenPython } from './pythonExtension';
import { shownCommand } from './shownCommand';

/** The requirements of the checks. */
export interface Needs {
  /** The folder of all exercises, where the environment is created. */
  readonly root: string;
  /** The exercise's folder, for which the Python extension is asked. */
  readonly folder: string;
  readonly modules: readonly string[];
  /** For `pip install`. */
  readonly requirements: readonly string[];
  /** Whether an environment that is there may be used: trying its Python runs it. */
  readonly mayUse: (environment: string) => Promise<boolean>;
  /** Told before an environment is created. */
  readonly made: (environment: string) => Promise<void>;
}

const environmentName = '.venv';

/**
 * Finds the Python for an exercise. If none is suitable, the person is told what is missing and can
 * have an environment created, as a task in a terminal.
 *
 * @throws CancellationError if the person declines
 * @throws HumanError if there is no Python to create one with
 */
export async function pythonFor(needs: Needs): Promise<PythonCommand> {
  const { found, tried, isRefused } = await findPython(needs);
  if (found) return found.command;
  // Making one where another is would run it.
  if (isRefused === true) throw new vscode.CancellationError();
  const base = tried.find(canMakeEnvironment);
  if (!base) throw await noPython(tried);
  await setUp(needs, base, tried);
  const again = await findPython(needs);
  if (again.found) return again.found.command;
  throw new HumanError(
    vscode.l10n.t(
      'The environment is there, but its Python still cannot run the checks: {0}',
      again.tried.map(wordsOfTried).join('; '),
    ),
  );
}

async function findPython({ root, folder, modules, mayUse }: Needs): Promise<{
  readonly found?: TriedPython;
  readonly tried: readonly TriedPython[];
  /** Whether the person refused to use the environment that is there. */
  readonly isRefused?: boolean;
}> {
  const tried: TriedPython[] = [];
  const { sep } = await import('node:path');
  const environment = await environmentOf(root);
  const isInside = ([program]: PythonCommand) => program.startsWith(environment + sep);
  const set = fromSetting();
  let isAllowed: boolean | undefined;
  // Another extension may have chosen the environment, too. What the person has set needs no question.
  const isRefused = async (command: PythonCommand) =>
    !set.includes(command) &&
    isInside(command) &&
    (await exists(environment)) &&
    !(isAllowed ??= await mayUse(environment));
  for (const candidate of [
    () => set,
    () => (isSet() ? [] : fromExtension(folder)),
    async () => [await pythonOf(environment)],
    () => (isSet() ? [] : pythonsOnPath()),
  ]) {
    for (const command of await candidate()) {
      if (tried.some(each => each.command.join(' ') === command.join(' '))) continue;
      if (await isRefused(command)) continue;
      const one = await tryPython(command, modules);
      if (isEnough(one)) return { found: one, tried };
      tried.push(one);
    }
  }
  // Do not report an environment never made.
  const isThere = await exists(environment);
  return {
    tried: tried.filter(({ command }) => isThere || !isInside(command)),
    isRefused: isAllowed === false,
  };
}

function isSet(): boolean {
  return readSetting(settings.practicePython).trim() !== '';
}

function fromSetting(): readonly PythonCommand[] {
  if (!isSet()) return [];
  const home = homeFolder();
  const set = readSetting(settings.practicePython).trim();
  return [[home === undefined ? set : set.replace(/^~(?=[/\\])/, () => home)]];
}

async function fromExtension(folder: string): Promise<readonly PythonCommand[]> {
  const command = await chosenPython(vscode.Uri.file(folder));
  return command ? [command] : [];
}

async function environmentOf(root: string): Promise<string> {
  const path = await import('node:path');
  return path.join(root, environmentName);
}

async function exists(file: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(file).then(
    () => true,
    () => false,
  );
}

async function noPython(tried: readonly TriedPython[]): Promise<Error> {
  const open = vscode.l10n.t('Open Setting');
  const message = vscode.l10n.t(
    'The checks need Python {0} or newer, and none was found. Install one from python.org, or name it in a setting.',
    oldestPython,
  );
  const choice = await showWarningMessage(
    message,
    { modal: true, detail: tried.map(wordsOfTried).join('\n') },
    open,
  );
  if (choice === open) await openSetting();
  return new vscode.CancellationError();
}

async function openSetting(): Promise<void> {
  await vscode.commands.executeCommand(
    'workbench.action.openSettings',
    `${settingsPrefix}.${settings.practicePython.name}`,
  );
}

/** A Python's problem, on one line. */
function wordsOfTried({ command, facts, problem }: TriedPython): string {
  const name = command.join(' ');
  if (!facts) {
    const why = (problem ?? '').trim().split('\n').at(-1) ?? '';
    return vscode.l10n.t('{0} does not run: {1}', name, why);
  }
  const { version, django, missing } = facts;
  if (django === '') return vscode.l10n.t('{0} (Python {1}) has no Django', name, version);
  if (missing.length > 0) {
    return vscode.l10n.t('{0} (Python {1}) has no {2}', name, version, missing.join(', '));
  }
  return vscode.l10n.t('{0} (Python {1}) has Django {2}', name, version, django);
}

/** Shows the commands, and runs them in a terminal if the person agrees. */
async function setUp(
  { root, requirements, made }: Needs,
  base: TriedPython,
  tried: readonly TriedPython[],
): Promise<void> {
  const environment = await environmentOf(root);
  const python = await pythonOf(environment);
  const works = (await tryPython(python, [])).facts !== undefined;
  const make = makeEnvironment(base.command, environment);
  const commands = [...(works ? [] : [make]), installInto(python, requirements)];
  const shown = commands.map(command => shownCommand(command));
  const action = vscode.l10n.t('Set Up the Environment');
  const copy = vscode.l10n.t('Copy Commands');
  const choice = await showWarningMessage(
    vscode.l10n.t(
      'The checks need Django {0} or newer. Set up a virtual environment for your exercises?',
      oldestDjango,
    ),
    {
      modal: true,
      detail: [
        ...tried.map(wordsOfTried),
        '',
        vscode.l10n.t('This runs in a terminal:'),
        ...shown,
      ].join('\n'),
    },
    action,
    copy,
  );
  if (choice === copy) await vscode.env.clipboard.writeText(`${shown.join('\n')}\n`);
  if (choice !== action) throw new vscode.CancellationError();
  if (!works) await made(environment);
  for (const command of commands) {
    const code = await runTask(command, root);
    if (code === 0) continue;
    const choice = await showWarningMessage(
      vscode.l10n.t(
        'The environment is not complete; the terminal says why. If you are offline, run this once you are online: {0}',
        shown.slice(commands.indexOf(command)).join(' && '),
      ),
      copy,
    );
    if (choice === copy) await vscode.env.clipboard.writeText(`${shown.join('\n')}\n`);
    throw new vscode.CancellationError();
  }
}

/** Runs a program as a task; gives its exit code, `undefined` if it was terminated. */
async function runTask(command: readonly string[], cwd: string): Promise<number | undefined> {
  const [program = '', ...args] = command;
  const task = new vscode.Task(
    { type: 'process' },
    vscode.TaskScope.Workspace,
    vscode.l10n.t('Set up Django for exercises'),
    'Django Interview Study',
    new vscode.ProcessExecution(program, args, { cwd }),
    [],
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    showReuseMessage: false,
  };
  const execution = await vscode.tasks.executeTask(task);
  return new Promise(resolve => {
    const done = (code: number | undefined) => {
      subscription.dispose();
      resolve(code);
    };
    const subscription = vscode.Disposable.from(
      vscode.tasks.onDidEndTaskProcess(event => {
        if (event.execution === execution) done(event.exitCode);
      }),
      vscode.tasks.onDidEndTask(event => {
        // A task that never became a process ends without an exit code.
        if (event.execution === execution) setTimeout(() => done(undefined), 1000);
      }),
    );
  });
}
