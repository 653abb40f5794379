/** The tree in the sidebar: collection → category → question, with the collection's tips. */
import * as vscode from 'vscode';
import type { Category, Collection, QuestionId } from '../../study/question';
import { treeViewId } from '../base/ids';
import { log, report } from '../base/log';
import { plainText } from '../base/plainText';
import type { Filter, Study } from '../core/study';
import { treeItem } from './treeItems';
import { parentOf, type TreeNode } from './treeNode';
import { showWarningMessage } from '../base/messages';

/** The filters' names for display. */
export function filterNames(): Record<Filter, string> {
  return {
    all: vscode.l10n.t('All questions'),
    due: vscode.l10n.t('Due for review'),
    notSeen: vscode.l10n.t('Not seen yet'),
    notMastered: vscode.l10n.t('Not mastered'),
    mastered: vscode.l10n.t('Mastered'),
    bookmarked: vscode.l10n.t('Bookmarked'),
    noted: vscode.l10n.t('With a note'),
    withExercise: vscode.l10n.t('With an exercise'),
  };
}

/** The message above the rows while a filter hides some. */
function shownOnly(filter: Filter): string {
  return vscode.l10n.t(
    'Showing only: {0}. “Show All Questions” in the title brings the rest back.',
    filterNames()[filter],
  );
}

/** Delay before each attempt to reveal a row, in ms. */
const revealPauses = [0, 300, 1000];

/** Gives a collection's categories in display order. */
export interface CategoryOrder {
  readonly onDidChange: vscode.Event<void>;
  sort(categories: readonly Category[]): readonly Category[];
}

/** The rows of the tree view, in sync with progress, filter and the open question. */
export class QuestionTree implements vscode.Disposable {
  readonly #study: Study;
  readonly #order: CategoryOrder;
  #changed: vscode.EventEmitter<TreeNode[] | undefined> | undefined;
  #view: vscode.TreeView<TreeNode> | undefined;
  #subscriptions: vscode.Disposable | undefined;
  #roots: readonly TreeNode[] | undefined;
  readonly #children = new Map<TreeNode, readonly TreeNode[]>();
  readonly #categories = new Map<string, TreeNode>();
  readonly #questions = new Map<QuestionId, TreeNode>();

  constructor(study: Study, order: CategoryOrder) {
    this.#study = study;
    this.#order = order;
  }

  /** Starts to fill `view`; `changed` is the event that makes VS Code ask again. */
  attach(
    view: vscode.TreeView<TreeNode>,
    changed: vscode.EventEmitter<TreeNode[] | undefined>,
  ): void {
    const study = this.#study;
    this.#changed = changed;
    this.#view = view;
    const revealCurrent = () => {
      const row = () => {
        const { current } = study;
        return current && view.visible ? this.nodeOf(current.id) : undefined;
      };
      void this.#reveal(row, { select: true, focus: false });
    };
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(ids => {
        // A filter adds and removes rows, so the whole tree is refreshed.
        if (ids === 'all' || study.filter !== 'all') changed.fire(undefined);
        else this.#refreshQuestions(ids);
      }),
      study.questions.onDidChange(() => {
        this.#forget();
        changed.fire(undefined);
        revealCurrent();
      }),
      study.onDidStand(ids => {
        if (study.filter === 'due') changed.fire(undefined);
        else this.#refreshQuestions(ids);
      }),
      study.onDidFilter(() => {
        changed.fire(undefined);
      }),
      this.#order.onDidChange(() => {
        this.#forget();
        changed.fire(undefined);
      }),
      study.onDidOpen(revealCurrent),
      view.onDidChangeVisibility(revealCurrent),
      // Editors based on VS Code may have none.
      (view as Partial<typeof view>).onDidChangeCheckboxState?.(
        ({ items }) => void this.#checkAll(items),
      ) ?? new vscode.Disposable(() => undefined),
    );
    // The panel may have been restored before the tree was requested.
    revealCurrent();
  }

  dispose(): void {
    this.#subscriptions?.dispose();
  }

  async #checkAll(
    items: readonly (readonly [TreeNode, vscode.TreeItemCheckboxState])[],
  ): Promise<void> {
    try {
      for (const [node, state] of items) {
        await this.check(node, state === vscode.TreeItemCheckboxState.Checked);
      }
    } catch (error) {
      this.refresh(items.map(([node]) => node));
      report(error);
    }
  }

  /** Reveals and focuses the open question's row; without one, focuses the list. */
  async showCurrent(): Promise<void> {
    await vscode.commands.executeCommand(`${treeViewId}.focus`);
    const row = () => {
      const { current } = this.#study;
      return current && this.nodeOf(current.id);
    };
    await this.#reveal(row, { select: true, focus: true });
  }

  /** Shows the questions of the category with this id, if its row is shown. */
  async expand(category: string): Promise<void> {
    this.#rootNodes();
    await this.#reveal(() => this.#categories.get(category), { expand: true, select: false });
  }

  /**
   * Reveals a row; `find` gives the row at the time of each attempt. VS Code cannot find a row
   * while it redraws the tree, so this is retried; if the row is still not found, the person could
   * do nothing about it. Never rejects.
   */
  async #reveal(
    find: () => TreeNode | undefined,
    options: Parameters<vscode.TreeView<TreeNode>['reveal']>[1],
  ): Promise<void> {
    let failure: unknown;
    for (const pause of revealPauses) {
      if (pause > 0) await new Promise(resolve => setTimeout(resolve, pause));
      const node = find();
      if (!node || !this.#view) return;
      try {
        await this.#view.reveal(node, options);
        return;
      } catch (error) {
        failure = error;
      }
    }
    log().warn('A row of the tree could not be brought into view.', failure);
  }

  /** The selected rows. */
  get selection(): readonly TreeNode[] {
    return this.#view?.selection ?? [];
  }

  refresh(nodes: readonly TreeNode[]): void {
    this.#changed?.fire([...nodes]);
  }

  /** The question's row, or `undefined` if the filter hides it. */
  nodeOf(id: QuestionId): TreeNode | undefined {
    const place = this.#study.questions.library.place(id);
    if (!place || !this.#study.passes(id)) return undefined;
    this.#rootNodes();
    const category = this.#categories.get(place.category.id);
    if (category) this.#childrenOf(category);
    return this.#questions.get(id);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    await this.#study.store.open();
    if (this.#study.filter === 'due') await this.#study.schedule();
    const nodes = node ? this.#childrenOf(node) : this.#rootNodes();
    const { filter } = this.#study;
    const passing = filter === 'all' ? [...nodes] : nodes.filter(child => this.#passes(child));
    // If nothing matches VS Code shows the view's welcome, but only without a message.
    const isNamed = filter !== 'all' && passing.length > 0;
    if (!node && this.#view) this.#view.message = isNamed ? shownOnly(filter) : '';
    return passing;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(this.#study, node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    return (await import('./tooltip')).addTooltip(this.#study, item, node);
  }

  /** Handles a click on a checkbox. */
  async check(node: TreeNode, checked: boolean): Promise<void> {
    if (node.kind === 'question') {
      const title = plainText(node.question.title);
      await this.#study.mark(
        [node.question.id],
        'mastered',
        checked,
        checked
          ? vscode.l10n.t('Mastered “{0}”', title)
          : vscode.l10n.t('Not mastered “{0}”', title),
      );
    } else if (node.kind === 'category') {
      await this.#checkCategory(node, node.category, checked);
    }
  }

  async #checkCategory(node: TreeNode, category: Category, checked: boolean): Promise<void> {
    const changing = category.questions.filter(
      question => this.#study.has(question.id, 'mastered') !== checked,
    );
    const action = checked
      ? vscode.l10n.t('Mark as Mastered')
      : vscode.l10n.t('Mark as Not Mastered');
    const question = checked
      ? vscode.l10n.t('Mark {0} questions of “{1}” as mastered?', changing.length, category.title)
      : vscode.l10n.t(
          'Mark {0} questions of “{1}” as not mastered?',
          changing.length,
          category.title,
        );
    const choice =
      changing.length === 0
        ? undefined
        : await showWarningMessage(
            question,
            { modal: true, detail: vscode.l10n.t('This can be undone.') },
            action,
          );
    if (choice !== action) {
      this.refresh([node]);
      return;
    }
    const label = checked
      ? vscode.l10n.t('Mastered all of “{0}”', category.title)
      : vscode.l10n.t('Not mastered all of “{0}”', category.title);
    const step = await this.#study.mark(
      changing.map(one => one.id),
      'mastered',
      checked,
      label,
    );
    const { sayDone } = await import('../core/changeCommands');
    // Not awaited: the message stays as long as the person likes.
    sayDone(this.#study, label, step).catch(report);
  }

  #rootNodes(): readonly TreeNode[] {
    this.#roots ??= [
      ...this.#study.questions.library.collections.map(collection => {
        const [only] = collection.categories;
        // A file with one heading is both a collection and its category.
        if (only && isOnly(only, collection)) return this.#categoryNode(only, undefined);
        const node: TreeNode = { kind: 'collection', collection };
        this.#childrenOf(node);
        return node;
      }),
      ...this.#study.questions.notices.map((notice): TreeNode => ({ kind: 'notice', notice })),
    ];
    return this.#roots;
  }

  #categoryNode(category: Category, parent: TreeNode | undefined): TreeNode {
    const node: TreeNode = { kind: 'category', category, parent };
    this.#categories.set(category.id, node);
    return node;
  }

  /** Recreates all rows after questions changed. Their ids tell VS Code which existed before. */
  #forget(): void {
    this.#roots = undefined;
    this.#children.clear();
    this.#categories.clear();
    this.#questions.clear();
  }

  #childrenOf(node: TreeNode): readonly TreeNode[] {
    let children = this.#children.get(node);
    if (children === undefined) {
      children = this.#makeChildren(node);
      this.#children.set(node, children);
    }
    return children;
  }

  #makeChildren(parent: TreeNode): readonly TreeNode[] {
    switch (parent.kind) {
      case 'collection': {
        const { collection } = parent;
        const categories = this.#order
          .sort(collection.categories)
          .map(category => this.#categoryNode(category, parent));
        return collection.tips.length === 0
          ? categories
          : [...categories, { kind: 'tips', collection, parent }];
      }
      case 'category':
        return parent.category.questions.map((question): TreeNode => {
          const node: TreeNode = { kind: 'question', question, parent };
          this.#questions.set(question.id, node);
          return node;
        });
      case 'tips':
        return parent.collection.tips.map((tip): TreeNode => ({ kind: 'tip', tip, parent }));
      case 'question':
      case 'tip':
      case 'notice':
        return [];
    }
  }

  /** Whether the filter shows anything of the row. */
  #passes(node: TreeNode): boolean {
    switch (node.kind) {
      case 'question':
        return this.#study.passes(node.question.id);
      case 'category':
        return node.category.questions.some(question => this.#study.passes(question.id));
      case 'collection':
        return this.#childrenOf(node).some(child => this.#passes(child));
      case 'notice':
        return true;
      case 'tips':
      case 'tip':
        return false;
    }
  }

  /** Makes VS Code refresh only the rows of these questions and their ancestors. */
  #refreshQuestions(ids: ReadonlySet<QuestionId>): void {
    const nodes = new Set<TreeNode>();
    for (const id of ids) {
      const place = this.#study.questions.library.place(id);
      if (!place) continue;
      const category = this.#categories.get(place.category.id);
      for (const node of [this.#questions.get(id), category, category && parentOf(category)]) {
        if (node) nodes.add(node);
      }
    }
    if (nodes.size > 0) this.refresh([...nodes]);
  }
}

/** Whether a collection is only this category, with the same name. */
function isOnly(category: Category, { title, categories, tips }: Collection): boolean {
  return categories.length === 1 && tips.length === 0 && category.title === title;
}
