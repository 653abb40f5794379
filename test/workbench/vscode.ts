/** A VS Code with the extension installed from its .vsix: its server, its browser and its files. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { killBrowser, openBrowser } from '../host/chromium';
import { temporaryFolder } from '../host/cleanup';
import { packageExtension } from '../host/package';
import { endProcess, extensionHosts } from '../host/processes';
import { manifest, projectFolder } from '../host/project';
import { installVsix, startServer, type Server, type VSCodeVersion } from '../host/server';
import { unneededBuiltIns } from '../host/unneeded';

export interface VSCodeOptions {
  /** The newest VS Code by default. */
  readonly version?: VSCodeVersion;
  /**
   * With VS Code and the browser exactly as people have them: for benches and the smoke test.
   * Otherwise the built-in extensions that have no part in studying are left out (unless other
   * extensions are installed, which may need them), and the browser compiles less.
   */
  readonly asShipped?: boolean;
  /** Folders of other extensions to install, such as fixtures; they are not built. */
  readonly extensions?: readonly string[];
  /** Added to the environment of VS Code and its extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node for VS Code's server and its extension host. */
  readonly nodeArguments?: readonly string[];
  /** The .vsix to install; by default the one built by `npm run package`. */
  readonly vsix?: string;
}

export type Settings = Readonly<Record<string, unknown>>;

/** A window of a test does not live long enough to win back what V8's last compiler costs. */
const withoutOptimizing = ['--js-flags=--no-turbofan'];

/**
 * Chromium keeps compiled code beside its cached files, but parses a script anew nonetheless when it is
 * fetched in the background, as VS Code's 15 MB are. The first name ends that; the others are those of
 * Playwright's own list, which this one replaces, that concern a headless browser.
 */
const withCompiledCode = `--disable-features=${[
  'BackgroundResourceFetch',
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'OptimizationHints'],
  ...['ThirdPartyStoragePartitioning', 'NetworkTimeServiceQuerying'],
].join(',')}`;

/** Where Node keeps what it has compiled of VS Code, for all that start later. */
const compiled = path.join(projectFolder(), '.vscode-test', 'compiled');

/** A running VS Code's parts. */
export interface Running {
  readonly server: Server;
  readonly browser: BrowserContext;
}

/** VS Code's folders of installed extensions, by its version and the .vsix. */
const installed = new Map<string, string>();

/** An address, and the profile of the browser that opens it. */
interface Address {
  /** Until a server was started, it is any free one. */
  port?: number;
  readonly profile: string;
  /** The one that its last VS Code has left open, without anything stored. */
  browser?: BrowserContext | undefined;
}

/** Shared by all suites and test files of this process: each file is its own bundle. */
const ours = globalThis as { sharedVSCodes?: Map<string, VSCode>; leftAddresses?: Address[] };
const shared = (ours.sharedVSCodes ??= new Map<string, VSCode>());
/** Of VS Codes that are gone. The next one needs no time to compile what their browsers have. */
const left = (ours.leftAddresses ??= []);

/**
 * This process's VS Code with these extensions, in freshly installed state: what a previous suite
 * left in it is removed. Only one suite can use it at a time.
 */
export async function sharedVSCode(extensions: readonly string[] = []): Promise<VSCode> {
  const key = extensions.join('\n');
  const known = shared.get(key);
  if (known) {
    await known.forget();
    return known;
  }
  const made = new VSCode({ extensions });
  await made.install();
  shared.set(key, made);
  return made;
}

export class VSCode {
  readonly #temporary = temporaryFolder();
  #server: Server | undefined;
  #browser: BrowserContext | undefined;
  /** It stays the same, since the browser keeps storage by address. */
  #address: Address | undefined;
  /** Whether it may hold stored data. */
  #isUsed = false;

  constructor(private readonly options: VSCodeOptions) {}

  /** Where it keeps files: `User/settings.json`, `User/globalStorage/…`. */
  get userData(): string {
    return path.join(this.#dataFolder, 'data');
  }

  /** The server's port; it never changes. */
  get port(): number {
    return this.#address?.port ?? 0;
  }

  get #origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get #dataFolder(): string {
    return path.join(this.#temporary.path, 's');
  }

  get #isAsShipped(): boolean {
    const { asShipped = false, version = 'newest' } = this.options;
    return asShipped || version !== 'newest';
  }

  get #serverOptions() {
    const { version = 'newest', env = {}, nodeArguments = [], extensions = [] } = this.options;
    const without = this.#isAsShipped || extensions.length > 0 ? [] : unneededBuiltIns;
    return {
      version,
      dataFolder: this.#dataFolder,
      restricted: true, // a setting decides whether a window is
      env: this.#isAsShipped ? env : { NODE_COMPILE_CACHE: compiled, ...env },
      nodeArguments,
      without,
    };
  }

  /** @throws Error if there is no .vsix, or VS Code is unavailable. */
  async install(): Promise<void> {
    const vsix = this.options.vsix ?? path.join(projectFolder(), `${manifest().name}.vsix`);
    if (!fs.existsSync(vsix)) throw new Error(`No ${vsix}: run "npm run package" first.`);
    await this.#installOnce(vsix);
    for (const folder of this.options.extensions ?? []) {
      const other = path.join(this.#temporary.path, `${path.basename(folder)}.vsix`);
      packageExtension(folder, other);
      await installVsix(other, this.#serverOptions);
    }
  }

  /** Starts stopped parts. */
  async run(): Promise<Running> {
    this.#isUsed = true;
    this.#address ??= this.#newAddress();
    const { port } = this.#address;
    const server = (this.#server ??= await startServer({
      ...this.#serverOptions,
      ...(port === undefined ? {} : { port }),
    }));
    this.#address.port = server.port;
    const browser = (this.#browser ??= await this.openBrowser());
    return { server, browser };
  }

  /** The running parts. @throws Error if one is missing */
  get running(): Running {
    if (!this.#server || !this.#browser) throw new Error('VS Code does not run.');
    return { server: this.#server, browser: this.#browser };
  }

  /** Records that a part is gone, after a crash from outside. */
  lost(...parts: readonly ('server' | 'browser')[]): void {
    if (parts.includes('server')) this.#server = undefined;
    if (parts.includes('browser')) this.#browser = undefined;
  }

  /** Opens the browser alone, with VS Code's stored data. */
  async openBrowser(): Promise<BrowserContext> {
    const address = (this.#address ??= this.#newAddress());
    const { browser } = address;
    address.browser = undefined;
    if (browser) return browser;
    const ownArguments = this.#isAsShipped ? [] : [...withoutOptimizing, withCompiledCode];
    return openBrowser(address.profile, { width: 1280, height: 800 }, ownArguments);
  }

  /** Ends it like a power cut: nothing more is written. */
  async kill(): Promise<void> {
    const [server, browser] = [this.#server, this.#browser];
    this.lost('server', 'browser');
    server?.stop();
    if (browser) await killBrowser(browser);
  }

  /** Ends it once its windows are closed. */
  async quit(): Promise<void> {
    const [server, browser] = [this.#server, this.#browser];
    this.lost('server', 'browser');
    await browser?.close();
    server?.stop();
  }

  /** Closes all windows and removes what they, their extensions and the person have stored. */
  async forget(): Promise<void> {
    if (!this.#isUsed) return;
    if (this.#server && this.#browser) {
      await closePages(this.#browser, this.#origin);
      // They would wait for a window to come back.
      for (const pid of extensionHosts(this.#server.pid)) endProcess(pid);
    } else {
      await this.kill();
      if (this.#address) clearProfile(this.#address.profile);
    }
    for (const scope of ['User', 'Machine']) {
      fs.rmSync(path.join(this.userData, scope), { recursive: true, force: true });
    }
    this.#isUsed = false;
  }

  /** Ends it and removes all stored data. May be called twice. */
  async remove(): Promise<void> {
    const browser = this.#browser;
    if (this.#address && browser?.browser()?.isConnected() && !this.#isAsShipped) {
      await closePages(browser, this.#origin);
      this.#address.browser = browser;
      this.lost('browser');
    }
    await this.kill();
    this.#temporary.remove();
    if (this.#address && !this.#isAsShipped) left.push(this.#address);
    this.#address = undefined;
  }

  /** Writes settings; VS Code's server watches the machine's ones, which take precedence. */
  writeSettings(scope: 'User' | 'Machine', settings: Settings): void {
    const file = path.join(this.userData, scope, 'settings.json');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const text = JSON.stringify(settings, undefined, 2);
    if (!fs.existsSync(file)) {
      fs.writeFileSync(file, text);
      return;
    }
    // In one step, in the same file: VS Code watches it, and would read it empty while it is
    // truncated, or miss a file that takes its place.
    const handle = fs.openSync(file, 'r+');
    fs.writeSync(handle, text.padEnd(fs.fstatSync(handle).size), 0);
    fs.closeSync(handle);
  }

  #newAddress(): Address {
    if (this.#isAsShipped) return { profile: path.join(this.#temporary.path, 'browser') };
    const known = left.pop();
    if (known === undefined) return { profile: temporaryFolder().path };
    if (!known.browser) clearProfile(known.profile);
    return known;
  }

  /** Installs a .vsix; if this process has installed it before, copies the result. */
  async #installOnce(vsix: string): Promise<void> {
    const { version, dataFolder } = this.#serverOptions;
    const extensions = path.join(dataFolder, 'extensions');
    const key = `${version} ${vsix} ${fs.statSync(vsix).mtimeMs}`;
    const made = installed.get(key);
    if (made !== undefined) {
      fs.cpSync(made, extensions, { recursive: true, preserveTimestamps: true });
      return;
    }
    await installVsix(vsix, this.#serverOptions);
    const kept = path.join(temporaryFolder().path, 'extensions');
    fs.cpSync(extensions, kept, { recursive: true, preserveTimestamps: true });
    installed.set(key, kept);
  }
}

/** Removes all that a browser keeps but copies of files, and what it has compiled of them. */
function clearProfile(folder: string): void {
  removeAllBut(folder, ['Default']);
  removeAllBut(path.join(folder, 'Default'), ['Cache', 'Code Cache']);
}

function removeAllBut(folder: string, kept: readonly string[]): void {
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    if (kept.includes(name)) continue;
    fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Leaves one empty page, and nothing that an address's pages have stored. */
async function closePages(browser: BrowserContext, origin: string): Promise<void> {
  const blank = await browser.newPage();
  for (const page of browser.pages()) if (page !== blank) await page.close();
  const session = await browser.newCDPSession(blank);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}
