/**
 * A folder of small files that survive a kill.
 *
 * Through Node an append is flushed before it is acknowledged and a replacement is written beside
 * the old file, flushed and renamed over it, so that a reader sees the old text or the new one.
 * Where there is no Node (the web), `workspace.fs` is used: it has neither, so the caller must not
 * rely on the folder alone there (`durable` is false).
 */
import * as vscode from 'vscode';

/** A file's size in bytes and when it was last changed, in ms since 1970. */
export interface FileInfo {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
}

/** Names are plain file names, without a path. Every method rejects with the platform's error. */
export interface DataFolder {
  /** Whether what was acknowledged survives a kill of the process. */
  readonly durable: boolean;
  /** The files of the folder; none where it does not exist. */
  list(): Promise<readonly FileInfo[]>;
  /** The file's text (invalid UTF-8 is replaced), or `undefined` where there is none. */
  read(name: string): Promise<string | undefined>;
  /** Adds `text` at the end; makes folder and file where they are missing. */
  append(name: string, text: string): Promise<void>;
  /** Puts `text` in the place of whatever the file held. */
  replace(name: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes the file; no error where there is none. */
  remove(name: string): Promise<void>;
}

/** Opens `uri` as a data folder, through Node where that is possible. It need not exist yet. */
export function openDataFolder(uri: vscode.Uri): DataFolder {
  return uri.scheme === 'file' && hasNode() ? new NodeFolder(uri) : new VirtualFolder(uri);
}

function hasNode(): boolean {
  return typeof process === 'object' && typeof process.versions.node === 'string';
}

/** Loaded on first use: activation reads no file. */
const nodeFs = () => import('node:fs/promises');

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

  async append(name: string, text: string): Promise<void> {
    const fs = await nodeFs();
    const file = await fs.open(this.#file(name), 'a').catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await fs.mkdir(this.#path, { recursive: true });
      return fs.open(this.#file(name), 'a');
    });
    try {
      const { size } = await file.stat();
      try {
        await file.writeFile(text);
        await file.datasync();
      } catch (error) {
        // What is reported as not written must not turn up later.
        await file.truncate(size).catch(() => undefined);
        throw error;
      }
      if (size === 0) await this.#syncNames();
    } finally {
      await file.close();
    }
  }

  async replace(name: string, text: string): Promise<void> {
    const fs = await nodeFs();
    await fs.mkdir(this.#path, { recursive: true });
    const temporary = this.#file(`${name}.${globalThis.crypto.randomUUID()}.tmp`);
    try {
      const file = await fs.open(temporary, 'wx');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
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
      // Windows flushes names itself and opens no folder.
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
    return Promise.all(
      files.map(async ([name]) => {
        const { size, mtime } = await vscode.workspace.fs.stat(this.#file(name));
        return { name, size, modified: mtime };
      }),
    );
  }

  async read(name: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#file(name)));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async append(name: string, text: string): Promise<void> {
    await this.replace(name, ((await this.read(name)) ?? '') + text);
  }

  async replace(name: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(this.#file(name), new TextEncoder().encode(text));
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

/** Whether the platform says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return code === 'ENOENT' || code === 'FileNotFound';
}
