import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { install } from './install';

interface Browser {
  readonly executablePath: string;
  /** Whether it is the one from the npm registry. */
  readonly packaged: boolean;
  /** Added to our own environment for its process. */
  readonly env: Readonly<Record<string, string>>;
}

const installedNames = [
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
];

const installedFiles = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Keeps Chromium from calling home, and lets it run as root and without a GPU. */
const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let found: Promise<Browser> | undefined;

/** Finds a browser, or fetches one. */
export async function provideBrowser(): Promise<void> {
  found ??= findBrowser();
  await found;
}

/**
 * Opens a headless browser with its own profile, kept in `profileFolder`, and with these arguments
 * of its own.
 *
 * @throws Error if there is no Chrome or Chromium and none can be fetched.
 */
export async function openBrowser(
  profileFolder: string,
  viewport: { readonly width: number; readonly height: number },
  ownArguments: readonly string[] = [],
): Promise<BrowserContext> {
  found ??= findBrowser();
  const browser = await found;
  try {
    return await launch(browser, profileFolder, viewport, ownArguments);
  } catch (error) {
    // Chromium as a snap starts with --version but cannot reach a profile in the temporary folder.
    if (browser.packaged || process.env.CHROME_PATH !== undefined) throw error;
    console.error(`${browser.executablePath} did not open, so the packaged Chromium is used.`);
    found = packagedChromium();
    return launch(await found, profileFolder, viewport, ownArguments);
  }
}

/** Ends a browser at once, like a crash: it writes nothing more. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  if (context.browser()?.isConnected() === false) return; // it is already gone
  const pid = await browserProcess(context);
  const closed = context.waitForEvent('close', { timeout: 10_000 });
  process.kill(pid, 'SIGKILL');
  await closed;
}

/** The id of the browser's main process: killing it ends the whole browser. */
export async function browserProcess(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const main = processInfo.find(each => each.type === 'browser');
  if (!main) throw new Error('The browser tells no process to kill.');
  return main.id;
}

function launch(
  { executablePath, env }: Browser,
  profileFolder: string,
  viewport: { readonly width: number; readonly height: number },
  ownArguments: readonly string[],
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileFolder, {
    executablePath,
    env: { ...(process.env as Record<string, string>), ...env },
    args: [...quietArguments, ...ownArguments],
    viewport,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

/**
 * The Chrome that CHROME_PATH names (`packaged` for the fetched one), else the one from the npm
 * registry, which is headless and uses a third less processor time, else an installed one that
 * starts.
 */
async function findBrowser(): Promise<Browser> {
  const wanted = process.env.CHROME_PATH ?? '';
  if (wanted === 'packaged') return packagedChromium();
  if (wanted !== '') {
    if (!starts(wanted)) throw new Error(`CHROME_PATH is ${wanted}, and that does not start.`);
    return { executablePath: wanted, env: {}, packaged: false };
  }
  let reason = '';
  try {
    return await packagedChromium();
  } catch (error) {
    reason = String(error);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = installedNames.flatMap(name => folders.map(folder => path.join(folder, name)));
  for (const file of [...candidates, ...installedFiles]) {
    if (fs.existsSync(file) && starts(file))
      return { executablePath: file, env: {}, packaged: false };
  }
  throw new Error(`No browser: ${reason}`);
}

async function packagedChromium(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium is installed. Install one, or set CHROME_PATH to it.');
  }
  const folder = await install('chromium');
  const executablePath = path.join(folder, 'chromium');
  const env: Record<string, string> = {};
  if (!starts(executablePath)) {
    // A bare machine lacks some of the libraries it links to.
    const libraries = [path.join(folder, 'lib'), process.env.LD_LIBRARY_PATH ?? ''];
    env.LD_LIBRARY_PATH = libraries.filter(Boolean).join(':');
  }
  if (!fs.existsSync('/etc/fonts/fonts.conf')) {
    const file = path.join(folder, 'own-fonts.conf');
    fs.writeFileSync(file, fontsConfiguration(folder));
    env.FONTCONFIG_FILE = file;
  }
  if (!starts(executablePath, env)) {
    const ldd = spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout;
    throw new Error(`The fetched Chromium does not start here; install Chrome.\n${ldd}`);
  }
  return { executablePath, env, packaged: true };
}

function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function starts(file: string, env: Readonly<Record<string, string>> = {}): boolean {
  const { status, stdout } = spawnSync(file, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  return status === 0 && /chrom|edge/i.test(stdout);
}
