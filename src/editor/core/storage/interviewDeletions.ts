/**
 * Remembers which mock interviews were deleted, and when, so that no copy elsewhere restores one. A
 * deletion is a file beside the interviews, its mark, which holds the time. The interviews' own
 * files are in `interviewStore.ts`.
 */
import type { Interview } from '../../../study/mockInterview/interview';
import type { DataFolder, FileInfo } from './folder';

/**
 * Suffix of the file that marks a deleted interview. It holds the time of the deletion, in ms since
 * 1970; earlier versions left it empty.
 */
const suffix = '.deleted';

/** Times of deletions, in ms since 1970, by the interviews' ids. */
type Deletions = Map<string, number>;

/** The deletions marked in one folder, and what is known of those in others. */
export class InterviewDeletions {
  #folder: DataFolder;
  /** When the interviews deleted in the folder were deleted, once requested. */
  #here: Deletions | undefined;
  /** The same for the other folders, as far as they were merged in. */
  readonly #elsewhere: Deletions = new Map();

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  /** Marks deletions in `folder` from now on; what is known of other folders stays known. */
  follow(folder: DataFolder): void {
    this.#folder = folder;
    this.#here = undefined;
  }

  /**
   * When it was deleted, in ms since 1970; `undefined` if it was not. What another window has marked
   * since the folder was first read is missing.
   */
  async known(id: string): Promise<number | undefined> {
    return (await this.#deletions()).get(id);
  }

  /** When the mark in the folder says that it was deleted, in ms since 1970; 0 if there is none. */
  async markedAt(id: string): Promise<number> {
    const name = id + suffix;
    const text = await this.#folder.read(name).catch(() => undefined);
    if (text === undefined) return 0;
    const files = (await this.#folder.list()).filter(file => file.name === name);
    return (await deletionsIn(this.#folder, files)).get(id) ?? 0;
  }

  /** @param time when it was deleted, in ms since 1970 */
  async mark(id: string, time: number): Promise<void> {
    await this.#folder.replace(id + suffix, String(time));
    (await this.#deletions()).set(id, time);
  }

  /** Removes the mark of a deletion, if there is one. */
  async unmark(id: string): Promise<void> {
    await this.#folder.remove(id + suffix);
    (await this.#deletions()).delete(id);
  }

  /**
   * Remembers when it was deleted in another folder, and returns the latest deletion in any of them.
   * Both are in ms since 1970, and 0 if it was not deleted.
   */
  rememberElsewhere(id: string, time: number): number {
    const latest = Math.max(time, this.#elsewhere.get(id) ?? 0);
    if (latest > 0) this.#elsewhere.set(id, latest);
    return latest;
  }

  /**
   * The interview, stamped later than its deletion, if it was deleted: what is undone must not be done
   * again by a mark elsewhere, which may be a copy of the one here.
   */
  async past(interview: Interview, mayBeMarked = true): Promise<Interview> {
    const elsewhere = this.#elsewhere.get(interview.id) ?? 0;
    const here = mayBeMarked ? await this.markedAt(interview.id) : 0;
    const deleted = Math.max(elsewhere, here);
    return interview.updated > deleted ? interview : { ...interview, updated: deleted + 1 };
  }

  async #deletions(): Promise<Deletions> {
    return (this.#here ??= await deletionsIn(this.#folder, await this.#folder.list()));
  }
}

/**
 * Whether the mark of a deletion is one of the earlier versions. Its time is that of its file, which
 * is later in a copy of the folder: the interview may have gone on since it was deleted.
 */
export async function isTimeless(folder: DataFolder, id: string): Promise<boolean> {
  return (await folder.read(id + suffix).catch(() => '')) === '';
}

/** The deletions marked among the `files` of a folder. */
export async function deletionsIn(
  folder: DataFolder,
  files: readonly FileInfo[],
): Promise<Deletions> {
  const deletions: Deletions = new Map();
  for (const { name, modified } of files) {
    if (!name.endsWith(suffix)) continue;
    const time = Number(await folder.read(name).catch(() => ''));
    deletions.set(name.slice(0, -suffix.length), time > 0 ? time : Math.ceil(modified));
  }
  return deletions;
}
