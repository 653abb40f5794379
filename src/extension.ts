import * as vscode from 'vscode';
import { registerCommands } from './editor/commands';
import { registerLog } from './editor/log';
import { registerQuestionPanel } from './editor/questionPanel';
import { QuestionSource } from './editor/questionSource';
import { registerQuestionTree } from './editor/questionTree';
import { registerStatusBar } from './editor/statusBar';
import { progressFolder, ProgressStore } from './editor/storage/progressStore';
import { Study } from './editor/study';

/** What the extension offers to tests and to other extensions. */
export interface Api {
  readonly study: Study;
}

/** Builds the parts and wires them. It reads no file and parses no Markdown: that waits for first use. */
export function activate(context: vscode.ExtensionContext): Api {
  const store = new ProgressStore({
    state: context.workspaceState,
    folder: progressFolder(context.globalStorageUri, vscode.workspace.workspaceFolders),
  });
  const questions = new QuestionSource(vscode.Uri.joinPath(context.extensionUri, 'questions'));
  const study = new Study(questions, store, context.workspaceState);
  const panel = registerQuestionPanel(study, context.extensionUri);
  context.subscriptions.push(
    registerLog(),
    store,
    study,
    panel,
    registerQuestionTree(study),
    registerStatusBar(study),
    registerCommands(study, panel),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      // Another window may have studied the same workspace meanwhile.
      if (focused) void store.refresh();
    }),
  );
  void store.open();
  return { study };
}
