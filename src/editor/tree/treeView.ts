import * as vscode from 'vscode';
import { treeViewId } from '../base/ids';
import type { QuestionTree } from './questionTree';
import { parentOf, type TreeNode } from './treeNode';

/** The tree view's rows, and the due count shown on it. */
export interface TreeParts {
  readonly tree: QuestionTree;
  readonly due: { attach(view: vscode.TreeView<TreeNode>): void };
}

/** The tree view. Its rows come from `QuestionTree`, loaded when VS Code requests them. */
export function registerQuestionTree(parts: () => Promise<TreeParts>): vscode.Disposable {
  const changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  let tree: QuestionTree | undefined;
  const load = async () => {
    if (tree === undefined) {
      const { tree: made, due } = await parts();
      tree = made;
      tree.attach(view, changed);
      due.attach(view);
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
    canSelectMany: true,
    manageCheckboxStateManually: true,
  });
  return vscode.Disposable.from(view, changed);
}
