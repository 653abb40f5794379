import * as vscode from 'vscode';
import type { App } from './editor/main/app';
import { registerBuiltInFiles } from './editor/packs/builtInFiles';
import { registerCodeLenses } from './editor/code/registerCodeLenses';
import { registerCommands } from './editor/main/commands';
import { registerInterviewFiles } from './editor/mockInterview/interviewFiles';
import { registerInterviewer } from './editor/ai/register';
import { registerNoteFiles } from './editor/notes/noteFiles';
import { registerPackLanguage } from './editor/packLanguage/register';
import { registerPanels } from './editor/main/panels';
import { registerQuestionLinks } from './editor/question/questionLinks';
import { registerQuestionTree } from './editor/tree/treeView';

/** What other extensions may use: it is what `vscode.extensions.getExtension(…).activate()` gives. */
export interface Api {
  /**
   * Opens a question in its panel.
   * @param id such as `signals`: what `{#…}` in its pack or the end of its link says
   * @returns whether any pack has such a question; nothing is opened otherwise
   */
  openQuestion(id: string): Promise<boolean>;
}

/** What the tests of this extension get besides. */
export interface TestApi extends Api {
  /** The parts of the extension, made on first use. */
  app(): Promise<App>;
}

let made: Promise<App> | undefined;

/**
 * Tells VS Code what there is. It reads no file, parses no Markdown and loads no other code: the
 * parts behind what is registered here are made when the first of them is needed.
 */
export function activate(context: vscode.ExtensionContext): Api | TestApi {
  const app = () =>
    (made ??= import('./editor/main/app').then(({ createApp }) => createApp(context)));
  context.subscriptions.push(
    registerCommands(app),
    registerQuestionTree(app),
    registerPanels(app),
    registerNoteFiles(app),
    registerCodeLenses(app),
    registerInterviewFiles(app),
    registerInterviewer(app),
    startSoon(context, app),
    registerBuiltInFiles(context.extensionUri),
    registerPackLanguage(app),
    registerQuestionLinks(app),
  );
  const api: Api = {
    openQuestion: async id => {
      const { study, questionOpener } = await app();
      const question = await study.questions.find(id);
      if (question) await questionOpener.show(question.id);
      return question !== undefined;
    },
  };
  return context.extensionMode === vscode.ExtensionMode.Test ? { ...api, app } : api;
}

/** VS Code gives this a few seconds when a window is reloaded or closed. */
export async function deactivate(): Promise<void> {
  await (await made)?.settle();
}

/** Shows who has studied here before what is due, soon after VS Code has started; costs others nothing. */
function startSoon(context: vscode.ExtensionContext, app: () => Promise<App>): vscode.Disposable {
  const studied = context.workspaceState.keys().length + context.globalState.keys().length > 0;
  const timer = studied ? setTimeout(() => void app(), 0) : undefined;
  return new vscode.Disposable(() => clearTimeout(timer));
}
