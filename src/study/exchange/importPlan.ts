/** Works out what an import will change before it is done. */
import { differencesBetween, type QuestionDifference } from '../difference';
import { writeInterview } from '../mockInterview/format';
import type { Interview } from '../mockInterview/interview';
import { withoutCommandLinks } from '../markdown/sourceLinks';
import { mergeInterviews } from '../mockInterview/merge';
import { isInterviewId } from '../plan/interviewId';
import {
  mergeRecords,
  missingFrom,
  registers,
  type Progress,
  type QuestionRecord,
} from '../progress';
import type { QuestionId } from '../question';
import type { ProgressFile } from './progressFile';

export interface ImportPlan {
  /** The change to make: only what the file adds. */
  readonly change: Progress;
  /** The visible differences. The change may hold more, such as a mark set at another time. */
  readonly differences: readonly QuestionDifference[];
  /** Changed questions that no pack has: kept all the same. */
  readonly unknown: readonly QuestionId[];
  /** How many marks and notes of the file are older than the person's own, which are kept. */
  readonly older: number;
  /** The interviews to store: new ones, and merged ones that changed. */
  readonly interviews: readonly Interview[];
  /** How many of `interviews` are new. */
  readonly newInterviews: number;
}

/** Plans the import of `file` into a person's data. `isKnown`: whether a pack has a question. */
export function planImport(
  own: ProgressFile,
  file: ProgressFile,
  isKnown: (id: QuestionId) => boolean,
): ImportPlan {
  const imported = withInertNotes(file.progress, own.progress);
  const change = missingFrom(own.progress, imported);
  const after = new Map<QuestionId, QuestionRecord>();
  const before = new Map<QuestionId, QuestionRecord>();
  for (const [id, record] of change) {
    const has = own.progress.get(id);
    if (has) before.set(id, has);
    after.set(id, has ? mergeRecords(has, record) : record);
  }
  const mine = new Map(own.interviews.map(interview => [interview.id, interview]));
  const interviews = file.interviews.flatMap(interview => {
    const has = mine.get(interview.id);
    if (has === undefined) return [interview];
    const merged = mergeInterviews(has, interview);
    return textOf(merged) === textOf(has) ? [] : [merged];
  });
  return {
    change,
    differences: differencesBetween(before, after),
    unknown: [...change.keys()].filter(id => !isInterviewId(id) && !isKnown(id)),
    older: [...imported].reduce(
      (count, [id, record]) => count + olderFields(own.progress.get(id), record),
      0,
    ),
    interviews,
    newInterviews: interviews.filter(({ id }) => !mine.has(id)).length,
  };
}

/**
 * The imported records with notes that have no link that runs a command: a note is opened as Markdown,
 * and somebody else may have written it. The person's own note stays as it is where the imported one
 * differs from it in broken links alone, as in what they exported where they had imported it.
 */
function withInertNotes(imported: Progress, own: Progress): Progress {
  const made = new Map(imported);
  for (const [id, record] of imported) {
    // The date of an interview is stored as a note, which is never opened.
    if (record.note === undefined || isInterviewId(id)) continue;
    const [text, time] = record.note;
    const inert = withoutCommandLinks(text);
    const mine = own.get(id)?.note?.[0];
    const kept = mine !== undefined && withoutCommandLinks(mine) === inert ? mine : inert;
    if (kept !== text) made.set(id, { ...record, note: [kept, time] });
  }
  return made;
}

/** How many fields of `record` differ from those of `own` and lose to them. */
function olderFields(own: QuestionRecord | undefined, record: QuestionRecord): number {
  if (own === undefined) return 0;
  return registers.filter(field => {
    if (field === 'buriedUntil') return false;
    const [mine, theirs] = [own[field], record[field]];
    return mine && theirs && theirs[1] < mine[1] && theirs[0] !== mine[0];
  }).length;
}

const textOf = (interview: Interview) => JSON.stringify(writeInterview(interview));
