/**
 * Brings interviews along from other folders: former ones of this session, and those of other
 * places. What is there stays; files that cannot be used are left alone.
 */
import * as vscode from 'vscode';
import { isInterviewId } from '../../../study/mockInterview/format';
import type { Interview } from '../../../study/mockInterview/interview';
import { mergeInterviews } from '../../../study/mockInterview/merge';
import { HumanError, log } from '../../base/log';
import { openDataFolder, type DataFolder } from './folder';
import { deletionsIn, isTimeless, type InterviewDeletions } from './interviewDeletions';
import { fileOf, idOf, readText, textOf } from './interviewFile';
import { inTurn } from './interviewLock';
import { hash } from './journal';

/** Delay before a folder that could not be merged is tried again, in ms. */
const retryAfter = 10_000;

/** The folder that interviews are brought to, and what its store does with them. */
export interface Here {
  readonly uri: vscode.Uri;
  readonly folder: DataFolder;
  readonly deletions: InterviewDeletions;
  /** Reads an own file that may be replaced then. */
  read(id: string): Promise<Interview | 'newer' | undefined>;
  /** Called when an interview was stored. */
  stored(interview: Interview): void;
  /** Drops what waits to be written of an interview deleted at a time in ms since 1970. */
  drop(id: string, deleted: number): void;
  /** Marks an interview as deleted at a time in ms since 1970, and removes its file. */
  remove(id: string, deleted: number): Promise<void>;
  /** Called when an interview was removed. */
  removed(id: string): void;
}

export class InterviewsElsewhere {
  readonly #others: () => readonly vscode.Uri[];
  /** Folders whose interviews were merged in, and the current one. */
  readonly #brought = new Set<string>();
  /** Earlier folders in this session. */
  readonly #former: vscode.Uri[] = [];
  /** When to retry a folder that could not be merged, in ms since 1970. */
  #bringAfter = 0;

  /** @param others folders whose interviews are merged in besides former ones */
  constructor(others: () => readonly vscode.Uri[]) {
    this.#others = others;
  }

  /** Begins again after a switch to another folder; interviews of the old one are brought along. */
  moved(former: vscode.Uri): void {
    this.#former.push(former);
    this.#brought.clear();
    this.#bringAfter = 0;
  }

  /**
   * Copies the interviews and deletions of folders not brought yet. Never rejects.
   * @param failed called with a folder that is tried again later
   */
  async bring(here: Here, failed: (folder: string, error: unknown) => void): Promise<void> {
    this.#brought.add(here.uri.toString());
    const left = [...this.#former, ...this.#others()].filter(
      other => !this.#brought.has(other.toString()),
    );
    if (left.length === 0 || Date.now() < this.#bringAfter) return;
    for (const other of left) {
      try {
        await bringAll(here, openDataFolder(other));
        this.#brought.add(other.toString());
      } catch (error) {
        // The interviews there can be used; the rest is merged later.
        this.#bringAfter = Date.now() + retryAfter;
        failed(other.toString(), error);
      }
    }
  }
}

/** Copies the interviews and deletions of another folder; what is there stays. */
async function bringAll(here: Here, other: DataFolder): Promise<void> {
  const files = await other.list();
  const deletions = await deletionsIn(other, files);
  const ids = new Set([...deletions.keys(), ...files.map(({ name }) => idOf(name))]);
  let failure: unknown;
  for (const id of ids) {
    if (!isInterviewId(id)) continue;
    try {
      const bring = (isTurn: boolean) => bringOne(id, here, other, deletions.get(id) ?? 0, isTurn);
      if (await bring(false)) await inTurn(here.uri, id, () => bring(true));
    } catch (error) {
      failure = error; // the others first
    }
  }
  if (failure !== undefined) throw notBrought(failure, here);
}

/**
 * @param deletedThere when it was deleted there, in ms since 1970; 0 if it was not
 * @param isTurn whether it may be written
 * @returns whether it has to be written
 */
async function bringOne(
  id: string,
  here: Here,
  other: DataFolder,
  deletedThere: number,
  isTurn: boolean,
): Promise<boolean> {
  const deletedHere = (await here.deletions.known(id)) ?? 0;
  const elsewhere = here.deletions.rememberElsewhere(id, deletedThere);
  const theirs = await readOther(id, other);
  const own = await here.read(id);
  if (own === 'newer') return false;
  const merged = own && theirs ? mergeInterviews(own, theirs) : (own ?? theirs);
  // An own file beside a mark was restored since, so the mark counts only without one.
  const deletion = Math.max(deletedThere, own ? 0 : Math.max(deletedHere, elsewhere));
  if (merged && (deletion === 0 || merged.updated > deletion)) {
    if (merged === own) return false;
    if (!isTurn) return true;
    await here.folder.replace(fileOf(id), [textOf(merged)]);
    await here.deletions.unmark(id);
    here.stored(merged);
  } else if (own || deletedThere > deletedHere) {
    here.drop(id, deletion);
    if (!isTurn) return own !== undefined || deletedHere > 0;
    if (own && (await isTimeless(other, id))) {
      const aside = fileOf(id, `deleted-${hash(textOf(own))}`);
      await here.folder.rename(fileOf(id), aside);
      log().warn(`${fileOf(id)} was deleted elsewhere at an unknown time; it is kept as ${aside}.`);
    }
    // Where it never was, a mark would only outlast an undo there.
    if (own || deletedHere > 0) await here.remove(id, deletedThere);
    if (own) here.removed(id);
  }
  return false;
}

/** An interview in another folder; `undefined` if there is none, or none that can be used. */
async function readOther(id: string, other: DataFolder): Promise<Interview | undefined> {
  const text = await other.read(fileOf(id));
  if (text === undefined) return undefined;
  const read = readText(text);
  if (read.kind === 'read' && read.interview.id === id) return read.interview;
  log().warn(`${fileOf(id)} at another place cannot be used; it stays there as it is.`);
  return undefined;
}

function notBrought(cause: unknown, { uri }: Here): HumanError {
  log().error(`Interviews could not be brought along: ${String(cause)}`);
  return new HumanError(
    vscode.l10n.t(
      'Some of your mock interviews could not be moved: {0}. They are still in the old place, and moving them will be tried again. Check the free space and the permissions of {1}.',
      cause instanceof Error ? cause.message : String(cause),
      uri.fsPath,
    ),
  );
}
