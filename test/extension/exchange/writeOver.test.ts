import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { writeOver } from '../../../src/editor/base/writeOver';

/** A disk in memory that truncates writes once it is full. */
class SmallDisk implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  full = false;

  #file(uri: vscode.Uri): Uint8Array {
    const file = this.files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#file(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#file(uri);
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, this.full ? content.slice(0, 1) : content);
    if (this.full) throw vscode.FileSystemError.Unavailable('The disk is full.');
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.files.set(to.path, this.#file(from));
    this.files.delete(from.path);
  }

  delete(uri: vscode.Uri): void {
    this.#file(uri);
    this.files.delete(uri.path);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('a file that is written over another', () => {
  const disk = new SmallDisk();
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
  });
});
