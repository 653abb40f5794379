/**
 * A VS Code workbench with the extension installed from its .vsix, driven as a person drives it.
 *
 *   const workbench = await start();
 *   await workbench.runCommand('Random Django question');
 *   const panel = await workbench.panel();
 *   await workbench.close();
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { killBrowser, openBrowser } from '../host/chromium';
import { temporaryFolder } from '../host/cleanup';
import { packageExtension } from '../host/package';
import { manifest, projectFolder } from '../host/project';
import { countRetry, countWindow } from '../host/tally';
import { installVsix, startServer, type Server, type VSCodeVersion } from '../host/server';

export interface WorkbenchOptions {
  /** The newest VS Code by default. */
  readonly version?: VSCodeVersion;
  /** The person's settings; what makes a window quiet is set already. */
  readonly settings?: Settings;
  /**
   * The folder to open, as a path or as a URI of a virtual one: a new empty one by default, `null`
   * for none.
   */
  readonly folder?: string | null;
  /** Opens the folder in Restricted Mode, as one that the person has not said to trust. */
  readonly restricted?: boolean;
  /** Folders of other extensions to install, such as fixtures, which have nothing to build. */
  readonly extensions?: readonly string[];
  /** Size of the window in CSS pixels; 1280 × 800 by default. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Added to the environment of VS Code and its extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node for VS Code's server and its extension host. */
  readonly nodeArguments?: readonly string[];
  /**
   * The display language, as VS Code names it; English by default. It is the language of extensions:
   * VS Code's own texts stay English, since no language pack is installed.
   */
  readonly language?: string;
  /** The .vsix to install; by default the one that `npm run package` makes. */
  readonly vsix?: string;
}

export type Settings = Readonly<Record<string, unknown>>;

/** What runs while a workbench is open. */
export interface Parts {
  readonly server: Server;
  readonly browser: BrowserContext;
  readonly page: Page;
}

/** Without what people see first in their own VS Code and not in a test: welcomes, tips, AI. */
const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
};

/** The folders of extensions that VS Code installed, by its version and the .vsix. */
const installed = new Map<string, string>();

/** The workbenches of this process that are open, for pictures of what went wrong. */
const open = new Set<Workbench>();

/**
 * Starts VS Code and opens its window; resolves when it can be used.
 *
 * @throws Error when there is no .vsix, or VS Code or a browser cannot be had here.
 */
export async function start(options: WorkbenchOptions = {}): Promise<Workbench> {
  const temporary = temporaryFolder();
  let folder = options.folder;
  if (folder === undefined) {
    folder = path.join(temporary.path, 'study');
    fs.mkdirSync(folder);
  }
  const workbench = new Workbench(options, folder, temporary);
  try {
    await workbench.install();
    await workbench.open();
  } catch (error) {
    await workbench.close();
    throw error;
  }
  return workbench;
}

export class Workbench {
  private running: Parts | undefined;
  private port: number | undefined;
  private changedSettings: Settings = {};

  /** Use `start`. */
  constructor(
    private readonly options: WorkbenchOptions,
    /** The opened folder, `null` for none. */
    public folder: string | null,
    private readonly temporary: { readonly path: string; readonly remove: () => void },
    /** The workbench whose VS Code this is another window of. */
    private readonly first?: Workbench,
  ) {}

  /** The window; another one after `restart`. */
  get page(): Page {
    if (!this.running) throw new Error('The workbench is closed.');
    return this.running.page;
  }

  /** The address of the window, with its folder. */
  get url(): string {
    const url = new URL(`http://127.0.0.1:${this.port ?? 0}/`);
    if (this.folder === null) url.searchParams.set('ew', 'true');
    else url.searchParams.set('folder', this.folder);
    return url.href;
  }

  /** Where this VS Code keeps files: `User/settings.json`, `User/globalStorage/…`. */
  get userData(): string {
    return path.join(this.temporary.path, 's', 'data');
  }

  async install(): Promise<void> {
    const vsix = this.options.vsix ?? path.join(projectFolder(), `${manifest().name}.vsix`);
    if (!fs.existsSync(vsix)) throw new Error(`No ${vsix}: run "npm run package" first.`);
    await this.installOnce(vsix);
    for (const folder of this.options.extensions ?? []) {
      const other = path.join(this.temporary.path, `${path.basename(folder)}.vsix`);
      packageExtension(folder, other);
      await installVsix(other, this.serverOptions());
    }
    this.writeSettings('User', { ...quietSettings, ...this.options.settings });
  }

  /** What runs; each is another one after it was started again. */
  get parts(): Parts {
    if (!this.running) throw new Error('The workbench is closed.');
    return this.running;
  }

  /** Starts what does not run and opens the window. @param left what still runs, after a crash */
  async open(left: { readonly server?: Server; readonly browser?: BrowserContext } = {}) {
    // The browser's storage belongs to an address, so a restart must find the same port.
    const server =
      left.server ??
      (await startServer({
        ...this.serverOptions(),
        ...(this.port === undefined ? {} : { port: this.port }),
      }));
    this.port = server.port;
    const browser =
      left.browser ??
      (await this.openBrowser().catch((error: unknown) => {
        server.stop();
        throw error;
      }));
    await this.openPage(this, server, browser, left.browser ? undefined : browser.pages()[0]);
  }

  /** Opens the browser alone, with what VS Code has stored in it. */
  openBrowser(): Promise<BrowserContext> {
    const size = this.options.size ?? { width: 1280, height: 800 };
    return openBrowser(path.join(this.temporary.path, 'browser'), size);
  }

  private async openPage(
    workbench: Workbench,
    server: Server,
    browser: BrowserContext,
    blank?: Page,
  ): Promise<void> {
    const page = blank ?? (await browser.newPage());
    workbench.running = { server, browser, page };
    open.add(workbench);
    page.setDefaultTimeout(15_000);
    page.on('dialog', dialog => void dialog.accept()); // leaving the page is meant
    if (this.options.language !== undefined) {
      await page.addInitScript(language => {
        Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
      }, this.options.language);
    }
    await page.goto(workbench.url);
    await workbench.ready();
  }

  /** Reloads the window by VS Code's own command, which stores what is open before. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /**
   * Ends VS Code and starts it again on the same folder.
   *
   * @param how `kill` is a crash or a power cut: the extension host first, then the browser, at once.
   */
  async restart(how: 'quit' | 'kill' = 'quit'): Promise<void> {
    await this.stop(how);
    await this.open();
  }

  /**
   * Opens another window of this VS Code, on the same folder by default, as large as this one. Only
   * one of them has the focus: see `focus`. Its `close` leaves this one open; it is gone when this
   * one ends.
   */
  async anotherWindow(folder = this.folder): Promise<Workbench> {
    if (!this.running) throw new Error('The workbench is closed.');
    const other = new Workbench(this.options, folder, this.temporary, this);
    other.port = this.port;
    await this.openPage(other, this.running.server, this.running.browser);
    return other;
  }

  /**
   * Gives the window the focus and takes it from the others. A headless browser gives every page the
   * focus for good, so VS Code is told what a browser with windows would tell it.
   */
  async focus(): Promise<void> {
    for (const workbench of open) {
      if (workbench.running?.server !== this.running?.server) continue;
      await workbench.page.evaluate(focused => {
        document.hasFocus = () => focused;
        window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
      }, workbench === this);
    }
  }

  /** Ends VS Code and removes all that it stored. May be called twice. */
  async close(): Promise<void> {
    if (this.first) {
      open.delete(this);
      await this.running?.page.close();
      this.running = undefined;
      return;
    }
    await this.stop('kill');
    this.temporary.remove();
  }

  /**
   * Changes settings while VS Code runs; it notices within a moment. They are settings of the
   * machine, which VS Code's server watches (it does not watch the person's) and which win.
   */
  changeSettings(settings: Settings): void {
    this.changedSettings = { ...this.changedSettings, ...settings };
    this.writeSettings('Machine', this.changedSettings);
  }

  /**
   * Opens the command palette and types `text` into it. Whatever takes the focus at that moment (an
   * editor that is just being opened) closes the palette: then it is opened again, as a person would.
   */
  async openPalette(text = ''): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    const deadline = Date.now() + 15_000;
    for (;;) {
      try {
        await this.page.keyboard.press('F1');
        await input.waitFor({ timeout: 3_000 });
        await input.fill(`>${text}`, { timeout: 1_000 });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        countRetry('the palette');
      }
    }
  }

  /**
   * Types a command's title into the palette and chooses the row of exactly that title (its
   * category, "Django Interview: ", may be left out).
   */
  async runCommand(title: string): Promise<void> {
    const deadline = Date.now() + 25_000;
    for (;;) {
      await this.openPalette(title);
      try {
        await this.pickRow(title).click({ timeout: 5_000 });
        return;
      } catch (error) {
        // Closed again before the row could be clicked, or opened before VS Code, just started, knew
        // the extension: the rows of an open palette stay what they were.
        if (Date.now() > deadline) throw error;
        countRetry(`the command "${title}"`);
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /**
   * Opens the quick fixes of the line with the cursor and gives the one of this title. VS Code closes
   * the menu when the file is saved or marked at that moment: then it is opened again, as a person would.
   */
  async quickFix(title: string): Promise<Locator> {
    const action = this.page.locator('.action-widget .monaco-list-row', { hasText: title });
    const deadline = Date.now() + 15_000;
    for (;;) {
      await this.page.keyboard.press('Control+.');
      try {
        await action.waitFor({ timeout: 3_000 });
        return action;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        countRetry(`the quick fix "${title}"`);
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens the search and types `text` into it. */
  search(text: string): Promise<void> {
    return this.openPick('Search Questions…', 'Search in questions, hints and answers', text);
  }

  /**
   * Runs a command that opens a quick pick with this placeholder, and types `text` into it. What takes
   * the focus a moment later closes it: then it is opened again, as a person would.
   */
  async openPick(title: string, placeholder: string, text = ''): Promise<void> {
    const input = this.page.getByPlaceholder(placeholder);
    const deadline = Date.now() + 15_000;
    for (;;) {
      await this.runCommand(title);
      try {
        await input.fill(text, { timeout: 3_000 });
        await this.page.waitForTimeout(300);
        if (await input.isVisible()) return;
        throw new Error(`The quick pick of "${title}" closes again.`);
      } catch (error) {
        if (Date.now() > deadline) throw error;
        countRetry(`the quick pick of "${title}"`);
      }
    }
  }

  /**
   * The hover of a row with this text. The first hover of a mouse that moves from row to row shows
   * what belongs to the row before: then the mouse leaves and comes again, as a person's would.
   */
  async hover(row: Locator, text: string): Promise<Locator> {
    const shown = this.page.locator('.monaco-hover', { hasText: text });
    const deadline = Date.now() + 15_000;
    for (;;) {
      await row.hover();
      try {
        await shown.waitFor({ timeout: 3_000 });
        return shown;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        countRetry(`the hover "${text}"`);
        await this.page.mouse.move(0, 0);
        await this.page.locator('.monaco-hover').waitFor({ state: 'hidden', timeout: 3_000 });
      }
    }
  }

  /**
   * Answers VS Code's own file dialog, which it shows where there is no system's: types the whole path
   * and accepts it. `title` is a part of the dialog's text.
   *
   * @param button what to click; without it Enter is pressed
   */
  async enterPath(title: string, file: string, button?: string): Promise<void> {
    const dialog = this.page.locator('.quick-input-widget', { hasText: title });
    const input = dialog.locator('input.input').first();
    await input.waitFor();
    const deadline = Date.now() + 15_000;
    // The dialog proposes a folder, or a file in it, some time after it is there, in two steps.
    let last = '';
    for (let times = 0; times < 5;) {
      if (Date.now() > deadline) throw new Error(`"${title}" proposes nothing that stays.`);
      await this.page.waitForTimeout(100);
      const value = await input.inputValue();
      times = value === last && value !== '' ? times + 1 : 0;
      last = value;
    }
    for (let times = 0; times < 5;) {
      if (Date.now() > deadline) throw new Error(`${file} cannot be typed into "${title}".`);
      if ((await input.inputValue()) === file) times++;
      else {
        times = 0;
        await input.fill(file);
      }
      await this.page.waitForTimeout(100);
    }
    if (button === undefined) await this.page.keyboard.press('Enter');
    else await dialog.getByRole('button', { name: button, exact: true }).click();
  }

  /** The row of an open quick pick with exactly this label. */
  pickRow(label: string): Locator {
    const exact = new RegExp(`^(?:[^:]+: )?${escape(label)}$`);
    const name = this.page.locator('.label-name', { hasText: exact });
    return this.page.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first();
  }

  /** Opens a view container by its title in the activity bar, and leaves it open if it is. */
  async openSideBar(title = this.containerTitle()): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title });
    await tab.waitFor();
    const rows = this.page.locator('.sidebar .monaco-list-rows').first();
    const deadline = Date.now() + 15_000;
    for (;;) {
      if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
      try {
        await rows.waitFor({ timeout: 3_000 });
        return;
      } catch (error) {
        // VS Code, just started, opened it at the same moment, and so the click closed it.
        if (Date.now() > deadline) throw error;
        countRetry('the side bar');
      }
    }
  }

  /**
   * The row of the side bar's tree whose label is exactly `label`. Scrolls to it: rows out of sight
   * do not exist in the page.
   */
  async treeRow(label: string): Promise<Locator> {
    const tree = this.page.locator('.sidebar .monaco-list').first();
    const name = this.page.locator('.label-name', { hasText: new RegExp(`^${escape(label)}$`) });
    const row = tree.locator('.monaco-list-row').filter({ has: name }).first();
    await tree.hover();
    const deadline = Date.now() + 15_000;
    for (let down = true; (await row.count()) === 0;) {
      if (Date.now() > deadline) throw new Error(`No row "${label}" in the tree.`);
      const before = await tree.locator('.monaco-list-rows').getAttribute('style');
      await this.page.mouse.wheel(0, down ? 200 : -10_000);
      await this.page.waitForTimeout(100);
      const after = await tree.locator('.monaco-list-rows').getAttribute('style');
      down = down ? before !== after : true; // from the bottom back to the top, and again
    }
    return row;
  }

  /**
   * Clicks the labels of tree rows one after the other: `clickTree(collection, category)`. A row that
   * is open already, as VS Code may remember it, is left open.
   */
  async clickTree(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = await this.treeRow(label);
      await this.clickRow(row);
      // To click it, a label that is too long was scrolled to its middle: a person does not do that.
      for (const part of await row.locator('.monaco-icon-label-container').all()) {
        await part
          .evaluate(label => label.scrollTo(0, 0), undefined, { timeout: 1000 })
          .catch(() => undefined);
      }
    }
  }

  /**
   * Clicks a row by its label. One with rows below it is clicked again when it is not open a moment
   * later: a tree that VS Code is still restoring closes it again.
   */
  private async clickRow(row: Locator): Promise<void> {
    for (let times = 0; times < 3; times++) {
      if ((await row.getAttribute('aria-expanded')) === 'true') return;
      await row.locator('.label-name').first().click();
      if ((await row.getAttribute('aria-expanded')) === null) return;
      await this.page.waitForTimeout(500);
    }
  }

  /** The page inside our visible question panel, once it is loaded. */
  async panel(): Promise<Frame> {
    const { publisher, name } = manifest();
    const ours = `extensionId=${publisher}.${name}`.toLowerCase();
    const deadline = Date.now() + 15_000;
    for (;;) {
      for (const frame of this.page.frames()) {
        const outer = frame.parentFrame();
        if (!outer?.url().toLowerCase().includes(ours)) continue;
        if (await isShown(outer, frame)) return frame;
      }
      if (Date.now() > deadline) throw new Error('No question panel is shown.');
      await this.page.waitForTimeout(50);
    }
  }

  /**
   * The page inside our visible panel, once it shows what `find` finds in it: another page may still
   * be there, about to be replaced.
   */
  async panelWith(find: (panel: Frame) => Locator): Promise<Frame> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const panel = await this.panel();
      const isThere = await find(panel)
        .isVisible()
        .catch(() => false);
      if (isThere) return panel;
      if (Date.now() > deadline) throw new Error(`No panel shows ${String(find(panel))}.`);
      await this.page.waitForTimeout(50);
    }
  }

  /** The status bar's items whose text matches. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** The notifications that are shown and whose text matches. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /**
   * Reads a notification and clears it. One that VS Code has put away meanwhile, as it does after a
   * while, is looked for behind the bell, where a person finds it.
   */
  async readNotification(text: string): Promise<void> {
    const shown = this.notification(text);
    try {
      await shown.waitFor({ timeout: 10_000 });
      await shown.hover({ timeout: 3_000 });
      await shown.getByRole('button', { name: /^Clear Notification/ }).click({ timeout: 3_000 });
    } catch {
      countRetry(`the notification "${text}"`);
      await this.runCommand('Notifications: Show Notifications');
      const kept = this.page.locator('.notifications-center .notification-list-item');
      await kept.filter({ hasText: text }).first().waitFor();
      await this.runCommand('Notifications: Clear All Notifications');
    }
  }

  /**
   * Takes a picture of the window into `out/screenshots/`, or of README's folder `media/readme/`
   * when SCREENSHOTS=readme: an ordinary run leaves the committed pictures alone.
   *
   * @returns the file that was written.
   */
  async screenshot(name: string): Promise<string> {
    const folder = process.env.SCREENSHOTS === 'readme' ? 'media/readme' : 'out/screenshots';
    const file = path.join(projectFolder(), folder, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Installs a .vsix; what VS Code made of it for another workbench of this process is copied. */
  private async installOnce(vsix: string): Promise<void> {
    const { version, dataFolder } = this.serverOptions();
    const extensions = path.join(dataFolder, 'extensions');
    const key = `${version} ${vsix} ${fs.statSync(vsix).mtimeMs}`;
    const made = installed.get(key);
    if (made !== undefined) {
      fs.cpSync(made, extensions, { recursive: true, preserveTimestamps: true });
      return;
    }
    await installVsix(vsix, this.serverOptions());
    const kept = path.join(temporaryFolder().path, 'extensions');
    fs.cpSync(extensions, kept, { recursive: true, preserveTimestamps: true });
    installed.set(key, kept);
  }

  private serverOptions() {
    const version: VSCodeVersion = this.options.version ?? 'newest';
    const restricted = this.options.restricted ?? false;
    const dataFolder = path.join(this.temporary.path, 's');
    const { env = {}, nodeArguments = [] } = this.options;
    return { version, dataFolder, restricted, env, nodeArguments };
  }

  private writeSettings(scope: 'User' | 'Machine', settings: Settings): void {
    const file = path.join(this.userData, scope, 'settings.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(settings, undefined, 2));
  }

  /** The window is drawn and its extensions are known. */
  async ready(): Promise<void> {
    countWindow();
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await this.page
      .locator('.activitybar')
      .getByRole('tab', { name: this.containerTitle() })
      .waitFor({ timeout: 60_000 });
  }

  /** The title of our view container, in the display language. */
  private containerTitle(): string {
    const { language } = this.options;
    const file = language === undefined ? 'package.nls.json' : `package.nls.${language}.json`;
    const texts = JSON.parse(fs.readFileSync(path.join(projectFolder(), file), 'utf8')) as {
      viewContainer: string;
    };
    return texts.viewContainer;
  }

  /** Moves the folder to another path; to be opened there, VS Code must not run meanwhile. */
  moveFolder(to: string): void {
    if (this.folder !== null) fs.renameSync(this.folder, to);
    this.folder = to;
  }

  /** Ends VS Code and keeps what it stored, for `open`. */
  async stop(how: 'quit' | 'kill' = 'quit'): Promise<void> {
    open.delete(this);
    if (!this.running) return;
    const { server, browser, page } = this.running;
    for (const other of open) if (other.first === this) open.delete(other);
    if (how === 'kill') {
      server.stop();
      await killBrowser(browser);
    } else {
      // In a browser VS Code stores which editors are open every 5 s; a closing page has no time.
      await page.waitForTimeout(6_500);
      const closed = page.waitForEvent('close');
      await page.close({ runBeforeUnload: true });
      await closed;
      await browser.close();
      server.stop();
    }
    this.running = undefined;
  }
}

async function isShown(outer: Frame, inner: Frame): Promise<boolean> {
  try {
    const [outside, inside] = await Promise.all([outer.frameElement(), inner.frameElement()]);
    const shown = (await outside.isVisible()) && (await inside.isVisible());
    return shown && (await inner.evaluate<string>('document.readyState')) === 'complete';
  } catch {
    return false; // it was replaced while we looked
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

// A picture of each open window when a test fails, in out/screenshots/.
if (typeof afterEach === 'function') {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = `failed ${this.currentTest.fullTitle()}`.replace(/[^\w-]+/g, '-').slice(0, 100);
    let windows = 0;
    for (const workbench of open) {
      const number = windows++ === 0 ? '' : `-window-${windows}`;
      // A window that is gone gives no picture, and the test has failed already.
      const picture = await workbench.screenshot(name + number).catch(String);
      console.log(`      ${picture}`);
    }
  });
}
