/** Records which files of the extension are loaded, before the first test loads everything. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { commands, treeViewId } from '../../../src/editor/base/ids';
import type { TestApi } from '../../../src/extension';
import { extensionId, until } from './app';

/** The names of the files, without extension, sorted. */
export interface Loading {
  readonly activated: readonly string[];
  readonly tree: readonly string[];
  /** By the time a question's page is asked for its answer. */
  readonly question: readonly string[];
  /** With the answer. */
  readonly answer: readonly string[];
}

const key = Symbol.for('django-interview-study loading');

/** The recorded files; each test file is its own bundle, so they are stored beside them. */
export function loading(): Loading | undefined {
  return (globalThis as { [key]?: Loading })[key];
}

/** Activates the extension, opens the tree, then a question, and records what each loads. */
export async function noteLoading(): Promise<void> {
  const extension = vscode.extensions.getExtension<TestApi>(extensionId);
  if (!extension) return;
  const loaded = () =>
    Object.keys(require.cache)
      .filter(file => file.startsWith(path.join(extension.extensionPath, 'dist') + path.sep))
      .map(file => path.parse(file).name)
      .sort();
  const api = await extension.activate();
  const activated = loaded();
  await vscode.commands.executeCommand(`${treeViewId}.focus`);
  const app = await api.app();
  await app.tree.getChildren();
  await app.study.questions.packs();
  const tree = loaded();
  const opened = vscode.commands.executeCommand(commands.open, 'signals');
  let question = tree;
  for (let now = tree; !now.includes('markdown'); now = loaded()) {
    question = now;
    await new Promise(resolve => setImmediate(resolve));
  }
  await opened;
  await until('the question is open', () => app.study.current?.id === 'signals');
  (globalThis as { [key]?: Loading })[key] = { activated, tree, question, answer: loaded() };
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await until('it is closed', () => app.study.current === undefined);
}
