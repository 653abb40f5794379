/** The single panel of a page: opens, restores, listens to and closes it. */
import * as vscode from 'vscode';
import { log, report } from './log';
import { loadPage, pageRights, type PageName } from './page';
import { closeTabs, tabsOf, unrestoredTabs } from './unrestoredTabs';

/** A page with at most one panel. */
export interface HostedPage<Heard> {
  /** The panel's view type, by which VS Code restores it after a window reload. */
  readonly viewType: string;
  /** The folder in `src/webview/`. */
  readonly page: PageName;
  /** Plain text: the title of the document, and initially of the tab. */
  readonly title: string;
  /** Every text of the page that is not sent by message; must be JSON. */
  strings(): unknown;
  /** Reads a message of the page, which is untrusted; `undefined` if not in the protocol. */
  read(message: unknown): Heard | undefined;
}

/** The page's message that it is listening. */
export type Said<Heard> = Exclude<Heard, { readonly type: 'ready' }>;

/** How a feature handles its page. Errors and rejections are reported. */
export interface PageListener<Heard> {
  /** A new panel was created, and is still empty. */
  opened?(): void;
  /** The page is ready for messages. Called again after a reload, when its content is lost. */
  ready(): unknown;
  /** The page sent a message. */
  receive(message: Said<Heard>): unknown;
  /** The panel's visibility or focus changed. */
  moved?(): void;
  /** The panel was closed. */
  closed?(): void;
}

/** Where to show a panel. */
export interface Where {
  /** Beside the current editor; a panel that is already open stays where it is. */
  readonly toSide?: boolean;
  /** Whether to keep the focus where it is. */
  readonly preserveFocus?: boolean;
}

/**
 * Holds a page's panel. `Heard` are the page's messages, `Told` those sent to it: see
 * `src/protocol/`.
 */
export class PageHost<Heard extends { readonly type: string }, Told> implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #page: HostedPage<Heard>;
  readonly #listener: PageListener<Heard>;
  #panel: vscode.WebviewPanel | undefined;
  #ready = false;
  #waiting: (() => void)[] = [];

  /** @param extension the extension's folder, from which the page is loaded */
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

  /** Whether the page has said that it is listening. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Whether the panel is the most recently used editor, in any window. */
  get isActive(): boolean {
    return this.#panel?.active ?? false;
  }

  /**
   * Resolves when the page listens, or cannot be seen. Work that is done before that delays it, since
   * VS Code is busy making it. Never rejects.
   */
  whenShown(): Promise<void> {
    if (this.#ready || !this.isVisible) return Promise.resolve();
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Sets the tab's title. Plain text. */
  setTitle(title: string): void {
    if (this.#panel) this.#panel.title = title;
  }

  /**
   * Opens the panel, or reveals it if open.
   * @param first initial content if VS Code has to create the page; must be JSON
   */
  show({ toSide = false, preserveFocus = false }: Where = {}, first?: unknown): void {
    if (this.#panel) {
      // VS Code discards the page of a hidden panel and recreates it from the HTML set by then.
      if (!this.#panel.visible && first !== undefined) this.#load(this.#panel, first);
      if (toSide) moveToSide(this.#panel, preserveFocus).catch(report);
      else this.#panel.reveal(undefined, preserveFocus);
      return;
    }
    const { viewType, title } = this.#page;
    // A tab of the last session that was never shown: the new panel replaces it.
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
   * Makes `panel` the only panel; closes an earlier one or one waiting to be restored.
   * @param first initial content; must be JSON
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
      this.#goOn();
      this.#listener.closed?.();
    });
    panel.onDidChangeViewState(() => {
      if (this.#panel !== panel) return;
      if (!panel.visible) this.#goOn();
      this.#listener.moved?.();
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

  /** Ends the waiting of `whenShown`. */
  #goOn(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Sends a message to the page; does nothing if none is listening. */
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
        this.#goOn();
        await this.#listener.ready();
        return;
      default:
        await this.#listener.receive(message as Said<Heard>);
    }
  }
}

/**
 * Shows an open panel beside the used editor. `reveal` alone would turn it into a preview, which
 * the next file replaces, and would not split if it is the only editor.
 */
async function moveToSide(panel: vscode.WebviewPanel, preserveFocus: boolean): Promise<void> {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  // Another group has the focus: the panel is already beside it.
  const isBeside = panel.viewColumn !== activeTabGroup.viewColumn;
  panel.reveal(undefined, preserveFocus && isBeside);
  if (isBeside) return;
  await activated(panel);
  if (activeTabGroup.tabs.length > 1) {
    await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
  } else if (all.length === 1) {
    // Creates an empty group on its left, so that the panel is on the right.
    await vscode.commands.executeCommand('workbench.action.newGroupLeft');
    if (!preserveFocus) panel.reveal();
  }
}

/** Resolves when the panel is the active editor, or after a second. */
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
