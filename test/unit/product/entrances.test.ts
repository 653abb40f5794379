import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readText, root } from '../repository';

/** The table of inputs from outside, and the tests that it names. */
describe('The table of every entrance', () => {
  const [entrances = ''] = readText('test/faults/README.md').split('\n## What is tried\n');
  const rows = entrances
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| entrance'));

  it('names a test in each row', () => {
    assert.ok(rows.length >= 20, String(rows.length));
    for (const row of rows) assert.match(row, /`test\/[^`]+\.ts`: [^|]+ \|$/, row);
  });

  it('has each kind of them', () => {
    const kinds = [
      ...['text', 'title', 'ids', 'names of files', 'picture', 'links', 'archive', 'repository'],
      ...['progress file', 'interview', 'table', 'messages of each page', 'tool', 'reply', 'chat'],
      ...['setting', 'not trusted', 'journal', 'backup', 'state', 'synced', 'another window'],
    ];
    const text = rows.map(row => row.split('|')[1]?.toLowerCase()).join('\n');
    assert.deepEqual(
      kinds.filter(kind => !text.includes(kind)),
      [],
    );
  });

  it('names no test that is not there', () => {
    for (const row of rows) {
      for (const [, file = '', name = ''] of row.matchAll(/`(test\/[^`]+)`: ([^|]+?) \|/g)) {
        assert.ok(existsSync(path.join(root, file)), file);
        const suites = [...readText(file).matchAll(/(?:describe|it|suite)\(\s*(['"`])(.*?)\1/g)];
        assert.ok(
          suites.some(([, , suite]) => suite === name),
          `${file} has no suite or test called ${name}`,
        );
      }
    }
  });
});
