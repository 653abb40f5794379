/**
 * Runs extension tests in the host as the desktop's `code` would, for `@vscode/test-electron`:
 *
 *   code [folder] --extensionDevelopmentPath=… --extensionTestsPath=…
 *
 *   [--extensionDevelopmentKind=web]
 *
 * Prints the tests' console and ends with the tests' exit code. HOST_VSCODE (`newest` or `oldest`)
 * chooses the VS Code, HOST_LIMIT_MS ends a run that hangs. Other arguments are for the desktop
 * only; settings and storage are in a folder of this run alone.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { testConsoleMark } from './mark';
import { runInVSCode } from './session';

function argument(name: string): string {
  const prefix = `--${name}=`;
  const found = process.argv.find(each => each.startsWith(prefix));
  if (found === undefined) throw new Error(`The host runs extension tests only: no ${prefix}…`);
  return fs.realpathSync(path.resolve(found.slice(prefix.length).replace(/^file:\/\//, '')));
}

async function main(): Promise<number> {
  const log = new TestLog();
  try {
    const code = await runInVSCode({
      version: process.env.HOST_VSCODE === 'oldest' ? 'oldest' : 'newest',
      extension: argument('extensionDevelopmentPath'),
      tests: argument('extensionTestsPath'),
      web: process.argv.includes('--extensionDevelopmentKind=web'),
      folder: process.argv.slice(2).find(each => !each.startsWith('-')),
      limitMs: Number(process.env.HOST_LIMIT_MS ?? 600_000),
      onLog: message => log.add(message),
    });
    if (code !== 0) log.explain();
    return code;
  } catch (error) {
    log.explain();
    throw error;
  }
}

/**
 * VS Code mixes the tests' console with its own log in one stream. Only the tests' lines are
 * printed; the rest only with HOST_VERBOSE=1, or afterwards if the tests printed nothing.
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

main().then(
  code => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
