/** The one panel of a page: opened, taken over from the last session, heard, and closed. */
import * as vscode from 'vscode';
import { log, report } from './log';
import { loadPage, pageRights, type PageName } from './page';
import { closeTabs, tabsOf, unrestoredTabs } from './unrestoredTabs';

/** A page that has one panel at most. */
export interface HostedPage<Heard> {
  /** VS Code's name of the panel, by which it gives it back after a reload of the window. */
  readonly viewType: string;
  /** The room in `src/webview/`. */
  readonly page: PageName;
  /** Plain text: the title of the document, and of the tab until it is given another. */
  readonly title: string;
  /** Every text of the page that is not sent to it by message; must be JSON. */
  strings(): unknown;
  /** Reads a message of the page, which is input; `undefined` for what is not in the protocol. */
  read(message: unknown): Heard | undefined;
}

/** What a page says once it listens. */
export type Said<Heard> = Exclude<Heard, { readonly type: 'ready' }>;

/** What a feature does with its page. What is thrown or rejected is reported. */
export interface PageListener<Heard> {
  /** There is a panel now, and nothing is shown in it yet: the first one, or another one. */
  opened?(): void;
  /**
   * The page is ready for messages. VS Code may reload it: then this is called again, and the page has
   * lost what it was told.
   */
  ready(): unknown;
  /** The page says something. */
  receive(message: Said<Heard>): unknown;
  /** The panel has come into view or left it, or has gained or lost the focus. */
  moved?(): void;
  /** The panel was closed. */
  closed?(): void;
}

/** Where a panel is to be shown. */
export interface Where {
  /** Beside the present editor; a panel that is open stays where it is otherwise. */
  readonly toSide?: boolean;
  /** Whether the focus stays where it is. */
  readonly preserveFocus?: boolean;
}

/**
 * Holds the panel of a page. `Heard` is what the page says and `Told` what it is told: both are in
 * `src/protocol/`.
 */
export class PageHost<Heard extends { readonly type: string }, Told> implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #page: HostedPage<Heard>;
  readonly #listener: PageListener<Heard>;
  #panel: vscode.WebviewPanel | undefined;
  #ready = false;

  /** @param extension the folder of the extension, which the page is loaded from */
  constructor(extension: vscode.Uri, page: HostedPage<Heard>, listener: PageListener<Heard>) {
    this.#extension = extension;
    this.#page = page;
    this.#listener = listener;
  }

  /** Closes the panel. */
  dispose(): void {
    this.#panel?.dispose();
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Whether the page has said that it listens. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Whether the panel is the editor that was used last, in whatever window it is. */
  get isActive(): boolean {
    return this.#panel?.active ?? false;
  }

  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Names the tab. Plain text. */
  setTitle(title: string): void {
    if (this.#panel) this.#panel.title = title;
  }

  /**
   * Opens the panel, or brings it into view where it is open.
   * @param first what the page shows at once where VS Code makes it anew for this; must be JSON
   */
  show({ toSide = false, preserveFocus = false }: Where = {}, first?: unknown): void {
    if (this.#panel) {
      // VS Code throws away the page of a hidden panel: it is made of the HTML that is set by then.
      if (!this.#panel.visible && first !== undefined) this.#load(this.#panel, first);
      if (toSide) moveToSide(this.#panel, preserveFocus).catch(report);
      else this.#panel.reveal(undefined, preserveFocus);
      return;
    }
    const { viewType, title } = this.#page;
    // A tab of the last session that nobody has looked at: the new panel takes its place.
    const before = tabsOf(viewType);
    const viewColumn = toSide
      ? vscode.ViewColumn.Beside
      : (before[0]?.group.viewColumn ?? vscode.ViewColumn.Active);
    this.#use(
      vscode.window.createWebviewPanel(viewType, title, { viewColumn, preserveFocus }, pageRights),
      first,
    );
    closeTabs(before);
  }

  /**
   * Makes `panel` the one panel: one that was there before, or waits to be restored, goes.
   * @param first what the page shows at once; must be JSON
   */
  adopt(panel: vscode.WebviewPanel, first?: unknown): void {
    const before = this.#panel;
    this.#use(panel, first);
    before?.dispose();
    closeTabs(unrestoredTabs(this.#page.viewType));
  }

  #use(panel: vscode.WebviewPanel, first: unknown): void {
    this.#panel = panel;
    this.#ready = false;
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#ready = false;
      this.#listener.closed?.();
    });
    panel.onDidChangeViewState(() => {
      if (this.#panel === panel) this.#listener.moved?.();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (this.#panel === panel) this.#receive(message).catch(report);
    });
    this.#listener.opened?.();
    this.#load(panel, first);
  }

  #load(panel: vscode.WebviewPanel, first: unknown): void {
    this.#ready = false;
    loadPage(panel, this.#extension, { ...this.#page, strings: this.#page.strings(), first });
  }

  /** Tells the page something; nobody where none listens. */
  post(message: Told): void {
    if (this.#ready) void this.#panel?.webview.postMessage(message);
  }

  async #receive(received: unknown): Promise<void> {
    const message = this.#page.read(received);
    switch (message?.type) {
      case undefined:
        log().warn(
          `The page ${this.#page.page} sent a message that is not in the protocol; it was ignored.`,
        );
        return;
      case 'ready':
        this.#ready = true;
        await this.#listener.ready();
        return;
      default:
        await this.#listener.receive(message as Said<Heard>);
    }
  }
}

/**
 * Shows an open panel beside the editor that is used. `reveal` alone would make it a preview, which the
 * next file takes the place of, and would split nothing where it is the only editor.
 */
async function moveToSide(panel: vscode.WebviewPanel, preserveFocus: boolean): Promise<void> {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  // Another group has the focus: the panel is beside it already.
  const isBeside = panel.viewColumn !== activeTabGroup.viewColumn;
  panel.reveal(undefined, preserveFocus && isBeside);
  if (isBeside) return;
  await activated(panel);
  if (activeTabGroup.tabs.length > 1) {
    await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
  } else if (all.length === 1) {
    // An empty group on its left: it becomes the one on the right.
    await vscode.commands.executeCommand('workbench.action.newGroupLeft');
    if (!preserveFocus) panel.reveal();
  }
}

/** Resolves when the panel is the active editor, or does not become it within a second. */
async function activated(panel: vscode.WebviewPanel): Promise<void> {
  if (panel.active) return;
  await new Promise<void>(resolve => {
    const timer = setTimeout(done, 1000);
    const subscription = panel.onDidChangeViewState(() => panel.active && done());
    function done(): void {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    }
  });
}
