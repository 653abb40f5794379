import * as fs from 'node:fs';
import * as path from 'node:path';
import { openBrowser } from './chromium';
import { temporaryFolder } from './cleanup';
import { manifest } from './project';
import { startServer, type VSCodeVersion } from './server';

export interface SessionOptions {
  readonly version: VSCodeVersion;
  /** The extension under development. */
  readonly extension: string;
  /** The module whose `run()` VS Code calls; the session ends once that settles. */
  readonly tests: string;
  /** Runs extension and tests in a web extension host, a worker of the browser. */
  readonly web?: boolean;
  /** The folder to open; none by default. */
  readonly folder?: string | undefined;
  /** The folder of other extensions; none by default. */
  readonly extensionsFolder?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder name of a built-in extension to leave out. */
  readonly without?: readonly string[];
  /** Ends a session that hangs. */
  readonly limitMs: number;
  /** Receives VS Code's log and the tests' output, as one stream of messages. */
  readonly onLog: (message: string) => void;
}

/**
 * Starts VS Code with its own data, lets it run the tests, and ends it.
 *
 * @returns the tests' exit code: 0 if `run()` resolved, 1 if it rejected.
 * @throws Error if VS Code ends on its own or the limit is reached.
 */
export async function runInVSCode(options: SessionOptions): Promise<number> {
  const temporary = temporaryFolder();
  const dataFolder = path.join(temporary.path, 's');
  const { publisher, name } = manifest(options.extension);
  const settings = {
    // As in a desktop VS Code; in a browser it would save text typed by a test after a second.
    'files.autoSave': 'off',
    // Else it looks for ports every two seconds, through the open files of all processes.
    'remote.autoForwardPortsSource': 'output',
    // The address's `extensionDevelopmentKind` is for this; workbenches with a server ignore it.
    ...(options.web ? { 'remote.extensionKind': { [`${publisher}.${name}`]: ['web'] } } : {}),
  };
  const file = path.join(dataFolder, 'data', 'User', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(settings));
  const server = await startServer({
    version: options.version,
    dataFolder,
    testDriver: true,
    ...(options.extensionsFolder ? { extensionsFolder: options.extensionsFolder } : {}),
    ...(options.env ? { env: options.env } : {}),
    ...(options.without === undefined ? {} : { without: options.without }),
  });
  const profile = path.join(temporary.path, 'browser');
  const browser = await openBrowser(profile, { width: 1280, height: 900 });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const exit = new Promise<number>(resolve => {
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      options.onLog(args.map(printable).join(' '));
    });
    const url = new URL(`http://${server.authority}/`);
    if (options.folder === undefined) url.searchParams.set('ew', 'true');
    else url.searchParams.set('folder', fs.realpathSync(options.folder));
    url.searchParams.set(
      'payload',
      JSON.stringify([
        ['extensionDevelopmentPath', remoteUri(server.authority, options.extension)],
        ['extensionTestsPath', remoteUri(server.authority, options.tests)],
      ]),
    );
    await page.goto(url.href);
    return await Promise.race([
      exit,
      server.crashed.then(last => {
        throw new Error(`VS Code's server ended on its own:\n${last}`);
      }),
      new Promise<never>((_, reject) => {
        page.on('crash', () => reject(new Error('The workbench crashed in the browser.')));
        setTimeout(
          () => reject(new Error(`The tests did not end in ${options.limitMs / 1000} s: stopped.`)),
          options.limitMs,
        ).unref();
      }),
    ]);
  } finally {
    await browser.close();
    server.stop();
    temporary.remove();
  }
}

/** The URI by which the workbench addresses a file on its server. */
export function remoteUri(authority: string, file: string): string {
  const encoded = encodeURI(file).replace(/[?#]/g, encodeURIComponent);
  return `vscode-remote://${authority}${encoded}`;
}

/** `codeAutomationLog` passes on the tests' console.log arguments, as JSON. */
function printable(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
