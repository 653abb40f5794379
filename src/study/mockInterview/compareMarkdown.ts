/** All mock interviews side by side, as a Markdown document. */
import { askedQuestions, type Interview, type InterviewQuestion } from './interview';
import { comparable } from './report';
import { escapeText } from '../markdown/inert';
import { table, type ReportFormat, type ReportTexts } from './reportMarkdown';
import { meanScore } from './score';

/** The words beyond those of a report. */
export interface CompareTexts extends ReportTexts {
  readonly compareTitle: string;
  readonly compareNothing: string;
  /** Above the table of categories; `{0}` is how many interviews it shows. */
  readonly compareCategories: string;
}

/** The maximum number of interview columns in the table of categories. */
const mostColumns = 6;

/**
 * A table of the ended interviews, the latest first, and one of their categories with a column for
 * each of the last interviews, the earliest first, so that it shows the development.
 */
export function compareMarkdown(
  interviews: readonly Interview[],
  texts: CompareTexts,
  format: ReportFormat,
): string {
  const ended = interviews
    .filter(({ status }) => status !== 'open')
    .sort((a, b) => b.started - a.started || (a.id < b.id ? -1 : 1));
  const parts = [`# ${texts.compareTitle}`];
  if (ended.length === 0) parts.push(texts.compareNothing);
  else {
    parts.push(
      table(
        [texts.date, texts.score, texts.questions, texts.time],
        ended
          .map(comparable)
          .map(({ started, score, asked, spent }) => [
            format.date(started),
            scoreOf(score, format),
            String(asked),
            format.duration(spent),
          ]),
      ),
    );
    const columns = ended.slice(0, mostColumns).reverse();
    const rows = categoryRows(columns, format);
    if (rows.length > 0) {
      const head = [texts.category, ...columns.map(({ started }) => format.date(started))];
      parts.push(`## ${texts.compareCategories}`, table(head, rows));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

function categoryRows(
  interviews: readonly Interview[],
  format: ReportFormat,
): readonly (readonly string[])[] {
  const names = new Map<string, string>();
  const columns = interviews.map(interview => {
    const groups = new Map<string, InterviewQuestion[]>();
    for (const question of askedQuestions(interview)) {
      const name = `${question.collection} › ${question.category}`;
      names.set(name, escapeText(name));
      groups.set(name, [...(groups.get(name) ?? []), question]);
    }
    return groups;
  });
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => [
      text,
      ...columns.map(groups =>
        groups.has(name) ? scoreOf(meanScore(groups.get(name) ?? []), format) : '',
      ),
    ]);
}

function scoreOf(score: number | undefined, format: ReportFormat): string {
  return score === undefined ? '–' : format.share(score);
}
