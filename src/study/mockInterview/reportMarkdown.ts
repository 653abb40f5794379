/** The report of a mock interview as a Markdown document. */
import { escapeText, inertInline, inertMarkdown } from '../markdown/inert';
import type { Rating } from '../rating';
import type { CodingTask } from './interview';
import type { QuestionId } from '../question';
import type { CategoryFigures, Figures, InterviewReport, QuestionReport } from './report';

/** The report's words, in the person's language. `{0}`, `{1}` are placeholders for values. */
export interface ReportTexts {
  /** `{0}` is when the interview began. */
  readonly title: string;
  /** Shown below the title of an interview that was ended early. */
  readonly endedEarly: string;
  /** If nothing was rated or skipped. */
  readonly nothingRated: string;
  readonly score: string;
  readonly questions: string;
  readonly time: string;
  readonly keyPoints: string;
  readonly category: string;
  readonly total: string;
  /** `{0}` of `{1}`. */
  readonly countOf: string;
  /** `{0}` questions were skipped. */
  readonly skippedCount: string;
  readonly byCategory: string;
  readonly studyNext: string;
  readonly nothingToStudy: string;
  readonly missed: string;
  readonly answers: string;
  readonly noAnswer: string;
  readonly skipped: string;
  readonly notRated: string;
  /** `{0}` is the time over the limit. */
  readonly overtime: string;
  readonly comparison: string;
  readonly date: string;
  readonly thisInterview: string;
  /** `{0}` is the number of points above the mean of earlier interviews; `{1}` is their number. */
  readonly better: string;
  readonly worse: string;
  readonly same: string;
  /** How the score is calculated. */
  readonly scoring: string;
  readonly ratings: Readonly<Record<Rating, string>>;
  readonly task: TaskTexts;
}

/** The words for the coding task at the end of an interview. */
export interface TaskTexts {
  readonly title: string;
  readonly notBegun: string;
  /** `{0}` minutes. */
  readonly expected: string;
  /** `{0}` is a duration. */
  readonly solved: string;
  readonly notSolved: string;
  /** `{0}` of `{1}` checks pass. */
  readonly checks: string;
  /** `{0}` hints were opened. */
  readonly hints: string;
  readonly withoutHints: string;
  readonly solutionSeen: string;
  /** Says that no score counts it. */
  readonly note: string;
}

/** Formatting that depends on the person's locale and on other parts of the product. */
export interface ReportFormat {
  /** A date with its time of day. `time` is in ms since 1970. */
  date(time: number): string;
  /** A duration. `duration` is in ms. */
  duration(duration: number): string;
  /** A share from 0 to 1 as whole percents. */
  share(share: number): string;
  /** The address that opens a question; `undefined` if there is none, as for a removed pack. */
  link(id: QuestionId): string | undefined;
}

/** Returns the report as Markdown that ends with a line break. */
export function reportMarkdown(
  report: InterviewReport,
  texts: ReportTexts,
  format: ReportFormat,
): string {
  const { interview, total } = report;
  const parts = [
    `# ${fill(texts.title, format.date(interview.started))}`,
    ...(interview.status === 'abandoned' ? [texts.endedEarly] : []),
    ...headline(report, texts, format),
    ...taskParts(report, texts, format),
    ...(report.categories.length > 0
      ? [`## ${texts.byCategory}`, categoryTable(report.categories, total, texts, format)]
      : []),
    `## ${texts.studyNext}`,
    report.study.length === 0
      ? texts.nothingToStudy
      : report.study.map(one => `- ${studyLine(one, texts, format)}`).join('\n'),
    ...missedParts(report, texts, format),
    ...answerParts(report, texts, format),
    ...comparisonParts(report, texts, format),
    `---`,
    texts.scoring,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Fills the placeholders of a text. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (hole, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? hole : String(value);
  });
}

/** The comparison with earlier scores, as a sentence; `undefined` if there are none. */
export function comparisonSentence(
  { change, before }: InterviewReport,
  texts: Pick<ReportTexts, 'better' | 'worse' | 'same'>,
): string | undefined {
  if (change === undefined) return undefined;
  const points = Math.round(change * 100);
  const text = points > 0 ? texts.better : points < 0 ? texts.worse : texts.same;
  return fill(text, Math.abs(points), before.length);
}

function headline(
  { total }: InterviewReport,
  texts: ReportTexts,
  format: ReportFormat,
): readonly string[] {
  if (total.score === undefined && total.asked === 0) return [texts.nothingRated];
  const figures = [
    `**${texts.score}: ${total.score === undefined ? '–' : format.share(total.score)}**`,
    `${texts.questions}: ${total.asked}`,
    `${texts.time}: ${format.duration(total.spent)}`,
    ...(total.keyPoints > 0 ? [`${texts.keyPoints}: ${coverage(total, texts)}`] : []),
    ...(total.skipped > 0 ? [fill(texts.skippedCount, total.skipped)] : []),
  ];
  return [figures.join(' · ')];
}

function categoryTable(
  categories: readonly CategoryFigures[],
  total: Figures,
  texts: ReportTexts,
  format: ReportFormat,
): string {
  const row = (name: string, figures: Figures) => [
    name,
    figures.score === undefined ? '–' : format.share(figures.score),
    String(figures.asked),
    figures.keyPoints > 0 ? coverage(figures, texts) : '–',
    format.duration(figures.spent),
  ];
  return table(
    [texts.category, texts.score, texts.questions, texts.keyPoints, texts.time],
    [
      ...categories.map(one => row(escapeText(`${one.collection} › ${one.category}`), one)),
      row(`**${texts.total}**`, total),
    ],
  );
}

function studyLine(one: QuestionReport, texts: ReportTexts, format: ReportFormat): string {
  return `${linked(one, format)} – ${outcome(one, texts)}`;
}

function missedParts(
  { questions }: InterviewReport,
  texts: ReportTexts,
  format: ReportFormat,
): readonly string[] {
  const missed = questions.filter(one => one.missed.length > 0);
  if (missed.length === 0) return [];
  return [
    `## ${texts.missed}`,
    ...missed.flatMap(one => [
      `**${linked(one, format)}**`,
      one.missed.map(point => `- ${indented(inertMarkdown(point))}`).join('\n'),
    ]),
  ];
}

function answerParts(
  { questions }: InterviewReport,
  texts: ReportTexts,
  format: ReportFormat,
): readonly string[] {
  if (questions.length === 0) return [];
  return [
    `## ${texts.answers}`,
    ...questions.flatMap((one, index) => {
      const { question, overtime } = one;
      const facts = [
        outcome(one, texts),
        format.duration(question.spent),
        ...(overtime > 0 ? [fill(texts.overtime, format.duration(overtime))] : []),
      ];
      const typed = question.answer.trim();
      return [
        `### ${index + 1}. ${inertInline(question.title)}`,
        facts.join(' · '),
        ...(question.phase === 'skipped' && typed === ''
          ? []
          : [typed === '' ? `*${texts.noAnswer}*` : quoted(inertMarkdown(typed))]),
      ];
    }),
  ];
}

function comparisonParts(
  report: InterviewReport,
  texts: ReportTexts,
  format: ReportFormat,
): readonly string[] {
  const { interview, before, total } = report;
  if (before.length === 0) return [];
  const sentence = comparisonSentence(report, texts);
  const score = (value: number | undefined) => (value === undefined ? '–' : format.share(value));
  return [
    `## ${texts.comparison}`,
    ...(sentence === undefined ? [] : [sentence]),
    table(
      [texts.date, texts.score, texts.questions, texts.time],
      [
        [
          `**${texts.thisInterview}** ${format.date(interview.started)}`,
          `**${score(total.score)}**`,
          String(total.asked),
          format.duration(total.spent),
        ],
        ...before.map(one => [
          format.date(one.started),
          score(one.score),
          String(one.asked),
          format.duration(one.spent),
        ]),
      ],
    ),
  ];
}

function taskParts(
  { interview: { task } }: InterviewReport,
  texts: ReportTexts,
  format: ReportFormat,
): readonly string[] {
  if (task === undefined) return [];
  return [
    `## ${texts.task.title}`,
    `${linked({ question: task }, format)} – ${taskOutcome(task, texts.task, format)}`,
    texts.task.note,
  ];
}

/** "Solved in 12 min · 4 of 4 checks pass · without hints" and the like. */
export function taskOutcome(
  { minutes, result }: CodingTask,
  texts: TaskTexts,
  { duration }: Pick<ReportFormat, 'duration'>,
): string {
  if (result === undefined) {
    const expected = minutes === undefined ? [] : [fill(texts.expected, minutes)];
    return [texts.notBegun, ...expected].join(' · ');
  }
  const { solved, seconds, passed, checks, hints, solutionSeen } = result;
  return [
    solved ? fill(texts.solved, duration(Math.max(seconds, 60) * 1000)) : texts.notSolved,
    ...(checks > 0 ? [fill(texts.checks, solved ? checks : passed, checks)] : []),
    hints > 0 ? fill(texts.hints, hints) : texts.withoutHints,
    ...(solutionSeen ? [texts.solutionSeen] : []),
  ].join(' · ');
}

/** "Good, 4 of 6 key points" and the like. */
export function outcome({ question }: QuestionReport, texts: ReportTexts): string {
  if (question.phase === 'skipped') return texts.skipped;
  if (question.rating === undefined) return texts.notRated;
  const rating = texts.ratings[question.rating];
  if (question.ticked.length === 0) return rating;
  const points = fill(texts.countOf, question.ticked.length, question.keyPoints.length);
  return `${rating} · ${texts.keyPoints}: ${points}`;
}

function coverage({ covered, keyPoints }: Figures, texts: ReportTexts): string {
  return fill(texts.countOf, covered, keyPoints);
}

/** The question's wording, as a link if it can be opened. */
function linked(
  { question }: { readonly question: Pick<CodingTask, 'id' | 'title'> },
  format: ReportFormat,
): string {
  const title = inertInline(question.title);
  const address = format.link(question.id);
  // A bracket or a link within the wording would end the link too early.
  if (address === undefined || /[[\]]/.test(question.title)) return title;
  return `[${title}](<${address}>)`;
}

/** Builds a table with all columns but the first aligned right. Cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** The person's text as a quotation: whatever it contains ends with the quotation. */
function quoted(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** Markdown as the content of a list item. */
function indented(markdown: string): string {
  return markdown.trim().replaceAll('\n', '\n  ');
}
