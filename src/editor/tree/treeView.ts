import * as vscode from 'vscode';
import type { App } from '../main/app';
import { treeViewId } from '../base/ids';
import type { QuestionTree } from './questionTree';
import { parentOf, type TreeNode } from './treeNode';

/** The tree view. Its rows are made by `QuestionTree`, which is loaded when VS Code asks for them. */
export function registerQuestionTree(app: () => Promise<App>): vscode.Disposable {
  const changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  let tree: QuestionTree | undefined;
  const load = async () => {
    if (tree === undefined) {
      const parts = await app();
      tree = parts.tree;
      tree.attach(view, changed);
      parts.due.attach(view);
    }
    return tree;
  };
  const view = vscode.window.createTreeView<TreeNode>(treeViewId, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async node => (await load()).getChildren(node),
      getTreeItem: async node => (await load()).getTreeItem(node),
      getParent: parentOf,
      resolveTreeItem: async (item, node) => (await load()).resolveTreeItem(item, node),
    },
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  return vscode.Disposable.from(view, changed);
}
