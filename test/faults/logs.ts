/** What VS Code wrote down about the extension. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifest } from '../host/project';
import type { Workbench } from '../workbench/start';

/** What VS Code itself writes as an error, whatever the extension does. */
const notOurs: readonly RegExp[] = [
  /EEXIST: .*vscode\.lock/, // the lock of a window that was killed
  /No tree item with id/, // a row that the window remembers, asked for before the tree has rows
  /Cannot resolve tree item for element/, // a row that is to be shown while the tree is made anew
  /Error: read ECONNRESET\s+at TCP\.onStreamRead/, // the connection to a browser that was killed
];

/**
 * The errors, in all sessions so far, in the log of the extension host (exceptions and promises that
 * nobody caught are there) and those that the extension wrote into its own log as bugs.
 */
export function defects(workbench: Workbench): string[] {
  const { publisher, name } = manifest();
  const folder = path.join(workbench.userData, 'logs');
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.log'))
    .filter(
      file => path.basename(file) === 'remoteexthost.log' || file.includes(`${publisher}.${name}`),
    );
  return files.flatMap(file =>
    entries(fs.readFileSync(path.join(folder, file), 'utf8')).filter(
      entry =>
        entry.includes('[error]') &&
        (/\n\s+at /.test(entry) || entry.includes(`${publisher}.${name}`)) &&
        !notOurs.some(pattern => pattern.test(entry)),
    ),
  );
}

/** An entry begins with the time and may have several lines. */
function entries(text: string): string[] {
  return text.split(/\n(?=\d{4}-\d\d-\d\d )/).filter(entry => entry !== '');
}
