/**
 * Stores mock interviews, each in a checksummed file, replaced whole after every step. Files of a
 * newer version are left alone; damaged ones are set aside and reported, never dropped.
 */
import * as vscode from 'vscode';
import { isInterviewId } from '../../../study/mockInterview/format';
import type { Interview } from '../../../study/mockInterview/interview';
import { mergeChanges, mergeInterviews } from '../../../study/mockInterview/merge';
import { HumanError, log, report } from '../../base/log';
import { showWarningMessage } from '../../base/messages';
import { openDataFolder, type DataFolder } from './folder';
import { InterviewDeletions } from './interviewDeletions';
import { fileOf, idOf, readText, textOf } from './interviewFile';
import { inTurn } from './interviewLock';
import { InterviewsElsewhere } from './interviewsElsewhere';
import { hash } from './journal';

/** How long to wait, in ms, before treating an unreadable file as damaged. */
const secondLook = 150;
/** Delay before a failed operation is retried automatically, in ms. */
const retryAfter = 10_000;

/** A lock put aside: see `interviewLock.ts`. Older ones, in ms, are left for good. */
const isLeftLock = /\.lock\.[\da-f-]{36}$/;
const longestLeft = 3_600_000;

/** An interview waiting to be written. */
interface Waiting {
  interview: Interview;
  /** The stored state that it comes from, if a window goes on with it. */
  from: Interview | undefined;
  /** When to write it, in ms since the window began: by a monotonic clock. */
  due: number;
}

/** A stored change. */
export interface InterviewChange {
  readonly id: string;
  /** What is stored now, with other windows' changes; absent if it was deleted. */
  readonly kept?: Interview;
  /** What was to be stored, if it was given with the state that it comes from. */
  readonly given?: Interview;
}

export class InterviewStore implements vscode.Disposable {
  readonly #where: () => vscode.Uri;
  readonly #elsewhere: InterviewsElsewhere;
  #uri: vscode.Uri;
  #folder: DataFolder;
  readonly #deletions: InterviewDeletions;
  readonly #changed = new vscode.EventEmitter<InterviewChange>();
  readonly #waiting = new Map<string, Waiting>();
  /** Files already reported to the person in this session. */
  readonly #named = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<unknown> = Promise.resolve();
  #failing = false;
  #disposed = false;

  /** Fires when an interview was stored, deleted or restored. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param where the folder for the files; created with the first interview. When it changes, the
   * interviews are copied to the new one.
   * @param others folders whose interviews are merged in
   */
  constructor(where: () => vscode.Uri, others: () => readonly vscode.Uri[] = () => []) {
    this.#where = where;
    this.#elsewhere = new InterviewsElsewhere(others);
    this.#uri = where();
    this.#folder = openDataFolder(this.#uri);
    this.#deletions = new InterviewDeletions(this.#folder);
  }

  /** Writes pending changes: call `flush` before, if there is time. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#writeDue(Infinity).catch((error: unknown) => log().warn(String(error)));
    this.#changed.dispose();
  }

  /** Every interview, most recently started first. Unreadable files are reported to the person. */
  async list(): Promise<readonly Interview[]> {
    const files = await this.#exclusively(async () => {
      const files = await this.#folder.list();
      for (const { name, modified } of files) {
        // What a window was killed over while it removed another one's lock.
        const isLeft = isLeftLock.test(name) && Date.now() - modified > longestLeft;
        if (isLeft) await this.#folder.remove(name).catch(() => undefined);
      }
      return files;
    });
    const ids = files.map(({ name }) => idOf(name)).filter(id => id !== undefined);
    const known = new Set([...ids, ...this.#waiting.keys()]);
    const found = await Promise.all(
      [...known].map(id =>
        this.read(id).catch((error: unknown) => {
          // It is left as it is and does not affect the others.
          this.#reportOnce(id, error);
          return undefined;
        }),
      ),
    );
    return found
      .filter(interview => interview !== undefined)
      .sort((a, b) => b.started - a.started || (a.id < b.id ? -1 : 1));
  }

  /** The interview as last stored, or as it is about to be; `undefined` if none can be read. */
  async read(id: string): Promise<Interview | undefined> {
    if (!isInterviewId(id)) return undefined;
    const waiting = this.#waiting.get(id);
    const read = await this.#exclusively(() => this.#readFile(id)).catch((error: unknown) => {
      if (waiting === undefined) throw error;
      return undefined;
    });
    const stored = read === 'newer' ? undefined : read;
    if (waiting === undefined || stored === undefined) return waiting?.interview ?? stored;
    return mergeFrom(waiting.from, waiting.interview, stored);
  }

  /**
   * The interview to go on with, and the stored state that it comes from, as `keep` takes it: a state
   * that could not be written yet is none, and would be taken for what another window took back.
   */
  async goOn(id: string): Promise<readonly [interview: Interview, from: Interview] | undefined> {
    await this.flush(); // it may have been left a moment ago
    const stored = this.#waiting.get(id)?.from ? undefined : await this.read(id);
    // It may have been typed into while it was read.
    const { interview, from } = this.#waiting.get(id) ?? {};
    if (interview && from) return [interview, from];
    return stored && [stored, stored];
  }

  /**
   * Stores the interview and resolves once it is on disk, merged with another window's changes.
   * @param from the stored state that it comes from: see `keepSoon`
   * @throws HumanError when it could not be written
   */
  async keep(interview: Interview, from?: Interview): Promise<Interview> {
    const waiting = this.#waiting.get(interview.id);
    if (from && waiting?.from === from) waiting.interview = interview;
    const kept = await this.#inTurn(interview.id, () => this.#write(interview, from));
    this.#continue(interview, from);
    this.#fire(kept, from && interview);
    return kept;
  }

  /**
   * Stores the interview within `delay` ms, sooner if already requested. Never rejects.
   * @param from the stored state that it comes from: what another window has typed since is kept
   * beside what was typed here, and if it was deleted since, it stays deleted
   */
  keepSoon(interview: Interview, delay: number, from?: Interview): void {
    const due = performance.now() + delay;
    const last = this.#waiting.get(interview.id);
    this.#waiting.set(interview.id, {
      interview,
      from: from ?? last?.from,
      due: Math.min(due, last?.due ?? due),
    });
    this.#setTimer();
  }

  /** Writes pending changes now; resolves when done. Never rejects. */
  async flush(): Promise<void> {
    await this.#writeDue(Infinity);
    await this.#work;
  }

  /** The interview as `keep` stores it where it was deleted: with a later stamp. */
  pastDeletion(interview: Interview): Promise<Interview> {
    return this.#exclusively(() => this.#deletions.past(interview));
  }

  /**
   * Deletes the interview and returns it, so that `keep` can restore it.
   * @param known what can be restored, if that was read before
   * @throws HumanError if another window has stored more than that
   */
  async remove(id: string, known?: Interview): Promise<Interview | undefined> {
    const interview = await this.read(id);
    if (interview) {
      const time = Math.max(Date.now(), interview.updated);
      await this.#inTurn(id, async () => {
        const stored = known && (await this.#readFile(id));
        if (known && typeof stored === 'object' && mergeInterviews(known, stored) !== known) {
          throw new HumanError(
            vscode.l10n.t('A mock interview was changed in another window just now. Try again.'),
          );
        }
        this.#waiting.delete(id);
        await this.#remove(id, time);
      });
    }
    this.#fireRemoved(id);
    return interview;
  }

  async #remove(id: string, time: number): Promise<void> {
    await this.#deletions.mark(id, time);
    await this.#folder.remove(fileOf(id));
  }

  #fire(kept: Interview, given?: Interview): void {
    if (!this.#disposed) this.#changed.fire({ id: kept.id, kept, ...(given && { given }) });
  }

  #fireRemoved(id: string): void {
    if (!this.#disposed) this.#changed.fire({ id });
  }

  /** Reports a recurring problem once per session. */
  #reportOnce(what: string, error: unknown): void {
    if (this.#named.has(what)) log().warn(`${what}: ${String(error)}`);
    else report(error);
    this.#named.add(what);
  }

  #setTimer(): void {
    clearTimeout(this.#timer);
    if (this.#disposed || this.#waiting.size === 0) return;
    const due = Math.min(...[...this.#waiting.values()].map(waiting => waiting.due));
    this.#timer = setTimeout(
      () => {
        this.#writeDue(performance.now()).catch(report);
      },
      Math.max(0, due - performance.now()),
    );
  }

  async #writeDue(now: number): Promise<void> {
    const due = [...this.#waiting].filter(([, waiting]) => waiting.due <= now);
    for (const [id] of due) await this.#inTurn(id, () => this.#writeWaiting(id));
    this.#setTimer();
  }

  /** Writes the interview's latest state when its turn comes, so a slow disk queues no copies. */
  async #writeWaiting(id: string): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    const { interview, from } = waiting;
    this.#waiting.delete(id);
    try {
      if (from && (await this.#isDeleted(interview))) {
        this.#fireRemoved(id);
        return;
      }
      const kept = await this.#write(interview, from);
      this.#failing = false;
      this.#continue(interview, from);
      this.#fire(kept, from && interview);
    } catch (error) {
      // Kept in memory, retried with the next change or after a while; reported once.
      if (!this.#waiting.has(id)) {
        this.#waiting.set(id, { interview, from, due: performance.now() + retryAfter });
      }
      if (!this.#failing) report(error);
      this.#failing = true;
    }
  }

  /**
   * What waits to be written of an interview that a window goes on with comes from the last, if both
   * come from the same: otherwise what the last has changed would be taken for what it changes back.
   */
  #continue(written: Interview, from: Interview | undefined): void {
    const waiting = this.#waiting.get(written.id);
    if (from && waiting?.from === from) waiting.from = written;
  }

  /** Whether another window has deleted the interview since it was last changed. */
  async #isDeleted({ id, updated }: Interview): Promise<boolean> {
    const deleted = await this.#deletions.markedAt(id);
    if (deleted === 0 || deleted < updated) return false;
    return (await this.#folder.read(fileOf(id))) === undefined;
  }

  async #write(interview: Interview, from?: Interview): Promise<Interview> {
    const name = fileOf(interview.id);
    try {
      const stored = await this.#readFile(interview.id, true);
      if (stored === 'newer') throw new Error(vscode.l10n.t('it comes from a newer version'));
      let merged = stored ? mergeFrom(from, interview, stored) : interview;
      // Another window may have marked it, so what is known of the marks does not tell.
      const mayBeMarked = !stored || (await this.#deletions.known(interview.id)) !== undefined;
      merged = await this.#deletions.past(merged, mayBeMarked);
      if (merged !== stored) await this.#folder.replace(name, [textOf(merged)]);
      if (mayBeMarked) await this.#deletions.unmark(interview.id);
      return merged;
    } catch (error) {
      log().error(`${name}: ${String(error)}`);
      throw new HumanError(
        vscode.l10n.t(
          'The interview could not be saved: {0}. It continues, and saving is tried again at your next step. Check the free space and the permissions of {1}.',
          error instanceof Error ? error.message : String(error),
          this.#uri.fsPath,
        ),
        { cause: error },
      );
    }
  }

  /**
   * Reads a file; damaged content is set aside first, so that the file can be replaced. If no copy
   * can be made, the file stays as it is and must not be overwritten.
   */
  async #readFile(id: string, toWrite = false): Promise<Interview | 'newer' | undefined> {
    const name = fileOf(id);
    let text = await this.#folder.read(name);
    if (text === undefined) return undefined;
    let read = readText(text);
    if (!read.isWhole) {
      // Without atomic replacement, another window may be writing it.
      await new Promise(resolve => setTimeout(resolve, secondLook));
      text = (await this.#folder.read(name)) ?? '';
      read = readText(text);
    }
    if (read.kind === 'newer') {
      this.#sayNewer(name, read.version);
      return 'newer';
    }
    const interview = read.kind === 'read' && read.interview.id === id ? read.interview : undefined;
    if (interview && read.isWhole && read.kind === 'read' && read.problems.length === 0) {
      return interview;
    }
    const why = read.kind === 'read' ? read.problems.join('; ') || 'the checksum' : read.why;
    try {
      await this.#setAside(id, text, why, interview !== undefined);
      if (interview === undefined) await this.#folder.remove(name);
      else await this.#folder.replace(name, [textOf(interview)]);
    } catch (error) {
      if (toWrite) throw error;
      log().error(`${name} is damaged (${why}) and could not be set aside: ${String(error)}`);
    }
    return interview;
  }

  /** Keeps a copy of unreadable data, and tells the person where it is. */
  async #setAside(id: string, text: string, why: string, readInPart: boolean): Promise<void> {
    const [name, copy] = [fileOf(id), fileOf(id, `damaged-${hash(text)}`)];
    if (!(await this.#folder.list()).some(file => file.name === copy)) {
      await this.#folder.copy(name, copy);
    }
    if (this.#named.has(copy)) return;
    this.#named.add(copy);
    log().warn(`The interview ${name} is damaged (${why}); a copy was set aside as ${copy}.`);
    const show = vscode.l10n.t('Show the copy');
    void showWarningMessage(
      readInPart
        ? vscode.l10n.t(
            'Part of a stored interview could not be read. All that could be read is in use, and a copy was set aside as {0}.',
            copy,
          )
        : vscode.l10n.t(
            'A stored interview could not be read and was set aside as {0}. All others are intact.',
            copy,
          ),
      show,
    )
      .then(async choice => {
        if (choice === show) {
          await vscode.window.showTextDocument(vscode.Uri.joinPath(this.#uri, copy));
        }
      })
      .then(undefined, report);
  }

  #sayNewer(name: string, version: number): void {
    if (this.#named.has(name)) return;
    this.#named.add(name);
    log().warn(`${name} has format ${version} of a newer extension; it is left as it is.`);
    void showWarningMessage(
      vscode.l10n.t(
        'An interview was stored by a newer version of Django Interview Study (format {0}) and was left unchanged. Update the extension to see it.',
        version,
      ),
    );
  }

  /** Switches to the current folder, with all interviews of earlier and other folders. */
  async #follow(): Promise<void> {
    const uri = this.#where();
    if (uri.toString() !== this.#uri.toString()) {
      this.#elsewhere.moved(this.#uri);
      this.#uri = uri;
      this.#folder = openDataFolder(uri);
      this.#deletions.follow(this.#folder);
    }
    const here = {
      uri,
      folder: this.#folder,
      deletions: this.#deletions,
      read: (id: string) => this.#readFile(id, true),
      stored: (interview: Interview) => {
        this.#fire(interview);
      },
      drop: (id: string, deleted: number) => {
        const pending = this.#waiting.get(id);
        if (pending && pending.interview.updated <= deleted) this.#waiting.delete(id);
      },
      remove: (id: string, deleted: number) => this.#remove(id, deleted),
      removed: (id: string) => {
        this.#fireRemoved(id);
      },
    };
    await this.#elsewhere.bring(here, (folder, error) => {
      this.#reportOnce(folder, error);
    });
  }

  /** `#exclusively`, and not while another window writes the interview. */
  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.#exclusively(() => inTurn(this.#uri, id, work));
  }

  /** Runs one at a time, in call order, even after a failure. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(() => this.#follow()).then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }
}

/** @param from the stored state that `interview` comes from, if a window goes on with it */
function mergeFrom(from: Interview | undefined, interview: Interview, stored: Interview) {
  return from ? mergeChanges(from, interview, stored) : mergeInterviews(interview, stored);
}

/** The folder for a workspace's interviews: beside that of its progress, with the same name. */
export function interviewFolder(progressFolder: vscode.Uri): vscode.Uri {
  const name = progressFolder.path.split('/').at(-1) ?? 'no-folder';
  return vscode.Uri.joinPath(progressFolder, '..', '..', 'interviews', name);
}
