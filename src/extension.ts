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

/** The API for other extensions, as returned by `vscode.extensions.getExtension(…).activate()`. */
export interface Api {
  /**
   * Opens a question in its panel.
   * @param id such as `signals`: from `{#…}` in its pack or the end of its link
   * @returns whether any pack has such a question; nothing is opened otherwise
   */
  openQuestion(id: string): Promise<boolean>;
}

/** The additional API for this extension's tests. */
export interface TestApi extends Api {
  /** The parts of the extension, created on first use. */
  app(): Promise<App>;
}

let made: Promise<App> | undefined;

/**
 * Registers everything with VS Code. Reads no file, parses no Markdown and loads no other code: the
 * parts behind the registrations are created on first use.
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

/** VS Code allows a few seconds for this when a window is reloaded or closed. */
export async function deactivate(): Promise<void> {
  await (await made)?.settle();
}

/** Shows returning learners what is due shortly after startup; does nothing for others. */
function startSoon(context: vscode.ExtensionContext, app: () => Promise<App>): vscode.Disposable {
  const studied = context.workspaceState.keys().length + context.globalState.keys().length > 0;
  const timer = studied ? setTimeout(() => void app(), 0) : undefined;
  return new vscode.Disposable(() => clearTimeout(timer));
}
