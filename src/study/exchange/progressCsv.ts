/** Progress as a spreadsheet table, a row per question. Not meant to be read back. */
import Papa from 'papaparse';
import { exerciseProgress } from '../exercise/progress';
import { hasMark, reviewsOf, type Progress } from '../progress';
import type { Question } from '../question';
import { harmlessCell } from './cells';
import type { ExportedQuestion } from './question';

/** The columns in order. */
export const progressColumns = [
  'id',
  'question',
  'collection',
  'category',
  'mastered',
  'bookmarked',
  'suspended',
  'reviews',
  'again',
  'last reviewed',
  'last rating',
  'exercise',
  'exercise solved',
  'exercise minutes',
  'exercise hints',
  'solution seen',
  'note',
] as const;

/**
 * The text of the file, with a byte order mark so that Excel recognises UTF-8. `formatTime` formats
 * a time (ms since 1970) for a spreadsheet.
 */
export function progressCsv(
  questions: readonly ExportedQuestion[],
  progress: Progress,
  formatTime: (time: number) => string,
): string {
  const rows = questions.map(({ question, collection, category, note }) => {
    const reviews = reviewsOf(progress.get(question.id));
    const last = reviews.at(-1);
    return [
      question.id,
      question.title,
      collection.title,
      category.title,
      ...(['mastered', 'bookmarked', 'suspended'] as const).map(mark =>
        hasMark(progress, question.id, mark) ? 'yes' : 'no',
      ),
      reviews.length,
      reviews.filter(({ rating }) => rating === 1).length,
      last ? formatTime(last.time) : '',
      last ? last.rating : '',
      ...exerciseCells(question, progress, formatTime),
      note,
    ];
  });
  const cells = rows.map(row =>
    row.map(cell => (typeof cell === 'string' ? harmlessCell(cell) : cell)),
  );
  const text = Papa.unparse([[...progressColumns], ...cells], { newline: '\r\n' });
  return `\uFEFF${text}\r\n`;
}

/** Empty if the question has no exercise and none was ever done. */
function exerciseCells(
  { id, exercise }: Question,
  progress: Progress,
  formatTime: (time: number) => string,
): readonly (string | number)[] {
  const { startedAt, solvedAt, seconds, hints, solutionSeenAt } = exerciseProgress(progress, id);
  const isBegun = startedAt !== undefined || solvedAt !== undefined;
  if (!isBegun) return [exercise === undefined ? '' : 'not begun', '', '', '', ''];
  return [
    solvedAt === undefined ? 'begun' : 'solved',
    solvedAt === undefined ? '' : formatTime(solvedAt),
    Math.round(seconds / 60),
    hints,
    solutionSeenAt === undefined ? 'no' : 'yes',
  ];
}
