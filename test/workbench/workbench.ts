/** A window of VS Code as a person sees it. `start.ts` opens it. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { endProcess, extensionHosts } from '../host/processes';
import { projectFolder } from '../host/project';
import type { Server } from '../host/server';
import { countWindow } from '../host/tally';
import { Dialog } from './dialog';
import { Editor, until } from './editor';
import { Interview } from './interview';
import { Notifications } from './notifications';
import { Pages } from './pages';
import { Palette } from './palette';
import { QuestionPanel } from './questionPanel';
import { QuickInput } from './quickInput';
import { ReviewBar } from './reviewBar';
import { Statistics } from './statistics';
import { Tree } from './tree';
import type { Settings, VSCode } from './vscode';

export interface WindowOptions {
  /** Size of the window in CSS pixels; 1280 × 800 by default. */
  readonly size?: { readonly width: number; readonly height: number };
  /**
   * The display language, as VS Code names it; English by default. It applies to extensions: VS
   * Code's own texts stay English, since no language pack is installed.
   */
  readonly language?: string;
}

/** The running parts of an open workbench. */
export interface Parts {
  readonly server: Server;
  readonly browser: BrowserContext;
  readonly page: Page;
}

/** This process's open workbenches, for screenshots of failures. */
const open = new Set<Workbench>();

export class Workbench {
  readonly palette = new Palette(this);
  readonly quickInput = new QuickInput(this, this.palette);
  readonly notifications = new Notifications(this, this.palette);
  readonly tree: Tree;
  readonly editor = new Editor(this);
  readonly dialog = new Dialog(this);
  readonly pages = new Pages(this);
  readonly question = new QuestionPanel(this.pages);
  readonly review = new ReviewBar(this.pages, this.question);
  readonly interview = new Interview(this.pages);
  readonly statistics = new Statistics(this.pages, this.palette);

  private shown: Page | undefined;
  private changedSettings: Settings = {};
  private settingsRead = 0;

  /** Use `start`. */
  constructor(
    readonly vscode: VSCode,
    private readonly options: WindowOptions,
    /** The opened folder, `null` for none. */
    public folder: string | null,
    /** Ends the VS Code, at least for this workbench, and removes its stored data. */
    private readonly remove: () => Promise<void>,
    /** The workbench that this is another window of. */
    private readonly first?: Workbench,
  ) {
    this.tree = new Tree(this, this.containerTitle());
  }

  /** The window; a new one after `restart`. */
  get page(): Page {
    if (!this.shown) throw new Error('The workbench is closed.');
    return this.shown;
  }

  get isOpen(): boolean {
    return this.shown !== undefined;
  }

  /** The address of the window, with its folder. */
  get url(): string {
    const url = new URL(`http://127.0.0.1:${this.vscode.port}/`);
    if (this.folder === null) url.searchParams.set('ew', 'true');
    else url.searchParams.set('folder', this.folder);
    return url.href;
  }

  /** VS Code's folder for files: `User/settings.json`, `User/globalStorage/…`. */
  get userData(): string {
    return this.vscode.userData;
  }

  /** The running parts; a restart replaces them. */
  get parts(): Parts {
    return { ...this.vscode.running, page: this.page };
  }

  /** Starts stopped parts and opens the window. */
  async open(): Promise<void> {
    const { browser } = await this.vscode.run();
    const blank = browser.pages().find(page => page.url() === 'about:blank');
    const page = blank ?? (await browser.newPage());
    this.shown = page;
    open.add(this);
    page.setDefaultTimeout(15_000);
    page.on('dialog', dialog => void dialog.accept()); // leaving the page is intended
    await page.setViewportSize(this.options.size ?? { width: 1280, height: 800 });
    const { language } = this.options;
    if (language !== undefined) {
      await page.addInitScript(name => {
        Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name });
      }, language);
    }
    await page.goto(this.url, { timeout: 60_000 }); // as long as in `ready`
    await this.ready();
  }

  /** Waits until the window is restored, and its extensions are known. */
  async ready(): Promise<void> {
    countWindow();
    const { page } = this;
    page.setDefaultTimeout(60_000); // a busy machine needs it
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    const tab = page.locator('.activitybar').getByRole('tab', { name: this.containerTitle() });
    await tab.waitFor();
    // VS Code sets these marks for its own measurements.
    for (const mark of ['code/LifecyclePhase/Restored', 'code/didLoadExtensions']) {
      await page.waitForFunction(name => performance.getEntriesByName(name).length > 0, mark);
    }
    page.setDefaultTimeout(15_000);
    // The extension has to start for a panel that was left open.
    await this.pages.restored(60_000);
  }

  /** Reloads the window by VS Code's own command, which stores open editors first. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: 60_000 });
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /**
   * Ends VS Code and starts it again on the same folder.
   *
   * @param how `kill` is a crash or power cut: the extension host first, then the browser, at once
   */
  async restart(how: 'quit' | 'kill' = 'quit'): Promise<void> {
    await this.stop(how);
    await this.open();
  }

  /** Ends VS Code and keeps its stored data, for `open`. */
  async stop(how: 'quit' | 'kill' = 'quit'): Promise<void> {
    const page = this.shown;
    this.allClosed();
    if (how === 'kill' || !page) {
      await this.vscode.kill();
      return;
    }
    // In a browser VS Code stores its open editors every 5 s; a closing page has no time.
    await new Promise(resolve => setTimeout(resolve, 6_500));
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
    await this.vscode.quit();
  }

  /**
   * Waits until VS Code has stored a question opened after `time`, in ms since 1970, as the last
   * one. It does so a moment later, without notice; killed earlier, it has the previous one.
   */
  async hasStoredQuestionOf(time: number): Promise<void> {
    await until('the open question is stored', async () => {
      const states = await this.page.evaluate(storedStates);
      return states.some(state => {
        const { lastQuestion } = JSON.parse(state) as { lastQuestion?: { visit?: number } };
        return (lastQuestion?.visit ?? 0) >= time;
      });
    });
  }

  /**
   * Opens another window of this VS Code, on the same folder by default, in the same size. Only one
   * window has the focus: see `focus`. Its `close` leaves this one open; it ends with this one.
   */
  async anotherWindow(folder = this.folder): Promise<Workbench> {
    const { vscode, options } = this;
    const other = new Workbench(vscode, options, folder, () => Promise.resolve(), this);
    await other.open();
    return other;
  }

  /**
   * Moves the focus to this window from the others. A headless browser leaves every page focused,
   * so VS Code is sent the events of a browser with windows.
   */
  async focus(): Promise<void> {
    for (const workbench of open) {
      if (workbench.vscode !== this.vscode) continue;
      await workbench.page.evaluate(focused => {
        document.hasFocus = () => focused;
        window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
      }, workbench === this);
    }
  }

  /** Closes the window, and with the first one all others. May be called twice. */
  async close(): Promise<void> {
    if (this.first) {
      open.delete(this);
      await this.shown?.close();
    } else {
      this.allClosed();
      await this.remove();
    }
    this.shown = undefined;
  }

  /** Ends the extension hosts and the window at once; the rest of VS Code keeps running. */
  async crash(): Promise<void> {
    const { server, browser, page } = this.parts;
    for (const pid of extensionHosts(server.pid)) endProcess(pid);
    const session = await browser.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined); // it no longer answers
    await crashed;
    open.delete(this);
    this.shown = undefined;
    await page.close();
  }

  /** This VS Code has no windows left. */
  private allClosed(): void {
    for (const other of open) {
      if (other.vscode !== this.vscode) continue;
      open.delete(other);
      other.shown = undefined;
    }
  }

  /**
   * Changes settings while VS Code runs; it notices within a moment. They are machine settings,
   * which VS Code's server watches (unlike the person's) and which take precedence.
   */
  changeSettings(settings: Settings): void {
    this.changedSettings = { ...this.changedSettings, ...settings };
    this.vscode.writeSettings('Machine', this.changedSettings);
  }

  /** Changes settings, and waits until the window has read them, by its title. */
  async applySettings(settings: Settings): Promise<void> {
    const title = `Settings read ${++this.settingsRead} times`;
    this.changeSettings({ ...settings, 'window.title': title });
    await this.page.waitForFunction(wanted => document.title === wanted, title);
  }

  /** Moves the folder to another path. To open it there, VS Code must not run meanwhile. */
  moveFolder(to: string): void {
    if (this.folder !== null) fs.renameSync(this.folder, to);
    this.folder = to;
  }

  /** Runs a command by its title, from the palette. */
  runCommand(title: string): Promise<void> {
    return this.palette.run(title);
  }

  /** Opens the search and types `text` into it. */
  search(text: string): Promise<void> {
    const placeholder = 'Search in questions, hints and answers';
    return this.quickInput.openBy('Search Questions…', placeholder, text);
  }

  /** The page in our visible panel, once it is loaded. */
  panel(): Promise<Frame> {
    return this.pages.shown();
  }

  /** The status bar items whose text matches. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** The visible notifications whose text matches. */
  notification(text: string | RegExp): Locator {
    return this.notifications.shown(text);
  }

  /**
   * Takes a screenshot of the window into `out/screenshots/`, or of README's folder `media/readme/`
   * if SCREENSHOTS=readme: an ordinary run leaves the committed pictures alone. In CI, where nobody
   * would look at it, it takes none.
   */
  async screenshot(name: string): Promise<void> {
    if (process.env.CI !== 'true') await this.picture(name);
  }

  /** @returns the written file, in the folder that `screenshot` names */
  async picture(name: string): Promise<string> {
    const folder = process.env.SCREENSHOTS === 'readme' ? 'media/readme' : 'out/screenshots';
    const file = path.join(projectFolder(), folder, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
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
}

// Screenshots of each open window when a test fails, in out/screenshots/.
if (typeof afterEach === 'function') {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = `failed ${this.currentTest.fullTitle()}`.replace(/[^\w-]+/g, '-').slice(0, 100);
    let windows = 0;
    for (const workbench of open) {
      const number = windows++ === 0 ? '' : `-window-${windows}`;
      // A closed window gives no screenshot, and the test has already failed.
      const picture = await workbench.picture(name + number).catch(String);
      console.log(`      ${picture}`);
    }
  });
}

/** Runs in the page: the extension's state of each workspace, as a browser's VS Code stores it. */
async function storedStates(): Promise<readonly string[]> {
  const result = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
  const states: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    // One for each workspace, by a signed number in hexadecimal, and one for all.
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await result(indexedDB.open(name));
    if (database.objectStoreNames.contains('ItemTable')) {
      const items = database.transaction('ItemTable').objectStore('ItemTable');
      const state = await result<unknown>(
        items.get('django-interview-study.django-interview-study'),
      );
      if (typeof state === 'string') states.push(state);
    }
    database.close();
  }
  return states;
}
