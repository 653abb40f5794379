import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { chooseText } from '../../../src/editor/exchange/files';
import { largestProgressFile } from '../../../src/study/exchange/progressFile';

describe('a file that is chosen for an import', () => {
  const { showOpenDialog } = vscode.window;
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'import-'));
  });

  after(() => {
    Object.assign(vscode.window, { showOpenDialog });
    fs.rmSync(folder, { recursive: true });
  });

  function choose(name: string, write: (file: string) => void) {
    const file = path.join(folder, name);
    write(file);
    Object.assign(vscode.window, {
      showOpenDialog: () => Promise.resolve([vscode.Uri.file(file)]),
    });
    let text = '';
    const chosen = chooseText({}, largestProgressFile, piece => {
      text += piece;
      return true;
    });
    return chosen.then(uri => uri && text);
  }

  it('is read', async () => {
    const chosen = await choose('a.json', file => fs.writeFileSync(file, '{"ä": 1}'));
    assert.equal(chosen, '{"ä": 1}');
  });

  it('is read whole where it is large, and no further than it is wanted', async () => {
    const text = `${'ä'.repeat(3_000_001)}\n`;
    assert.equal(await choose('large.json', file => fs.writeFileSync(file, text)), text);
    let pieces = 0;
    await chooseText({}, largestProgressFile, () => {
      pieces += 1;
      return pieces < 2;
    });
    assert.equal(pieces, 2);
  });

  for (const [what, name, write, why] of [
    [
      'ten gigabytes',
      'bomb.json',
      (file: string) => {
        fs.writeFileSync(file, '');
        fs.truncateSync(file, 10e9); // takes no space on the disk
      },
      /bomb\.json cannot be imported, it has 10000 MB and may have 4000/,
    ],
    [
      'no text',
      'image.json',
      (file: string) => fs.writeFileSync(file, Buffer.from([0xff, 0xd8, 0xff, 0xe0])),
      /image\.json cannot be imported, it is not UTF-8 text/,
    ],
    [
      'a folder',
      'folder.json',
      (file: string) => fs.mkdirSync(file),
      /folder\.json cannot be imported/,
    ],
    ['gone', 'gone.json', () => undefined, /gone\.json cannot be imported/],
  ] as const) {
    it(`is refused where it is ${what}, with the reason`, async () => {
      await assert.rejects(choose(name, write), why);
    });
  }
});
