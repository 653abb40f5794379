import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { commands } from '../../../src/editor/base/ids';
import type { TreeNode } from '../../../src/editor/tree/treeNode';
import { DueReviews } from '../../../src/editor/review/dueReviews';
import { activeApp, until } from '../kit/app';
import { rendered } from '../kit/rendered';

describe('a pack that is saved', () => {
  let app: App;
  let folder: string;
  let due: DueReviews;
  const view: Pick<vscode.TreeView<unknown>, 'badge'> = { badge: undefined };

  const saveAs = (name: string, ...lines: string[]) => {
    fs.mkdirSync(path.join(folder, '.interview'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.interview', name), lines.join('\n'));
  };
  const save = (...lines: string[]) => saveAs('mine.md', ...lines);
  const rows = async (node?: TreeNode): Promise<string[]> => {
    const nodes = await app.tree.getChildren(node);
    const below = await Promise.all(nodes.map(child => rows(child)));
    return nodes.flatMap((child, i) => {
      const { label } = app.tree.getTreeItem(child);
      return [typeof label === 'string' ? label : (label?.label ?? ''), ...below[i]!];
    });
  };
  const row = async (id: string): Promise<TreeNode> => {
    await app.tree.getChildren();
    const node = app.tree.nodeOf(id);
    assert.ok(node, `no row of ${id}`);
    return node;
  };

  before(async () => {
    app = await activeApp();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    await app.study.questions.settled();
    await vscode.commands.executeCommand('djangoInterview.questions.focus');
    due = new DueReviews(app.study, app.context.globalStorageUri);
    due.attach(view);
    const day = 24 * 60 * 60 * 1000;
    const reviews = [{ time: Date.now() - 60 * day, rating: 3 as const, duration: 9 }];
    await app.study.store.apply('Good', () => new Map([['rolled-out', { reviews }]]));
  });

  after(async () => {
    due.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand(commands.undo);
    fs.rmSync(path.join(folder, '.interview'), { recursive: true, force: true });
    await until('it is gone', () => app.study.questions.library.questions.length === 57);
  });

  it('is at once in the tree and in the reviews, and what it no longer has is in neither', async () => {
    assert.equal(view.badge, undefined, 'what no pack has is not due');
    save('# Our stack', '', '## How is it rolled out? {#rolled-out}', '', '> h');
    await until('it is due', () => view.badge?.value === 1);
    await until('it is a row', async () => (await rows()).includes('How is it rolled out?'));
    save('# Our stack', '', '## How do we test? {#tested}', '', '> h');
    await until('nothing is due', () => view.badge === undefined);
    await until('the tree has the one', async () => (await rows()).includes('How do we test?'));
    assert.ok(!(await rows()).includes('How is it rolled out?'));
  });

  it('is at once in the review that goes on', async () => {
    save('# Our stack', '', '## How is it rolled out? {#rolled-out}', '', '> h');
    await until('it is there', () => app.study.questions.question('rolled-out') !== undefined);
    await vscode.commands.executeCommand(commands.review);
    await until('it is asked', () => app.study.current?.id === 'rolled-out');
    const reviewer = await app.reviews.reviewer();
    const total = async () => {
      const bar = await reviewer.viewOf('rolled-out', 0);
      return bar?.kind === 'asking' ? Number(/(\d+) to go/.exec(bar.progress)?.[1]) : undefined;
    };
    const before = (await total())!;
    await app.study.store.apply('Good', () => {
      const reviews = [{ time: Date.now() - 1e9, rating: 3 as const, duration: 9 }];
      return new Map([['tested', { reviews }]]);
    });
    const shown: (number | undefined)[] = [];
    const panel = await app.questionPanel();
    panel.refreshReview = () => {
      Reflect.deleteProperty(panel, 'refreshReview');
      void total().then(count => shown.push(count));
    };
    saveAs('other.md', '# Tests', '', '## How do we test? {#tested}', '', '> h');
    await until('the bar tells of another one', () => shown.length > 0);
    assert.deepEqual(shown, [before + 1]);
    assert.equal(app.study.current?.id, 'rolled-out', 'the open question stays open');
    await vscode.commands.executeCommand(commands.undo);
  });

  it('keeps the question in the review that is worded anew while it is asked', async () => {
    save('# Our stack', '', '## How is it rolled out?', '', '> h');
    await until('it is the same question', () => app.study.current?.id === 'how-is-it-rolled-out');
    const reviewer = await app.reviews.reviewer();
    await until('it is asked still', async () => {
      const bar = await reviewer.viewOf('how-is-it-rolled-out', 0);
      return bar?.kind === 'asking';
    });
    await reviewer.end();
  });

  it('loads nothing and leads nowhere from the tooltip of its row', async () => {
    save(
      ...['# Our stack', '', '## What is ![](https://evil.example/a.png)? {#evil}', ''],
      ...['> [here](file:///etc/passwd) <img src="https://evil.example/b.png">'],
      ...['> [and](command:workbench.action.quit) [there](https://docs.djangoproject.com/)'],
    );
    await until('it is there', () => app.study.questions.question('evil') !== undefined);
    const node = await row('evil');
    const { tooltip } = await app.tree.resolveTreeItem(app.tree.getTreeItem(node), node);
    const { value } = tooltip as vscode.MarkdownString;
    const { links, tags } = rendered(value);
    assert.deepEqual(tags, [], value);
    for (const link of links) assert.match(link, /^https:/, value);
    assert.ok(links.includes('https://docs.djangoproject.com/'), value);
  });
});
