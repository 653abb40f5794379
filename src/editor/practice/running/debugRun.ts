/** Runs checks in the Python debugger, if its extension is installed. */
import * as vscode from 'vscode';
import { offerExtension } from '../../base/offerExtension';
import { openWorkshop, type RunListener, type RunRequest, type Workshop } from './checkRun';

/** The extension with the debugger. */
const debuggerId = 'ms-python.debugpy';

const pollMs = 150;

/**
 * Debugs checks; resolves when the session has ended. Without the debugger's extension it says how
 * to get it.
 *
 * @throws CancellationError if the debugger is missing or does not start
 */
export async function debugChecks(
  request: RunRequest,
  listener: RunListener,
  run: vscode.TestRun,
  token: vscode.CancellationToken,
): Promise<void> {
  if (!vscode.extensions.getExtension(debuggerId)) {
    await offerExtension(
      debuggerId,
      vscode.l10n.t('To debug checks, install the extension “Python Debugger”.'),
    );
    throw new vscode.CancellationError();
  }
  const workshop = await openWorkshop(request.checks);
  const hear = async () => {
    for (const event of await workshop.news()) listener.event(event);
  };
  try {
    const configuration = configurationOf(request, workshop);
    listener.opened(workshop.folder, [configuration.python, configuration.program]);
    let session: vscode.DebugSession | undefined;
    const state = { isOver: false };
    const subscriptions = [
      vscode.debug.onDidStartDebugSession(started => {
        if (started.configuration.program === workshop.script) session ??= started;
      }),
      vscode.debug.onDidTerminateDebugSession(ended => {
        if (ended === session) state.isOver = true;
      }),
      token.onCancellationRequested(() => {
        if (session) void vscode.debug.stopDebugging(session);
      }),
    ];
    try {
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(request.folder));
      const started = await vscode.debug.startDebugging(folder, configuration, { testRun: run });
      if (!started) throw new vscode.CancellationError();
      while (!state.isOver) {
        await new Promise(resolve => setTimeout(resolve, pollMs));
        await hear();
        // A session that ended before its start was noticed.
        if (session === undefined && token.isCancellationRequested) break;
      }
      await hear();
    } finally {
      for (const each of subscriptions) each.dispose();
    }
  } finally {
    await workshop.remove();
  }
}

/** The launch configuration: the same runner as without a debugger, without a time limit. */
export function configurationOf(
  { python: [program, ...before], folder, labels }: RunRequest,
  workshop: Workshop,
): vscode.DebugConfiguration & { readonly python: string; readonly program: string } {
  return {
    type: 'debugpy',
    request: 'launch',
    name: vscode.l10n.t('Debug Checks'),
    python: program,
    pythonArgs: before,
    program: workshop.script,
    args: workshop.args({ labels, limit: 0, mark: '' }),
    cwd: folder,
    console: 'internalConsole',
    justMyCode: true,
    django: true,
    env: {
      PYTHONDONTWRITEBYTECODE: '1',
      // `null` would remove a variable, but not in every version of the debugger.
      PYTHONPATH: '',
      DJANGO_SETTINGS_MODULE: 'config.settings',
    },
    // A breakpoint in the person's copy of a check is moved to the check that runs.
    pathMappings: [{ localRoot: `${folder}/checks`, remoteRoot: `${workshop.folder}/checks` }],
  };
}
