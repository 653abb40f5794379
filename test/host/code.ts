/**
 * Runs extension tests in the host as the desktop's `code` would, for `@vscode/test-electron`:
 *
 *   code [folder] --extensionDevelopmentPath=… --extensionTestsPath=…
 *
 * Prints the tests' console and ends with the tests' exit code. HOST_VSCODE (`newest` or `oldest`)
 * chooses the VS Code, HOST_LIMIT_MS ends a run that hangs. Other arguments are the desktop's
 * business; settings and storage are in a folder of this run alone.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openBrowser } from './chromium';
import { temporaryFolder } from './cleanup';
import { testConsoleMark } from './mocha';
import { startServer } from './server';

const defaultLimitMs = 300_000;

function argument(name: string): string {
  const prefix = `--${name}=`;
  const found = process.argv.find(each => each.startsWith(prefix));
  if (found === undefined) throw new Error(`The host runs extension tests only: no ${prefix}…`);
  return fs.realpathSync(path.resolve(found.slice(prefix.length).replace(/^file:\/\//, '')));
}

async function main(): Promise<number> {
  const extension = argument('extensionDevelopmentPath');
  const tests = argument('extensionTestsPath');
  const folder = process.argv.slice(2).find(each => !each.startsWith('-'));
  const version = process.env.HOST_VSCODE === 'oldest' ? 'oldest' : 'newest';
  const log = new TestLog();
  const limitMs = Number(process.env.HOST_LIMIT_MS ?? defaultLimitMs);

  const temporary = temporaryFolder();
  const server = await startServer({
    version,
    dataFolder: path.join(temporary.path, 's'),
    testDriver: true,
  });
  const profile = path.join(temporary.path, 'browser');
  const browser = await openBrowser(profile, { width: 1280, height: 900 });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const exit = new Promise<number>(resolve => {
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      log.add(args.map(printable).join(' '));
    });
    const url = new URL(`http://${server.authority}/`);
    const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
    if (folder === undefined) url.searchParams.set('ew', 'true');
    else url.searchParams.set('folder', fs.realpathSync(folder));
    url.searchParams.set(
      'payload',
      JSON.stringify([
        ['extensionDevelopmentPath', remote(extension)],
        ['extensionTestsPath', remote(tests)],
      ]),
    );
    await page.goto(url.href);
    const code = await Promise.race([
      exit,
      server.crashed.then(last => fail(`VS Code's server ended on its own:\n${last}`)),
      new Promise<never>((_, reject) => {
        page.on('crash', () => reject(new Error('The workbench crashed in the browser.')));
        setTimeout(
          () => reject(new Error(`The tests did not end in ${limitMs / 1000} s: stopped.`)),
          limitMs,
        ).unref();
      }),
    ]);
    if (code !== 0) log.explain();
    return code;
  } catch (error) {
    log.explain();
    throw error;
  } finally {
    await browser.close();
    server.stop();
    temporary.remove();
  }
}

/**
 * VS Code hands over the console of the tests and its own log as one stream. Only the tests' lines
 * are printed; the rest too with HOST_VERBOSE=1, or afterwards when the tests never came to speak.
 */
class TestLog {
  private readonly verbose = process.env.HOST_VERBOSE === '1';
  private testsSpoke = false;
  private own: string[] = [];

  add(line: string): void {
    if (line.startsWith(testConsoleMark)) {
      this.testsSpoke = true;
      console.log(line.slice(testConsoleMark.length));
    } else if (this.verbose) {
      console.log(line);
    } else {
      this.own.push(line);
    }
  }

  explain(): void {
    if (this.testsSpoke) return;
    const firstLines = this.own.map(message => message.split('\n', 1)[0]);
    console.error(firstLines.slice(-40).join('\n'));
  }
}

function fail(message: string): never {
  throw new Error(message);
}

/** `codeAutomationLog` hands over what the tests gave to console.log, as JSON. */
function printable(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
