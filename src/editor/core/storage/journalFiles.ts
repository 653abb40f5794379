/** The files that journals are in: their names, how they are read, when an old one is removed. */
import { missingFrom, type Progress } from '../../../study/progress';
import type { UndoStep } from '../../../study/undo';
import { fileNamed, type DataFolder, type FileInfo } from './folder';
import { JournalReader, type ReadJournal } from './journal';

/** The checkpoint before the last. */
export const formerCheckpointName = 'checkpoint.former.json';
const journalSuffix = '.journal';
/** Suffix of a journal while it is being removed. */
const leavingSuffix = '.leaving';
/** A journal younger than this, in ms, may belong to an open window: it is not removed. */
const journalRest = 10 * 60 * 1000;
/** A half-written file left by a kill is removed when it is older than this, in ms. */
const leftoverRest = 24 * 60 * 60 * 1000;

/** A journal's file as it was when it was read. */
export interface JournalFile {
  readonly file: FileInfo;
  readonly journal: ReadJournal;
}

export function newJournalName(): string {
  return `${globalThis.crypto.randomUUID()}${journalSuffix}`;
}

/** Whether a file is a journal, also one that a kill left behind while it was being removed. */
export function isJournal(name: string): boolean {
  return name.endsWith(journalSuffix) || name.endsWith(leavingSuffix);
}

/** Reads a journal or checkpoint line by line; a missing file counts as empty. */
export async function readLines(folder: DataFolder, name: string): Promise<ReadJournal> {
  const reader = new JournalReader();
  await folder.readLines(name, line => {
    reader.take(line);
  });
  return reader.read();
}

/**
 * Removes half-written files, and those of `journals` whose every change is in both checkpoints;
 * all only once they are old enough not to belong to an open window. A journal stays if it has one
 * of the steps of `undoable`, or an undo that affects these.
 *
 * @param checkpoint the checkpoint's content; the previous checkpoint is read only if needed
 */
export async function removeOldFiles(
  folder: DataFolder,
  journals: readonly JournalFile[],
  checkpoint: Progress,
  undoable: readonly UndoStep[],
): Promise<void> {
  const ids = new Set(undoable.map(({ id }) => id));
  const oldest = Math.min(...undoable.map(({ time }) => time));
  const hasStep = ({ actions }: ReadJournal, id: string) =>
    actions.some(action => 'id' in action && action.id === id);
  let former: Progress | undefined;
  for (const { file, journal } of folder.durable ? journals : []) {
    const lacks = (copy: Progress) => missingFrom(copy, journal.progress).size > 0;
    // Otherwise an undone step would count again, or an earlier one would be misjudged.
    const isNeeded = journal.actions.some(action =>
      'id' in action
        ? ids.has(action.id)
        : action.time > oldest ||
          journals.some(
            other => other.journal !== journal && hasStep(other.journal, action.undoes),
          ),
    );
    const rests = Date.now() - file.modified >= journalRest;
    if (!rests || isNeeded || journal.newer !== undefined || lacks(checkpoint)) continue;
    former ??= (await readLines(folder, formerCheckpointName)).progress;
    if (!lacks(former)) await removeJournal(folder, file);
  }
  // Left by a kill: their text is elsewhere.
  for (const { name, modified } of await folder.list()) {
    const isLeftover = name.endsWith('.tmp') && Date.now() - modified >= leftoverRest;
    if (isLeftover) await folder.remove(name);
  }
}

/** A window that wakes up recreates the file; its size shows what was added before the rename. */
async function removeJournal(folder: DataFolder, { name, size }: FileInfo): Promise<void> {
  const leaving = name.replace(journalSuffix, leavingSuffix);
  await folder.rename(name, leaving);
  const now = await fileNamed(folder, leaving);
  if (now?.size === size) await folder.remove(leaving);
  else if (now) await folder.rename(leaving, newJournalName());
}
