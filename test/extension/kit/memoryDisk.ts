/** A disk in memory, as a provider of files for VS Code, which can be full, limited or gone. */
import * as path from 'node:path';
import * as vscode from 'vscode';

export class MemoryDisk implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  /** Truncates what is written, and says so. */
  full = false;
  refusesToRename = false;
  /** How many more changes it makes; after them every change fails, as if the page were closed. */
  changesLeft = Infinity;

  #file(uri: vscode.Uri): Uint8Array {
    const file = this.files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  #change(): void {
    if (--this.changesLeft < 0) throw vscode.FileSystemError.Unavailable('The page is closed.');
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { path: name } = uri;
    if (name === '/' || [...this.files.keys()].some(file => file.startsWith(`${name}/`))) {
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    }
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#file(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#file(uri);
  }

  /** Rejects as a real disk's would: VS Code's queue of writes never ends behind one that throws. */
  writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    return new Promise(resolve => {
      this.#change();
      this.files.set(uri.path, this.full ? content.slice(0, 1) : content);
      if (this.full) throw vscode.FileSystemError.Unavailable('The disk is full.');
      resolve();
    });
  }

  /** Of files only, as VS Code's file system for a browser's folders has it. */
  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.#change();
    if (!this.files.has(from.path)) throw new Error('Rename is only supported for files.');
    if (this.refusesToRename) throw vscode.FileSystemError.NoPermissions();
    this.files.set(to.path, this.#file(from));
    this.files.delete(from.path);
  }

  delete(uri: vscode.Uri): void {
    this.#change();
    this.stat(uri);
    for (const file of this.files.keys()) {
      if (file === uri.path || file.startsWith(`${uri.path}/`)) this.files.delete(file);
    }
  }

  readDirectory({ path: folder }: vscode.Uri): [string, vscode.FileType][] {
    const prefix = folder === '/' ? folder : `${folder}/`;
    const below = [...this.files.keys()].filter(file => file.startsWith(prefix));
    const names = new Set(below.map(file => file.slice(prefix.length).split('/')[0] ?? ''));
    return [...names].map(name => [
      name,
      this.files.has(path.posix.join(folder, name))
        ? vscode.FileType.File
        : vscode.FileType.Directory,
    ]);
  }

  /** Folders are there as soon as a file is in them. */
  createDirectory(): void {
    // nothing to do
  }
}
