/**
 * A folder of small files that survive a kill.
 *
 * With Node an append is flushed before it is acknowledged, and a replacement is written beside the
 * old file, flushed and renamed over it, so a reader sees either the old text or the new one.
 * Without Node (the web) `workspace.fs` is used: a browser's storage replaces a file whole, but an
 * acknowledged write may be lost, so the caller must not rely on the folder alone (`durable` is
 * false).
 */
import * as vscode from 'vscode';
import {
  concatenated,
  encoded,
  gathered,
  hasNode,
  pieceLength,
  type Pieces,
} from '../../base/pieces';

/** A file's size in bytes and modification time, in ms since 1970. */
export interface FileInfo {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
}

/** Names are plain file names without a path. Every method rejects with the platform's error. */
export interface DataFolder {
  /** Whether acknowledged writes survive a kill of the process. */
  readonly durable: boolean;
  /** The files in the folder; empty if it does not exist. */
  list(): Promise<readonly FileInfo[]>;
  /** The file's text (invalid UTF-8 is replaced), or `undefined` if it does not exist. */
  read(name: string): Promise<string | undefined>;
  /**
   * Passes each line of the file, without its line break, to `take` until that returns `false`.
   * @returns whether the file exists
   */
  readLines(name: string, take: (line: string) => unknown): Promise<boolean>;
  /** Appends `text`; creates folder and file if missing. */
  append(name: string, text: Pieces): Promise<void>;
  /**
   * Replaces the file's content with `text`.
   * @param former the name under which to keep the previous file, replacing any file of that name
   */
  replace(name: string, text: Pieces, former?: string): Promise<void>;
  /** Copies `from` to `to`, byte by byte. */
  copy(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes the file; no error if it does not exist. */
  remove(name: string): Promise<void>;
}

/** The file of this name, or `undefined` if there is none. Rejects with the platform's error. */
export async function fileNamed(folder: DataFolder, name: string): Promise<FileInfo | undefined> {
  return (await folder.list()).find(file => file.name === name);
}

/** Opens `uri` as a data folder, through Node if possible. It need not exist yet. */
export function openDataFolder(uri: vscode.Uri): DataFolder {
  return uri.scheme === 'file' && hasNode() ? new NodeFolder(uri) : new VirtualFolder(uri);
}

/** Loaded on first use: activation reads no file. */
const nodeFs = () => import('node:fs/promises');

/** Maximum line length in characters: a longer line is not ours. */
const longestLine = 250_000_000;
/** How often a line is rewritten if its file was removed meanwhile. */
const mostAttempts = 5;

class NodeFolder implements DataFolder {
  readonly durable = true;
  readonly #path: string;

  constructor(uri: vscode.Uri) {
    this.#path = uri.fsPath;
  }

  #file(name: string): string {
    return `${this.#path}/${name}`;
  }

  async list(): Promise<readonly FileInfo[]> {
    const fs = await nodeFs();
    const names = await fs.readdir(this.#path).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const infos = await Promise.all(
      names.map(async name => {
        const stat = await fs.stat(this.#file(name)).catch(() => undefined);
        return stat?.isFile() ? { name, size: stat.size, modified: stat.mtimeMs } : undefined;
      }),
    );
    return infos.filter(info => info !== undefined);
  }

  async read(name: string): Promise<string | undefined> {
    const fs = await nodeFs();
    return fs.readFile(this.#file(name), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
  }

  async readLines(name: string, take: (line: string) => unknown): Promise<boolean> {
    const fs = await nodeFs();
    const file = await fs.open(this.#file(name), 'r').catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (file === undefined) return false;
    try {
      const lines = new LineReader(take);
      const buffer = new Uint8Array(pieceLength);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) break;
        if (!lines.add(buffer.subarray(0, bytesRead))) return true;
      }
      lines.end();
      return true;
    } finally {
      await file.close();
    }
  }

  async append(name: string, text: Pieces): Promise<void> {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      if (await this.#appendOnce(name, text)) return;
    }
    throw new Error(`${this.#file(name)} is taken away again and again`);
  }

  /** Whether the file still exists under its name: another window may have removed it. */
  async #appendOnce(name: string, text: Pieces): Promise<boolean> {
    const fs = await nodeFs();
    const file = await fs.open(this.#file(name), 'a').catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await fs.mkdir(this.#path, { recursive: true });
      return fs.open(this.#file(name), 'a');
    });
    try {
      const { size, ino } = await file.stat();
      try {
        await writePieces(file, text);
        await file.datasync();
      } catch (error) {
        // A write reported as failed must not appear later.
        await file.truncate(size).catch(() => undefined);
        throw error;
      }
      if (size === 0) await this.#syncNames();
      const now = await fs.stat(this.#file(name)).catch(() => undefined);
      return now?.ino === ino;
    } finally {
      await file.close();
    }
  }

  async replace(name: string, text: Pieces, former?: string): Promise<void> {
    const fs = await nodeFs();
    await this.#replace(name, former, async temporary => {
      const file = await fs.open(temporary, 'wx');
      try {
        await writePieces(file, text);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  async copy(from: string, to: string): Promise<void> {
    const fs = await nodeFs();
    await this.#replace(to, undefined, async temporary => {
      await fs.copyFile(this.#file(from), temporary);
      const file = await fs.open(temporary, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  /** The new file is complete and flushed before the old one moves. */
  async #replace(
    name: string,
    former: string | undefined,
    write: (temporary: string) => Promise<void>,
  ): Promise<void> {
    const fs = await nodeFs();
    await fs.mkdir(this.#path, { recursive: true });
    const temporary = this.#file(`${name}.${globalThis.crypto.randomUUID()}.tmp`);
    try {
      await write(temporary);
      if (former !== undefined) {
        await fs.rename(this.#file(name), this.#file(former)).catch((error: unknown) => {
          // Another window is doing the same.
          if (!isMissing(error)) throw error;
        });
      }
      await fs.rename(temporary, this.#file(name));
      await this.#syncNames();
    } catch (error) {
      await fs.rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** Flushes the folder, so that a new name survives a power cut. Not every system can. */
  async #syncNames(): Promise<void> {
    const fs = await nodeFs();
    try {
      const folder = await fs.open(this.#path, 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch {
      // Windows flushes names itself and cannot open folders.
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await (await nodeFs()).rename(this.#file(from), this.#file(to));
  }

  async remove(name: string): Promise<void> {
    await (await nodeFs()).rm(this.#file(name), { force: true });
  }
}

class VirtualFolder implements DataFolder {
  readonly durable = false;
  readonly #uri: vscode.Uri;

  constructor(uri: vscode.Uri) {
    this.#uri = uri;
  }

  #file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#uri, name);
  }

  async list(): Promise<readonly FileInfo[]> {
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(this.#uri)).catch(
      (error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      },
    );
    const files = entries.filter(([, type]) => (type & vscode.FileType.File) !== 0);
    const infos = await Promise.all(
      files.map(async ([name]) => {
        // Another window may have replaced it meanwhile.
        const stat = await Promise.resolve(vscode.workspace.fs.stat(this.#file(name))).catch(
          () => undefined,
        );
        return stat && { name, size: stat.size, modified: stat.mtime };
      }),
    );
    return infos.filter(info => info !== undefined);
  }

  async read(name: string): Promise<string | undefined> {
    const bytes = await this.#bytes(name);
    return bytes && new TextDecoder().decode(bytes);
  }

  async #bytes(name: string): Promise<Uint8Array | undefined> {
    try {
      return await vscode.workspace.fs.readFile(this.#file(name));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async readLines(name: string, take: (line: string) => unknown): Promise<boolean> {
    const bytes = await this.#bytes(name);
    if (bytes === undefined) return false;
    const lines = new LineReader(take);
    for (let at = 0; at < bytes.length; at += pieceLength) {
      if (!lines.add(bytes.subarray(at, at + pieceLength))) return true;
    }
    lines.end();
    return true;
  }

  async append(name: string, text: Pieces): Promise<void> {
    const before = (await this.#bytes(name)) ?? new Uint8Array();
    await this.#replace(name, undefined, [before, ...encoded(text)]);
  }

  async replace(name: string, text: Pieces, former?: string): Promise<void> {
    await this.#replace(name, former, [...encoded(text)]);
  }

  async copy(from: string, to: string): Promise<void> {
    await vscode.workspace.fs.copy(this.#file(from), this.#file(to), { overwrite: true });
  }

  /**
   * In place: a browser's storage (IndexedDB) writes a file whole or not at all, whereas
   * `workspace.fs.rename` removes the old file before the new one takes its name. A page closed in
   * between would leave neither.
   */
  async #replace(
    name: string,
    former: string | undefined,
    pieces: readonly Uint8Array[],
  ): Promise<void> {
    if (former !== undefined) {
      await this.copy(name, former).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    }
    await vscode.workspace.fs.writeFile(this.#file(name), concatenated(pieces));
  }

  async rename(from: string, to: string): Promise<void> {
    await vscode.workspace.fs.rename(this.#file(from), this.#file(to), { overwrite: true });
  }

  async remove(name: string): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.#file(name));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

/** Whether the error means that the file or folder does not exist. */
export function isMissing(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'ENOENT' || code === 'FileNotFound';
}

/** Assembles the lines of a file from its bytes. */
class LineReader {
  readonly #take: (line: string) => unknown;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #rest: string[] = [];
  #restLength = 0;

  constructor(take: (line: string) => unknown) {
    this.#take = take;
  }

  /** Returns whether to continue. */
  add(bytes: Uint8Array): boolean {
    return this.#addText(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    if (this.#addText(this.#decoder.decode())) this.#take(this.#rest.join(''));
  }

  #addText(text: string): boolean {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const line = this.#rest.join('') + text.slice(from, at);
      this.#keep('');
      from = at + 1;
      if (this.#take(line) === false) return false;
    }
    const rest = text.slice(from);
    if (this.#restLength + rest.length <= longestLine) {
      this.#rest.push(rest);
      this.#restLength += rest.length;
      return true;
    }
    const line = this.#rest.join('');
    this.#keep(rest);
    return this.#take(line) !== false;
  }

  #keep(rest: string): void {
    this.#rest = [rest];
    this.#restLength = rest.length;
  }
}

async function writePieces(
  file: { writeFile(text: string): Promise<void> },
  text: Pieces,
): Promise<void> {
  for (const piece of gathered(text)) await file.writeFile(piece);
}
