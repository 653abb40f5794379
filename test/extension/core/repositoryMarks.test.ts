import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { marksOf } from '../../../src/editor/core/storage/repository';

describe('the marks of a repository', () => {
  let folder: string;
  const marks = () => marksOf(vscode.Uri.file(folder));

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-marks-'));
    fs.mkdirSync(path.join(folder, '.git', 'logs'), { recursive: true });
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('are its remote', async () => {
    const remote = '[remote "origin"]\n\turl = https://example.org/shop.git\n';
    fs.writeFileSync(path.join(folder, '.git', 'config'), remote);
    assert.match((await marks()).remote ?? '', /example\.org\/shop/);
  });

  it('are not read from a pipe or a device, which have no end', async function () {
    if (process.platform === 'win32') this.skip();
    fs.symlinkSync('/dev/zero', path.join(folder, '.git', 'config'));
    execFileSync('mkfifo', [path.join(folder, '.git', 'logs', 'HEAD')]);
    assert.deepEqual(Object.keys(await marks()), ['address']);
  });
});
