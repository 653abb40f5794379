/** Progress as a table for a spreadsheet: a row for each question. It is not meant to be read back. */
import Papa from 'papaparse';
import { hasMark, reviewsOf, type Progress } from '../progress';
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
  'note',
] as const;

/**
 * The text of the file, with a byte order mark, by which Excel knows UTF-8. `formatTime` writes a
 * time (ms since 1970) for a spreadsheet.
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
      note,
    ];
  });
  const cells = rows.map(row =>
    row.map(cell => (typeof cell === 'string' ? harmlessCell(cell) : cell)),
  );
  const text = Papa.unparse([[...progressColumns], ...cells], { newline: '\r\n' });
  return `\uFEFF${text}\r\n`;
}
