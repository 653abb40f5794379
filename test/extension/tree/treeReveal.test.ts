import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { QuestionTree } from '../../../src/editor/tree/questionTree';
import type { TreeNode } from '../../../src/editor/tree/treeNode';
import { activeApp, until } from '../kit/app';
import { Effects } from '../kit/effects';

describe('the row of the open question', () => {
  let app: App;
  let tree: QuestionTree;
  const revealed: TreeNode[] = [];
  let failures = 0;
  const asked = new vscode.EventEmitter<TreeNode[] | undefined>();
  const nothing = new vscode.EventEmitter<never>();
  /** A view that cannot find rows for a while, like VS Code's while it draws them. */
  const view = {
    visible: true,
    description: '',
    onDidChangeVisibility: nothing.event,
    onDidChangeCheckboxState: nothing.event,
    reveal: (node: TreeNode) => {
      if (failures-- > 0) return Promise.reject(new Error('Cannot resolve tree item'));
      revealed.push(node);
      return Promise.resolve();
    },
  };

  before(async () => {
    app = await activeApp();
    await app.study.questions.settled();
    await app.study.store.open();
    tree = new QuestionTree(app.study, app.stack);
    tree.attach(view as unknown as vscode.TreeView<TreeNode>, asked);
  });

  after(() => {
    tree.dispose();
    app.study.setCurrent(undefined);
  });

  it('is brought into view also where VS Code cannot find it at first', async () => {
    failures = 2;
    app.study.setCurrent('signals');
    await until('it is revealed', () => revealed.length > 0);
    assert.deepEqual(revealed, [tree.nodeOf('signals')]);
  });

  it('is left where it is when VS Code does not find it at all, without a word', async () => {
    revealed.length = 0;
    failures = 3;
    const effects = new Effects();
    try {
      app.study.setCurrent('caching');
      await until('all tries are over', () => failures <= 0);
      app.study.setCurrent('forms');
      await until('the next one is revealed', () => revealed.length > 0);
    } finally {
      effects.dispose();
    }
    assert.deepEqual(effects.seen, []);
    assert.deepEqual(revealed, [tree.nodeOf('forms')]);
  });
});
