/** The files of one pack, read and taken apart; a file that did not change is not read again. */
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
  /** Empty where the file is too large to be read. */
  readonly text: string;
  readonly draft: FileDraft;
  /** The file as it was earlier in this session, so that reworded questions are recognised. */
  readonly history: FileHistory;
}

/** What reading a pack again brought. */
export interface PackChange {
  readonly changed: boolean;
  /** The questions that have another id since the last reading. */
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

  /** The files as they were when the pack was put together last, so that texts and lines agree. */
  get files(): ReadonlyMap<string, CachedFile> {
    return this.#files;
  }

  /** Whether there is no file, as far as is known. */
  get isEmpty(): boolean {
    return this.#next.size === 0;
  }

  /** Makes `files` what was read since. */
  commit(): void {
    this.#files = this.#next;
  }

  /** The paths of files that are there and cannot be read. */
  get unreadable(): ReadonlySet<string> {
    return this.#unreadable;
  }

  /** What was found when the folder was last listed. */
  get listing(): Listing | undefined {
    return this.#listing;
  }

  /** Whether the folder was there in this session and is not any more. */
  get isLost(): boolean {
    return this.#wasThere && this.#listing?.missing === true;
  }

  /**
   * Reads the files that changed. Never rejects for what is wrong with a file or folder.
   *
   * @param written the paths of files that are known to have been written
   * @param listed whether files may have come or gone, so that the folder is listed again
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
    // The parser is loaded where there is something to parse.
    const [{ questionsOf, readPackFile }, { beginHistory, continueHistory, findRenames }] =
      await Promise.all([import('../../study/pack/file'), import('../../study/pack/renames')]);
    // Some at a time, each taken apart before the next are read: not all texts at once.
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
          // What was read before stays.
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

/** UTF-16 takes two bytes for each unit; what is longer than that need not be read to be refused. */
const mostBytes = 10 * 1024 * 1024;

function isNotTooLarge({ code }: Problem): boolean {
  return code !== 'too-large';
}

interface ReadFile {
  readonly entry: PackEntry;
  /** `undefined` where the file cannot be read. */
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
