/** VS Code's logs about the extension. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { manifest } from '../host/project';
import type { Workbench } from '../workbench/start';

/** Errors that VS Code logs itself, whatever the extension does. */
const notOurs: readonly RegExp[] = [
  /EEXIST: .*vscode\.lock/, // the lock of a killed window
  // The same, read before it was written whole: `JSON.parse` of VS Code's own lock.
  /SyntaxError: Unexpected end of JSON input(?=[^]*_getWorkspaceStorageURI)(?![^]*django-interview)/,
  /No tree item with id/, // a row that the window restores, requested before the tree has rows
  /Cannot resolve tree item for element/, // a row to be shown while the tree is rebuilt
  /Error: read ECONNRESET\s+at TCP\.onStreamRead/, // the connection to a killed browser
];

/**
 * The errors of all sessions so far: in the extension host's log (including uncaught exceptions and
 * promises), and those the extension logged as bugs.
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

/** An entry starts with the time and may have several lines. */
function entries(text: string): string[] {
  return text.split(/\n(?=\d{4}-\d\d-\d\d )/).filter(entry => entry !== '');
}
