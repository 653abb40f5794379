import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { addReview, resetProgress, setMark, type Progress } from '../../../src/study/progress';
import { buryUntilTomorrow } from '../../../src/study/review/queue';
import { runCommand } from '../../../src/editor/main/commandTable';
import { commands } from '../../../src/editor/base/ids';
import { progressLine } from '../../../src/editor/statistics/statusBar';
import { QuestionTree } from '../../../src/editor/tree/questionTree';
import type { TreeNode } from '../../../src/editor/tree/treeNode';
import { activeApp, until } from '../kit/app';

const dayMs = 24 * 60 * 60 * 1000;

describe('the rows of questions', () => {
  let app: App;

  before(async () => {
    app = await activeApp();
    await app.study.questions.settled();
    await app.study.store.open();
  });

  const change = (make: (progress: Progress) => Progress) => app.study.store.apply('test', make);
  const rate = (id: string, rating: 1 | 2 | 3 | 4, daysAgo: number) =>
    change(progress =>
      addReview(progress, id, { time: Date.now() - daysAgo * dayMs, rating, duration: 1 }),
    );

  beforeEach(() => change(progress => resetProgress(progress, Date.now())));
  after(async () => {
    await app.study.setFilter('all');
    await change(progress => resetProgress(progress, Date.now()));
  });

  const row = (id: string): vscode.TreeItem => app.tree.getTreeItem(app.tree.nodeOf(id)!);
  /** The mark before the wording. */
  const state = (id: string) => {
    const { description } = row(id);
    const wording = app.study.questions.question(id)!.title;
    assert.ok(
      typeof description === 'string' && description.endsWith(wording),
      String(description),
    );
    return description.slice(0, -wording.length).replace(/ · $/, '');
  };

  it('have a short title, and the whole question behind it and for a screen reader', () => {
    const { label, description, accessibilityInformation } = row('middleware');
    const wording = 'What are Django middlewares and how do they work?';
    assert.equal(label, 'Middleware');
    assert.equal(description, `new · ${wording}`);
    assert.equal(accessibilityInformation?.label, `${wording}, new`);
  });

  it('tell how the question stands', async () => {
    await rate('signals', 4, 0);
    await until('the schedule is known', () =>
      /^due (tomorrow|in \d+ days)$/.test(state('signals')),
    );
    await rate('caching', 1, 0);
    assert.equal(state('caching'), 'learning');
    await rate('forms', 4, 400);
    assert.equal(state('forms'), 'due');
    await change(progress => buryUntilTomorrow(progress, ['forms'], app.study.days, Date.now()));
    assert.equal(state('forms'), 'buried');
    await change(progress => setMark(progress, ['middleware'], 'suspended', true, Date.now()));
    assert.equal(state('middleware'), 'suspended');
    await change(progress => setMark(progress, ['debugging'], 'mastered', true, Date.now()));
    assert.equal(state('debugging'), '');
  });

  it('are counted by their category: mastered, seen, due', async () => {
    await app.study.schedule();
    await rate('forms', 4, 400);
    await rate('middleware', 4, 0);
    const category = app.tree.getTreeItem({
      kind: 'category',
      category: app.study.questions.library.place('middleware')!.category,
      parent: undefined,
    });
    assert.match(String(category.description), /^0\/\d+ · 1 seen$/);
    const other = app.tree.getTreeItem({
      kind: 'category',
      category: app.study.questions.library.place('forms')!.category,
      parent: undefined,
    });
    assert.match(String(other.description), /^0\/\d+ · 1 seen · 1 due$/);
    await change(progress => setMark(progress, ['debugging'], 'mastered', true, Date.now()));
    const line = 'Django interview: 1 of 57 questions mastered, 3 seen, 1 due';
    assert.equal(progressLine(app.study), line);
  });

  it('are counted without reading a setting for each question, which takes long', async () => {
    await app.study.schedule();
    for (const id of ['forms', 'middleware', 'signals']) await rate(id, 4, 400);
    const { getConfiguration } = vscode.workspace;
    let read = 0;
    Object.assign(vscode.workspace, {
      getConfiguration: (...given: Parameters<typeof getConfiguration>) => {
        read += 1;
        return getConfiguration(...given);
      },
    });
    try {
      assert.match(progressLine(app.study), /3 due/);
      assert.equal(read, 0);
      void vscode.workspace.getConfiguration('djangoInterview');
      assert.equal(read, 1);
    } finally {
      Object.assign(vscode.workspace, { getConfiguration });
    }
  });

  it('tell under the mouse when they were rated, when they come back, and what was forgotten', async () => {
    const tooltip = async (id: string) => {
      const item = await app.tree.resolveTreeItem(row(id), app.tree.nodeOf(id)!);
      return (item.tooltip as vscode.MarkdownString).value.replaceAll('\\', '');
    };
    assert.doesNotMatch(await tooltip('forms'), /Last rated|Next review/);
    for (const [rating, daysAgo] of [
      [4, 90],
      [1, 30],
      [4, 29],
    ] as const) {
      await rate('forms', rating, daysAgo);
    }
    const text = await tooltip('forms');
    assert.match(text, /Last rated Easy on /);
    assert.match(text, /Next review: .+, after \d+ \w+/);
    assert.match(text, /Times forgotten: 1/);
  });

  it('are below short names of categories and collections, whose whole names are in the tooltip', () => {
    const { category, collection } = app.study.questions.library.place('internationalization')!;
    const item = app.tree.getTreeItem({ kind: 'category', category, parent: undefined });
    assert.equal(item.label, 'i18n and l10n');
    assert.match(
      item.tooltip as string,
      /^Internationalization \(i18n\) and Localization \(l10n\), /,
    );
    assert.equal(
      app.tree.getTreeItem({ kind: 'collection', collection }).label,
      'Off the Beaten Path',
    );
    const deep = app.study.questions.library.collections.find(({ id }) => id === 'deep-dive')!;
    assert.equal(app.tree.getTreeItem({ kind: 'collection', collection: deep }).label, 'Deep Dive');
  });

  it('are those that are due, or that were not seen yet, where the filter says so', async () => {
    await rate('forms', 4, 400);
    await rate('signals', 4, 0);
    await app.study.setFilter('due');
    const below = async (): Promise<string[]> => {
      const ids: string[] = [];
      const walk = async (nodes: Awaited<ReturnType<App['tree']['getChildren']>>) => {
        for (const node of nodes) {
          if (node.kind === 'question') ids.push(node.question.id);
          else await walk(await app.tree.getChildren(node));
        }
      };
      await walk(await app.tree.getChildren());
      return ids;
    };
    assert.deepEqual(await below(), ['forms']);
    await app.study.setFilter('notSeen');
    const unseen = await below();
    assert.equal(unseen.length, app.study.questions.library.questions.length - 2);
    assert.ok(!unseen.includes('forms') && !unseen.includes('signals'));
    await app.study.setFilter('all');
  });

  it('have the filter named above them, with the way out, unless none is left or none is hidden', async () => {
    const view = {
      visible: false,
      message: undefined,
      onDidChangeVisibility: new vscode.EventEmitter<never>().event,
    } as unknown as vscode.TreeView<TreeNode>;
    const order = { onDidChange: new vscode.EventEmitter<void>().event, sort: <T>(all: T) => all };
    const tree = new QuestionTree(app.study, order);
    tree.attach(view, new vscode.EventEmitter());
    const messages: (string | undefined)[] = [];
    await rate('forms', 4, 400);
    for (const filter of ['due', 'bookmarked', 'all'] as const) {
      await app.study.setFilter(filter);
      await tree.getChildren();
      messages.push(view.message);
    }
    tree.dispose();
    const way = '“Show All Questions” in the title brings the rest back.';
    assert.deepEqual(messages, [`Showing only: Due for review. ${way}`, '', '']);
  });

  it('are marked, bookmarked and buried together where several are selected', async () => {
    const nodes = ['forms', 'signals', 'caching'].map(id => app.tree.nodeOf(id)!);
    const all = (what: 'mastered' | 'bookmarked') =>
      nodes.map(node => node.kind === 'question' && app.study.has(node.question.id, what));
    await runCommand(app, commands.addBookmark, [nodes[0], nodes]);
    assert.deepEqual(all('bookmarked'), [true, true, true]);
    await runCommand(app, commands.markMastered, [nodes[0], nodes.slice(0, 2)]);
    assert.deepEqual(all('mastered'), [true, true, false]);
    await runCommand(app, commands.undo, []);
    assert.deepEqual(all('mastered'), [false, false, false]);
    await runCommand(app, commands.buryQuestion, [nodes[0], nodes]);
    assert.deepEqual(
      ['forms', 'signals', 'caching'].map(id => app.study.standing(id)),
      ['buried', 'buried', 'buried'],
    );
    // A row outside the selection is acted on alone.
    await runCommand(app, commands.markMastered, [nodes[2], nodes.slice(0, 2)]);
    assert.deepEqual(all('mastered'), [false, false, true]);
  });
});
