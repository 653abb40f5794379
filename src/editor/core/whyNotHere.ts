/** Whether exercises can be practised here: that needs a disk, Python and workspace trust. */
import * as vscode from 'vscode';
import { hasNode } from '../base/pieces';

/** Where the extension runs. */
interface Host {
  /** Whether Node is there; not so on the web. */
  readonly hasNode: boolean;
  /** The kind of machine the window is connected to; `undefined` for a local window. */
  readonly remoteName: string | undefined;
}

function thisHost(): Host {
  return { hasNode: hasNode(), remoteName: vscode.env.remoteName };
}

/** The reason nothing can be written or run here, for display; `undefined` if it can. */
export function whyNotHere(
  context: { readonly extension: Pick<vscode.Extension<unknown>, 'extensionKind'> },
  host = thisHost(),
): string | undefined {
  if (!host.hasNode) {
    return vscode.l10n.t(
      'An exercise needs a folder on disk and Python, which VS Code on the web does not have. You can read the task, the hints and the solution here; to practise, open VS Code on your computer.',
    );
  }
  if (
    host.remoteName !== undefined &&
    context.extension.extensionKind === vscode.ExtensionKind.UI
  ) {
    return vscode.l10n.t(
      'This window is connected to another machine, but the extension runs on yours and cannot run Python there. You can read the task, the hints and the solution here; to practise, open a local window.',
    );
  }
  return undefined;
}

/** The reason no checks can be run here, for display; `undefined` if they can. */
export function whyNotRun(context: vscode.ExtensionContext): string | undefined {
  const why = whyNotHere(context);
  if (why !== undefined || vscode.workspace.isTrusted) return why;
  return vscode.l10n.t(
    'In Restricted Mode nothing is run. Trust this workspace to run the checks of your exercises.',
  );
}
