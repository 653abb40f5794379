/** "See it in your code": finds a name in the workspace's files. Read-only. */
import * as vscode from 'vscode';
import { log } from '../base/log';
import { showInformationMessage } from '../base/messages';
import { withoutLinks } from '../base/withoutLinks';

/** Maximum number of files searched. */
const mostFiles = 5_000;
/** Maximum number of places shown. */
const mostPlaces = 200;
/** Larger files, in bytes, are data rather than code. */
const largestFile = 1024 * 1024;

const files = '**/*.{py,pyi,html,txt,jinja,jinja2,toml,cfg,ini,yml,yaml}';
const others =
  '**/{node_modules,.venv,venv,env,.tox,.nox,site-packages,.git,__pycache__,dist,build,staticfiles}/**';

/** The places found, and whether there are more. */
export interface Found {
  readonly places: readonly vscode.Location[];
  readonly files: number;
  readonly complete: boolean;
}

/** Searches for a name with cancellable progress, and peeks at the places found. */
export async function findInWorkspace(name: string): Promise<void> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void showInformationMessage(
      vscode.l10n.t('Open your project’s folder first: there is no code to search.'),
    );
    return;
  }
  const found = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: withoutLinks(vscode.l10n.t('Looking for {0} in your code', name)),
      cancellable: true,
    },
    (_progress, token) => findName(name, token),
  );
  const [first] = found.places;
  if (first === undefined) {
    void showInformationMessage(
      found.complete
        ? vscode.l10n.t(
            '{0} was not found in the {1} files of this workspace that were searched.',
            name,
            found.files,
          )
        : vscode.l10n.t(
            '{0} was not found in the {1} files that were searched before the search ended.',
            name,
            found.files,
          ),
    );
    return;
  }
  // Beside the question, in a group with code if there is one.
  const viewColumn =
    vscode.window.visibleTextEditors.find(editor => editor.viewColumn !== undefined)?.viewColumn ??
    vscode.ViewColumn.Beside;
  await vscode.window.showTextDocument(first.uri, { selection: first.range, viewColumn });
  await vscode.commands.executeCommand(
    'editor.action.peekLocations',
    first.uri,
    first.range.start,
    found.places,
    'peek',
  );
}

/** Finds whole words only; stops when `token` is cancelled or there are enough. */
export async function findName(name: string, token: vscode.CancellationToken): Promise<Found> {
  const uris = await vscode.workspace.findFiles(files, others, mostFiles, token);
  uris.sort((a, b) => (a.path < b.path ? -1 : 1));
  const word = new RegExp(`(?<![\\w])${escapeRegExp(name)}(?![\\w])`, 'g');
  const places: vscode.Location[] = [];
  let read = 0;
  for (const uri of uris) {
    if (token.isCancellationRequested || places.length >= mostPlaces) break;
    read += 1;
    const text = await readText(uri);
    if (!text?.includes(name)) continue;
    text.split('\n').forEach((line, row) => {
      for (const { index } of line.matchAll(word)) {
        if (places.length < mostPlaces) {
          places.push(
            new vscode.Location(uri, new vscode.Range(row, index, row, index + name.length)),
          );
        }
      }
    });
  }
  return { places, files: read, complete: read === uris.length && uris.length < mostFiles };
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFile) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    log().info(`${uri.toString()} was not searched: ${String(error)}`);
    return undefined;
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
