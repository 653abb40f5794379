/** The tree in the sidebar: collection → category → question, with the collection's tips. */
import * as vscode from 'vscode';
import type { Category, Collection, Question, QuestionId } from '../study/question';
import { commands } from './ids';
import { noticeItem, type Notice } from './packs/notices';
import { report } from './log';
import { plainText } from './plainText';
import type { StackSource } from './code/stack';
import type { Filter, Study } from './study';

/** A row of the tree. Each row is made once, so that VS Code can tell which one changed. */
export type TreeNode =
  | { readonly kind: 'collection'; readonly collection: Collection }
  /** Without a parent where a collection is nothing but this category. */
  | {
      readonly kind: 'category';
      readonly category: Category;
      readonly parent: TreeNode | undefined;
    }
  | { readonly kind: 'question'; readonly question: Question; readonly parent: TreeNode }
  | { readonly kind: 'tips'; readonly collection: Collection; readonly parent: TreeNode }
  | { readonly kind: 'tip'; readonly tip: string; readonly parent: TreeNode }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** The row above a row; `undefined` at the top. */
export function parentOf(node: TreeNode): TreeNode | undefined {
  return node.kind === 'collection' || node.kind === 'notice' ? undefined : node.parent;
}

/** The filters, as a person reads them. */
export function filterNames(): Record<Filter, string> {
  return {
    all: vscode.l10n.t('All questions'),
    notMastered: vscode.l10n.t('Not mastered'),
    mastered: vscode.l10n.t('Mastered'),
    bookmarked: vscode.l10n.t('Bookmarked'),
    noted: vscode.l10n.t('With a note'),
  };
}

/** The rows of the tree view, kept in step with progress, filter and the open question. */
export class QuestionTree implements vscode.Disposable {
  readonly #study: Study;
  readonly #stack: StackSource;
  #changed: vscode.EventEmitter<TreeNode[] | undefined> | undefined;
  #view: vscode.TreeView<TreeNode> | undefined;
  #subscriptions: vscode.Disposable | undefined;
  #roots: readonly TreeNode[] | undefined;
  readonly #children = new Map<TreeNode, readonly TreeNode[]>();
  readonly #categories = new Map<string, TreeNode>();
  readonly #questions = new Map<QuestionId, TreeNode>();

  constructor(study: Study, stack: StackSource) {
    this.#study = study;
    this.#stack = stack;
  }

  /** Begins to fill `view`; `changed` is the event by which VS Code is told to ask again. */
  attach(
    view: vscode.TreeView<TreeNode>,
    changed: vscode.EventEmitter<TreeNode[] | undefined>,
  ): void {
    const study = this.#study;
    this.#changed = changed;
    this.#view = view;
    const describe = (filter: Filter) => {
      view.description = filter === 'all' ? '' : filterNames()[filter];
    };
    describe(study.filter);
    const revealCurrent = () => {
      const node = study.current && this.nodeOf(study.current.id);
      if (node && view.visible) {
        view.reveal(node, { select: true, focus: false }).then(undefined, report);
      }
    };
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(ids => {
        // A filter adds and removes rows, so then the whole tree is asked again.
        if (ids === 'all' || study.filter !== 'all') changed.fire(undefined);
        else this.#refreshQuestions(ids);
      }),
      study.questions.onDidChange(() => {
        this.#forget();
        changed.fire(undefined);
        revealCurrent();
      }),
      study.onDidFilter(filter => {
        describe(filter);
        changed.fire(undefined);
      }),
      this.#stack.onDidChange(() => {
        this.#forget();
        changed.fire(undefined);
      }),
      study.onDidOpen(revealCurrent),
      view.onDidChangeVisibility(revealCurrent),
      view.onDidChangeCheckboxState(({ items }) => void this.#checkAll(items)),
    );
    // The panel may have been restored before the tree was asked for.
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

  /** Shows the questions of the category with this id, where its row is shown. */
  async expand(category: string): Promise<void> {
    this.#rootNodes();
    const node = this.#categories.get(category);
    if (node) await this.#view?.reveal(node, { expand: true, select: false });
  }

  refresh(nodes: readonly TreeNode[]): void {
    this.#changed?.fire([...nodes]);
  }

  /** The question's row, or `undefined` when the filter hides it. */
  nodeOf(id: QuestionId): TreeNode | undefined {
    const place = this.#study.questions.library.place(id);
    if (!place || !this.#study.passes(id)) return undefined;
    this.#rootNodes();
    const category = this.#categories.get(place.category.id);
    if (category) this.#childrenOf(category);
    return this.#questions.get(id);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return parentOf(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    await this.#study.store.open();
    const nodes = node ? this.#childrenOf(node) : this.#rootNodes();
    return this.#study.filter === 'all' ? [...nodes] : nodes.filter(child => this.#passes(child));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'collection':
        return this.#collectionItem(node.collection);
      case 'category':
        return this.#categoryItem(node.category);
      case 'question':
        return this.#questionItem(node.question);
      case 'tips':
        return tipsItem(node.collection);
      case 'tip':
        return tipItem(node.tip);
      case 'notice':
        return noticeItem(node.notice);
    }
  }

  /**
   * The hint as a tooltip, made only for the row under the mouse. VS Code's own Markdown would load
   * pictures from anywhere and follow links to files, which no text of a pack may.
   */
  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    if (node.kind !== 'question' && node.kind !== 'tip') return item;
    const { inertMarkdown } = await import('../study/markdown/inert');
    if (node.kind === 'tip') {
      item.tooltip = new vscode.MarkdownString(inertMarkdown(node.tip));
      return item;
    }
    const { id, title, hint } = node.question;
    const tooltip = new vscode.MarkdownString(
      [`**${inertMarkdown(title)}**`, hint && inertMarkdown(hint)].filter(Boolean).join('\n\n'),
      true,
    );
    const note = this.#study.note(id).trim();
    if (note !== '') {
      const start = note.length > 300 ? `${note.slice(0, 300).trimEnd()}…` : note;
      // As text: a note may have come with an import.
      tooltip.appendMarkdown('\n\n---\n\n$(note) ').appendText(start);
    }
    item.tooltip = tooltip;
    return item;
  }

  /** Carries out a click on a checkbox. */
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
        : await vscode.window.showWarningMessage(
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
    await this.#study.mark(
      changing.map(one => one.id),
      'mastered',
      checked,
      label,
    );
    const undo = vscode.l10n.t('Undo');
    // Not awaited: the message stays as long as the person likes.
    void vscode.window
      .showInformationMessage(label, undo)
      .then(answer => answer === undo && vscode.commands.executeCommand(commands.undo));
  }

  #rootNodes(): readonly TreeNode[] {
    this.#roots ??= [
      ...this.#study.questions.library.collections.map(collection => {
        const [only] = collection.categories;
        // A file with one heading is a collection and its category in one.
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

  /** Makes all rows anew, of questions that have changed. Their ids tell VS Code which were there. */
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
        const categories = this.#stack
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

  /** Whether the filter leaves anything of the row. */
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

  /** Tells VS Code of the rows of these questions and of those above them, and of no others. */
  #refreshQuestions(ids: ReadonlySet<QuestionId>): void {
    const nodes = new Set<TreeNode>();
    for (const id of ids) {
      const place = this.#study.questions.library.place(id);
      if (!place) continue;
      const category = this.#categories.get(place.category.id);
      for (const node of [
        this.#questions.get(id),
        category,
        category && this.getParent(category),
      ]) {
        if (node) nodes.add(node);
      }
    }
    if (nodes.size > 0) this.refresh([...nodes]);
  }

  #collectionItem(collection: Collection): vscode.TreeItem {
    const questions = collection.categories.flatMap(category => category.questions);
    const mastered = this.#study.countMastered(questions);
    const item = new vscode.TreeItem(
      shortTitle(collection.title),
      vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = `collection ${collection.id}`;
    item.description = `${mastered}/${questions.length}`;
    item.contextValue = 'collection';
    item.tooltip = collection.title;
    item.accessibilityInformation = {
      label: masteredOf(collection.title, mastered, questions.length),
    };
    return item;
  }

  #categoryItem({ id, title, questions }: Category): vscode.TreeItem {
    const mastered = this.#study.countMastered(questions);
    const all = mastered === questions.length && mastered > 0;
    const filtered = this.#study.filter !== 'all';
    const item = new vscode.TreeItem(
      title,
      filtered
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed,
    );
    // Another id while filtered, so that VS Code does not keep the row collapsed.
    item.id = `category ${id}${filtered ? ' filtered' : ''}`;
    item.description = `${mastered}/${questions.length}`;
    item.contextValue = 'category';
    // VS Code does not open a row with a checkbox when it is clicked.
    item.command = {
      command: commands.expandCategory,
      title: vscode.l10n.t('Show the questions'),
      arguments: [id],
    };
    item.tooltip = masteredOf(title, mastered, questions.length);
    item.checkboxState = {
      state: all ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: all
        ? vscode.l10n.t('Mark all its questions as not mastered')
        : vscode.l10n.t('Mark all its questions as mastered'),
      accessibilityInformation: { label: vscode.l10n.t('All of {0} mastered', title) },
    };
    item.accessibilityInformation = { label: masteredOf(title, mastered, questions.length) };
    return item;
  }

  #questionItem(question: Question): vscode.TreeItem {
    const mastered = this.#study.has(question.id, 'mastered');
    const bookmarked = this.#study.has(question.id, 'bookmarked');
    const suspended = this.#study.has(question.id, 'suspended');
    const noted = this.#study.note(question.id) !== '';
    const title = plainText(question.title);
    const item = new vscode.TreeItem(title);
    item.id = `question ${question.id}`;
    item.contextValue = [
      'question',
      mastered ? 'mastered' : 'notMastered',
      bookmarked ? 'bookmarked' : 'notBookmarked',
      suspended ? 'suspended' : 'notSuspended',
    ].join(' ');
    if (suspended) item.description = vscode.l10n.t('suspended');
    if (bookmarked) item.iconPath = new vscode.ThemeIcon('bookmark');
    else if (noted) item.iconPath = new vscode.ThemeIcon('note');
    item.checkboxState = {
      state: mastered
        ? vscode.TreeItemCheckboxState.Checked
        : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: mastered
        ? vscode.l10n.t('Mastered: click to unmark')
        : vscode.l10n.t('Mark as mastered'),
      accessibilityInformation: { label: vscode.l10n.t('Mastered') },
    };
    item.accessibilityInformation = {
      label: [
        title,
        mastered ? vscode.l10n.t('mastered') : vscode.l10n.t('not mastered'),
        ...(bookmarked ? [vscode.l10n.t('bookmarked')] : []),
        ...(suspended ? [vscode.l10n.t('suspended')] : []),
        ...(noted ? [vscode.l10n.t('has a note')] : []),
      ].join(', '),
    };
    item.command = {
      command: commands.open,
      title: vscode.l10n.t('Open Question'),
      arguments: [question.id],
    };
    return item;
  }
}

function tipsItem(collection: Collection): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Remember'),
    vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = `tips ${collection.id}`;
  item.iconPath = new vscode.ThemeIcon('lightbulb');
  item.contextValue = 'tips';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Remember: {0} tips', collection.tips.length),
  };
  return item;
}

function tipItem(tip: string): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(tip));
  item.contextValue = 'tip';
  item.accessibilityInformation = { label: vscode.l10n.t('Tip: {0}', plainText(tip)) };
  return item;
}

/** Whether a collection is this one category, under the same name. */
function isOnly(category: Category, { title, categories, tips }: Collection): boolean {
  return categories.length === 1 && tips.length === 0 && category.title === title;
}

/**
 * The telling part of a title such as "Beyond the Basics: Exploring Niche Areas": a row is narrow and
 * shows its progress behind the label. The whole title is in the tooltip and in what is read out.
 */
function shortTitle(title: string): string {
  const parts = title.split(': ');
  return parts.length === 2 ? parts.reduce((a, b) => (b.length < a.length ? b : a)) : title;
}

function masteredOf(title: string, mastered: number, count: number): string {
  return vscode.l10n.t('{0}, {1} of {2} mastered', title, mastered, count);
}
