import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { writeFiles } from '../../../src/editor/code/tryIt';
import { HumanError } from '../../../src/editor/base/log';

describe('the files of "Try the Answer in a Project"', () => {
  let place: string;
  const folder = () => path.join(place, 'bookshop');
  const write = (...paths: readonly string[]) =>
    writeFiles(
      vscode.Uri.file(folder()),
      paths.map(each => ({ path: each, text: each })),
    );

  beforeEach(() => (place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-try-'))));
  afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

  it('are written with the folders they stand in', async () => {
    await write('manage.py', 'shop/models.py');
    assert.equal(
      fs.readFileSync(path.join(folder(), 'shop', 'models.py'), 'utf8'),
      'shop/models.py',
    );
  });

  for (const bad of ['.git/config', '../x.py', 'Manage.py', 'manage.py/x.py', 'nul.py']) {
    it(`are not begun where one is called ${bad}`, async () => {
      await assert.rejects(write('manage.py', bad));
      assert.equal(fs.existsSync(folder()), false);
    });
  }

  it('do not follow a link out of the folder', async function () {
    if (process.platform === 'win32') this.skip(); // links need rights there
    const outside = path.join(place, 'outside');
    fs.mkdirSync(outside);
    fs.writeFileSync(path.join(outside, 'kept.py'), 'kept');
    fs.mkdirSync(folder());
    fs.symlinkSync(outside, path.join(folder(), 'shop'));
    await assert.rejects(write('shop/models.py'), HumanError);
    fs.symlinkSync(path.join(outside, 'kept.py'), path.join(folder(), 'a.py'));
    await assert.rejects(write('a.py'), HumanError);
    fs.symlinkSync(path.join(outside, 'made.py'), path.join(folder(), 'b.py'));
    await assert.rejects(write('b.py'), HumanError);
    assert.deepEqual(fs.readdirSync(outside), ['kept.py']);
    assert.equal(fs.readFileSync(path.join(outside, 'kept.py'), 'utf8'), 'kept');
  });
});
