import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeOver } from '../../../src/editor/base/writeOver';
import { MemoryDisk } from '../kit/memoryDisk';

describe('a file that is written over another', () => {
  const disk = new MemoryDisk();
  const uri = vscode.Uri.parse('small-disk:/progress.json');
  const text = (words: string) => new TextEncoder().encode(words);
  let registered: vscode.Disposable;

  before(() => {
    registered = vscode.workspace.registerFileSystemProvider('small-disk', disk);
  });
  after(() => {
    registered.dispose();
  });

  it('takes its place, and leaves nothing beside it', async () => {
    await writeOver(uri, text('first'));
    await writeOver(uri, text('second'));
    assert.deepEqual([...disk.files.keys()], ['/progress.json']);
    assert.deepEqual(disk.files.get('/progress.json'), text('second'));
  });

  it('leaves it as it was when the disk is full', async () => {
    disk.full = true;
    await assert.rejects(writeOver(uri, text('third')));
    assert.deepEqual([...disk.files.keys()], ['/progress.json']);
    assert.deepEqual(disk.files.get('/progress.json'), text('second'));
    disk.full = false;
  });

  it('is there where the disk cannot rename, after VS Code has removed the old one', async () => {
    disk.files.set('/progress.json', text('third'));
    disk.refusesToRename = true;
    await writeOver(uri, text('fourth'));
    assert.deepEqual([...disk.files.keys()], ['/progress.json']);
    assert.deepEqual(disk.files.get('/progress.json'), text('fourth'));
  });
});
