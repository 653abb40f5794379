/** Caches the parsed files of one pack; only changed files are read again. */
import * as vscode from 'vscode';
import { decodeText } from '../base/decodeText';
import { reporter } from '../../study/pack/draft';
import type { FileDraft } from '../../study/pack/file';
import type { FileHistory, Rename } from '../../study/pack/renames';
import type { Problem } from '../../study/question';
import { log } from '../base/log';
import { inParallel, listPackFiles, type Listing, type PackEntry } from './packFiles';
import type { PackRoot } from './packRoots';
import type { Slices } from '../base/slices';

/** A file of a pack. */
export interface CachedFile {
  readonly entry: PackEntry;
  /** Empty if the file is too large to be read. */
  readonly text: string;
  readonly draft: FileDraft;
  /** The file as it was earlier in this session, to recognise reworded questions. */
  readonly history: FileHistory;
}

/** The result of reading a pack again. */
export interface PackChange {
  readonly changed: boolean;
  /** The questions whose id changed since the last reading. */
  readonly renames: readonly Rename[];
}

export class PackCache {
  readonly root: PackRoot;
  #files: ReadonlyMap<string, CachedFile> = new Map();
  #next: ReadonlyMap<string, CachedFile> = new Map();
  readonly #unreadable = new Set<string>();
  #listing: Listing | undefined;
  #wasThere = false;

  constructor(root: PackRoot) {
    this.root = root;
  }

  /** The files as of the last assembly of the pack, so that texts and lines match. */
  get files(): ReadonlyMap<string, CachedFile> {
    return this.#files;
  }

  /** Whether the pack is known to have no files. */
  get isEmpty(): boolean {
    return this.#next.size === 0;
  }

  /** Replaces `files` with what was read since. */
  commit(): void {
    this.#files = this.#next;
  }

  /** The paths of files that exist but cannot be read. */
  get unreadable(): ReadonlySet<string> {
    return this.#unreadable;
  }

  /** The result of the last listing of the folder. */
  get listing(): Listing | undefined {
    return this.#listing;
  }

  /** Whether the folder existed earlier in this session and no longer does. */
  get isLost(): boolean {
    return this.#wasThere && this.#listing?.missing === true;
  }

  /**
   * Reads the changed files. Never rejects for problems with a file or folder.
   *
   * @param written the paths of files known to have been written
   * @param listed whether files may have been added or removed, so that the folder is listed again
   */
  async update(written: ReadonlySet<string>, listed: boolean, slices: Slices): Promise<PackChange> {
    let changed = false;
    if (listed || this.#listing === undefined) {
      const listing = await listPackFiles(this.root);
      const before = this.#listing;
      changed =
        before?.missing !== listing.missing ||
        before.truncated !== listing.truncated ||
        before.outside.join('\n') !== listing.outside.join('\n');
      this.#listing = listing;
      this.#wasThere ||= !listing.missing;
    }
    const files = new Map(this.#next);
    const entries = new Map(this.#listing.entries.map(entry => [entry.path, entry]));
    for (const path of files.keys()) {
      if (entries.has(path)) continue;
      files.delete(path);
      changed = true;
    }
    for (const path of this.#unreadable) if (!entries.has(path)) this.#unreadable.delete(path);
    const stale = [...entries.values()].filter(
      ({ path, stamp }) => written.has(path) || files.get(path)?.entry.stamp !== stamp,
    );
    const renames: Rename[] = [];
    this.#next = files;
    if (stale.length === 0) return { changed, renames };
    // The parser is loaded only if there is something to parse.
    const [{ questionsOf, readPackFile }, { beginHistory, continueHistory, findRenames }] =
      await Promise.all([import('../../study/pack/file'), import('../../study/pack/renames')]);
    // In batches, each parsed before the next is read: not all texts at once.
    for (let at = 0; at < stale.length; at += readAtOnce) {
      const read = await inParallel(stale.slice(at, at + readAtOnce), readEntry);
      for (const { entry, text, badLine, gone } of read) {
        const { path } = entry;
        const before = files.get(path);
        if (gone) {
          changed = files.delete(path) || changed;
          continue;
        }
        if (text === undefined) {
          // Content read before is kept.
          changed ||= !this.#unreadable.has(path);
          this.#unreadable.add(path);
          continue;
        }
        this.#unreadable.delete(path);
        if (before?.text === text && before.draft.problems.every(isNotTooLarge)) {
          files.set(path, { ...before, entry });
          continue;
        }
        const file = badLine === undefined ? { path, text } : { path, text, badLine };
        const parsed = await slices.run(readPackFile(file, this.root.id));
        const draft = entry.size > mostBytes ? tooLarge(parsed, entry) : parsed;
        if (before) {
          const [old, now] = [questionsOf(before.draft), questionsOf(draft)];
          for (const rename of await slices.run(findRenames(old, now, true))) renames.push(rename);
        }
        const history = before
          ? await slices.run(continueHistory(before.history, draft))
          : beginHistory(draft);
        files.set(path, { entry, text, draft, history });
        changed = true;
        await slices.pause();
      }
    }
    return { changed, renames };
  }
}

/** The draft of a file that was not read because of its size. */
function tooLarge(draft: FileDraft, { path, size }: PackEntry): FileDraft {
  const problems: Problem[] = [];
  const megabytes = (size / 1024 / 1024).toFixed(1);
  reporter(problems, path)('too-large', 'error', { startLine: 0, endLine: 1 }, megabytes);
  return { ...draft, problems, questions: { ...draft.questions, problems: [] } };
}

const readAtOnce = 32;

/** UTF-16 takes two bytes for each unit; a longer file can be refused without reading it. */
const mostBytes = 10 * 1024 * 1024;

function isNotTooLarge({ code }: Problem): boolean {
  return code !== 'too-large';
}

interface ReadFile {
  readonly entry: PackEntry;
  /** `undefined` if the file cannot be read. */
  readonly text: string | undefined;
  readonly badLine?: number | undefined;
  /** The file was deleted since it was listed. */
  readonly gone?: boolean;
}

async function readEntry(entry: PackEntry): Promise<ReadFile> {
  if (entry.size > mostBytes) return { entry, text: '' };
  try {
    const bytes = await vscode.workspace.fs.readFile(entry.uri);
    const read = { ...entry, size: bytes.length };
    return bytes.length > mostBytes
      ? { entry: read, text: '' }
      : { entry: read, ...decodeText(bytes) };
  } catch (error) {
    const gone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (!gone) log().warn(`${entry.uri.toString()}: ${String(error)}`);
    return { entry, text: undefined, gone };
  }
}
