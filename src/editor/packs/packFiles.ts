/** Finds and reads the files of a pack, never outside its folder. */
import * as vscode from 'vscode';
import { literalFolder, matchGlob } from '../../study/glob';
import { log } from '../base/log';
import { isInside, pathBelow, realPath } from '../base/nodeFiles';
import { Slices } from '../base/slices';
import { isSkipped, pathIn, skippedGlob, type PackRoot } from './packRoots';

/** A file of a pack as listed. */
export interface PackEntry {
  /** Relative to the pack's folder, with `/` between its parts. */
  readonly path: string;
  readonly uri: vscode.Uri;
  /** In bytes. */
  readonly size: number;
  /** Changes whenever the file is written. */
  readonly stamp: string;
}

/** The contents of a pack's folder. */
export interface Listing {
  readonly entries: readonly PackEntry[];
  /** The folder cannot be read, or does not exist. */
  readonly missing: boolean;
  /** Paths of links that lead out of the pack's folder, or to an unknown target. */
  readonly outside: readonly string[];
  /** Not all files are listed: the limit of files or of depth was reached. */
  readonly truncated: boolean;
}

/** Maximum number of files in a pack; further ones are not read. */
export const maximumFiles = 5000;
const maximumDepth = 32;
/** After this many files and folders no deeper folders are entered. */
const maximumEntries = 50_000;

/** Lists the files of a pack. Never rejects. */
export async function listPackFiles(root: PackRoot): Promise<Listing> {
  const lister = new Lister(root, await realPath(root.uri));
  for (const glob of root.globs) {
    const folder = literalFolder(glob);
    const matches = matchGlob(glob);
    if (root.kind === 'folder' || folder !== '') await lister.walk(folder, matches);
    else await lister.find(glob, matches);
  }
  return lister.listing();
}

class Lister {
  readonly #root: PackRoot;
  readonly #realRoot: string | undefined;
  readonly #files = new Map<string, vscode.Uri>();
  /** The targets of links within the pack. */
  readonly #links = new Map<string, string>();
  readonly #outside = new Set<string>();
  #missing = false;
  /** The number of files and folders examined. */
  #seen = 0;
  #truncated = false;
  readonly #slices = new Slices();

  constructor(root: PackRoot, realRoot: string | undefined) {
    this.#root = root;
    this.#realRoot = realRoot;
  }

  async listing(): Promise<Listing> {
    this.#leaveOutSecondNames();
    const entries = await inParallel([...this.#files], async ([path, uri]) => {
      const stat = await statOf(uri);
      // Deleted since it was listed: no longer part of the pack.
      if (!stat || (stat.type & vscode.FileType.File) === 0) return undefined;
      const { size, mtime } = stat;
      return { path, uri, size, stamp: `${mtime} ${size}` };
    });
    return {
      entries: entries.filter(entry => entry !== undefined),
      missing: this.#missing,
      outside: [...this.#outside],
      truncated: this.#truncated,
    };
  }

  /**
   * Takes the files below a folder of the pack. Linked folders are not entered: one within the pack
   * is read at its own location, so links cannot form a loop.
   */
  async walk(start: string, matches: (path: string) => boolean): Promise<void> {
    if (start !== '' && !(await this.#isInside(start))) return;
    // Checked first: VS Code itself logs an error for an unreadable folder.
    if (start === '' && !(await statOf(this.#root.uri))) {
      this.#missing = this.#root.kind === 'folder';
      return;
    }
    let level = [start];
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > maximumDepth || this.#seen > maximumEntries) {
        // The workspace as a whole was not declared a pack.
        this.#truncated ||= start !== '' || this.#root.kind === 'folder';
        return;
      }
      const below = await inParallel(level, folder => this.#readFolder(folder, matches));
      level = below.flat();
    }
  }

  /** Gives the folders in `folder`. */
  async #readFolder(folder: string, matches: (path: string) => boolean): Promise<string[]> {
    const entries = await this.#entries(folder);
    this.#seen += entries.length;
    const folders: string[] = [];
    for (const [name, type] of entries) {
      // A pattern may be slow, and a folder have thousands of files.
      await this.#slices.pause();
      const path = folder === '' ? name : `${folder}/${name}`;
      const isFolder = (type & vscode.FileType.Directory) !== 0;
      const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
      if (isSkipped(name)) continue;
      if (isFolder && !isLink) folders.push(path);
      if (!isLink) {
        if ((type & vscode.FileType.File) !== 0 && matches(path)) this.#take(path);
      } else if (isFolder || matches(path)) {
        if ((await this.#isInside(path)) && !isFolder) this.#take(path);
      }
    }
    return folders;
  }

  async #entries(folder: string): Promise<[string, vscode.FileType][]> {
    try {
      return await vscode.workspace.fs.readDirectory(this.#uri(folder));
    } catch (error) {
      log().debug(`${this.#uri(folder).toString()}: ${String(error)}`);
      // An added folder must exist; the folder of a workspace pattern need not.
      if (folder === '' && this.#root.kind === 'folder') this.#missing = true;
      return [];
    }
  }

  /** Takes the files found by VS Code's search: the workspace may be too large to walk. */
  async find(glob: string, matches: (path: string) => boolean): Promise<void> {
    const { uri: folder } = this.#root;
    const pattern = new vscode.RelativePattern(folder, glob);
    const search = vscode.workspace.findFiles(pattern, skippedGlob, maximumFiles + 1);
    const found = await Promise.resolve(search).catch((error: unknown) => {
      log().warn(`VS Code's search for ${glob}: ${String(error)}`);
      return undefined;
    });
    if (found === undefined) {
      await this.walk('', matches);
      return;
    }
    if (found.length === 0 && folder.scheme !== 'file') {
      // A virtual workspace may lack search, and each of its folders may cost a request.
      await this.#readFolder('', matches);
    }
    await inParallel(found, async uri => {
      const path = pathIn(folder, uri);
      if (path !== undefined && (await this.#isInside(path))) this.#take(path);
    });
  }

  #take(path: string): void {
    if (this.#files.size < maximumFiles) this.#files.set(path, this.#uri(path));
    else this.#truncated = true;
  }

  /** A file with several names through links is read once: otherwise all its ids are duplicates. */
  #leaveOutSecondNames(): void {
    const linked = new Set<string>();
    for (const [path, target] of this.#links) {
      if (linked.has(target) || this.#files.has(target)) this.#files.delete(path);
      linked.add(target);
    }
  }

  #uri(path: string): vscode.Uri {
    return path === '' ? this.#root.uri : vscode.Uri.joinPath(this.#root.uri, path);
  }

  /** Whether a path leads to a place within the pack. Records it if not. */
  async #isInside(path: string): Promise<boolean> {
    const { place, real } = await placeOf(this.#uri(path), this.#realRoot);
    if (place === 'outside') this.#outside.add(path);
    if (place === 'inside' && real !== undefined && this.#realRoot !== undefined) {
      const target = pathBelow(real, this.#realRoot);
      if (target !== path) this.#links.set(path, target);
    }
    return place === 'inside';
  }
}

/** The target of a path below a folder; `nowhere` if nothing is there. */
type LeadsTo = 'inside' | 'outside' | 'nowhere';

/** The target of a path in a pack, with all links followed. */
export async function placeOfPath(root: vscode.Uri, path: string): Promise<LeadsTo> {
  const realRoot = await realPath(root);
  const parts = path.split('/');
  // If links cannot be followed, the path must not contain any.
  for (let i = realRoot === undefined ? 1 : parts.length; i < parts.length; i++) {
    const { place } = await placeOf(vscode.Uri.joinPath(root, ...parts.slice(0, i)), undefined);
    if (place !== 'inside') return place;
  }
  return (await placeOf(vscode.Uri.joinPath(root, path), realRoot)).place;
}

async function placeOf(
  uri: vscode.Uri,
  realRoot: string | undefined,
): Promise<{ readonly place: LeadsTo; readonly real?: string }> {
  if (realRoot !== undefined) {
    const real = await realPath(uri);
    if (real === undefined) return { place: 'nowhere' }; // does not exist, or its link leads nowhere
    return { place: isInside(real, realRoot) ? 'inside' : 'outside', real };
  }
  const stat = await statOf(uri);
  if (!stat) return { place: 'nowhere' };
  // Only a link can lead elsewhere; one with an unknown target is not followed.
  return { place: (stat.type & vscode.FileType.SymbolicLink) === 0 ? 'inside' : 'outside' };
}

/** The type of a file; `undefined` if there is none. */
function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
}

/** Number of parallel requests. */
const atOnce = 16;

/** Maps in order, in batches: thousands of requests at once would block all others. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  }
  return results;
}
