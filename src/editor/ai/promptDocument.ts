/**
 * "Show What Is Sent": the exact prompt as a read-only document; and a model's reply as one. Not as
 * Markdown: VS Code makes a link that runs a command of any `[text](command:…)` in it.
 */
import * as vscode from 'vscode';

const scheme = 'django-interview-prompt';
/** The folder in that scheme; package.json gives its files a plain-text language. */
const folder = 'django-interview-text';

const shown = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();
let registered = false;

/** Opens `prompt` beside the panel, or in the group that shows one already. `name` is plain text and becomes the tab's title. */
export async function showPrompt(
  context: vscode.ExtensionContext,
  name: string,
  prompt: string,
): Promise<void> {
  if (!registered) {
    registered = true;
    context.subscriptions.push(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: uri =>
          shown.get(uri.path) ?? vscode.l10n.t('What was sent in an earlier session is not kept.'),
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) shown.delete(uri.path);
      }),
    );
  }
  const file =
    name
      .replace(/[\\/:*?"<>|#\s]+/g, ' ')
      .trim()
      .slice(0, 60) || 'prompt';
  const uri = vscode.Uri.from({ scheme, path: `/${folder}/${file}.txt` });
  shown.set(uri.path, prompt);
  changed.fire(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    viewColumn: columnOfPrompts() ?? vscode.ViewColumn.Beside,
    preview: true,
  });
}

/** The group that shows such a document already: a second one beside it would be too narrow. */
function columnOfPrompts(): vscode.ViewColumn | undefined {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme),
  );
  return group?.viewColumn;
}
