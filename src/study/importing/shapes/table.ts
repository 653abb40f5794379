/** A Markdown table with a column of questions, and one of answers or several of options. */
import { narrowed } from '../cells';
import { tableOf } from '../columns';
import { rolesOf } from '../contents';
import { foundQuestion } from '../found';
import { longestLine } from '../lines';
import { fieldsOf, otherAnswers, type Columns, type Field } from '../names';
import { optionColumns, quizReader, withOptionColumns } from '../quizTable';
import { pauses, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { lettersOf, likeness, surely } from '../titles';
import { undress } from '../undress';

export function* tableShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  const isPause = pauses();
  let headings: ReadonlySet<string> | undefined;
  const isOpen = (row: readonly string[]) => {
    headings ??= new Set(lines.flatMap(({ heading }) => (heading ? [lettersOf(heading)] : [])));
    const own = headings;
    return row.some(cell => {
      const { title } = undress(cell.includes('](#') ? cell : '');
      return likeness(title, false) >= surely && !own.has(lettersOf(title));
    });
  };
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.opaque || page.passedOver.has(index)) continue;
    if (line.names) category = line.title;
    if (!line.text.includes('|') || !isRule(lines[index + 1]?.text ?? '')) continue;
    const rows: (readonly string[])[] = [];
    let row = index + 2;
    const linked: boolean[] = [];
    let told = 0;
    for (; row < lines.length && lines[row]?.text.includes('|'); row++) {
      if (isPause(row)) yield;
      const own = cells(lines[row]?.text ?? '');
      const isTold = !page.passedOver.has(row);
      if (isTold) told++;
      rows.push(own);
      linked.push(!isTold);
    }
    // Where most rows lead nowhere, one may lead to a heading still to be written.
    const areOpen = told * 2 > rows.length;
    for (const [at, own] of rows.entries())
      if (linked[at]) rows[at] = told === 0 ? [] : areOpen && isOpen(own) ? own : askingOf(own);
    const [head = [], ...all] = withOptionColumns([cells(line.text), ...rows]);
    const quiz =
      optionColumns(head).size > 0
        ? tableOf([head, ...all.filter(({ length }) => length > 0)])
        : undefined;
    const fields = quiz?.columns.includes('title') === true ? quiz.columns : columnsOf(head, all);
    const quizOf =
      quiz && fields === quiz.columns ? quizReader(quiz, fields, withBreaks) : undefined;
    const others = quizOf || !fields?.includes('answer') ? [] : otherAnswers(head, fields);
    const last = head.length - 1;
    const isOpenEnd = quizOf
      ? quiz?.explanations.includes(last)
      : fields?.[last] === 'answer' || others.includes(last);
    for (const [at, cells] of (fields ? all : []).entries()) {
      if (isPause(row + at)) yield;
      if (cells.length === 0) continue;
      const own = isOpenEnd === true ? narrowed(cells, head.length, ' | ') : cells;
      const found: Partial<Record<'title' | 'hint' | 'answer' | 'category', string>> = {};
      let tags = '';
      own.forEach((cell, column) => {
        const field = fields?.[column];
        const name = head[column] ?? '';
        // Below a heading, tags are not the subject.
        if (field === 'category' && category !== '' && /^tags?$/i.test(name)) {
          if (cell !== '') tags = `\n\n${name}: ${withBreaks(cell)}`;
          return;
        }
        if (field !== undefined && field !== 'id')
          found[field] ??= field === 'title' ? cell : withBreaks(cell);
      });
      const marked = quizOf?.(own);
      if (marked !== undefined) found.answer = marked;
      for (const column of others)
        found.answer = `${found.answer ?? ''}\n\n${withBreaks(own[column] ?? '')}`.trim();
      // Alone they answer nothing.
      if (found.answer) found.answer += tags;
      const { title, numbered } = undress(found.title ?? '');
      candidates.push({
        question: foundQuestion({ category, ...found, title }),
        likeness: Math.max(0.7, likeness(title, numbered)),
        start: index + 2 + at,
        end: index + 3 + at,
      });
    }
    index = row - 1;
  }
  return candidates.length === 0 ? [] : [{ shape: 'table', level: 0, candidates }];
}

/** Of a row with a link to the page itself: the first cell alone, if it asks in its own words. */
function askingOf([first = '']: readonly string[]): readonly string[] {
  return !first.includes('](') && likeness(first, false) >= surely ? [first] : [];
}

/** The Markdown of a cell with its line breaks as those of paragraphs. */
function withBreaks(cell: string): string {
  return cell.replace(/<br\s?\/?>/gi, '\\\n');
}

/** The columns of a table with questions, by their names or because one asks; else `undefined`. */
function columnsOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Columns | undefined {
  const fields = fieldsOf(head);
  const place = (field: Field) => {
    const index = fields.indexOf(field);
    return index === -1 ? {} : { [field]: index };
  };
  const isNamed = fields.includes('title');
  const told = rows.filter(({ length }) => length > 0);
  const roles = rolesOf(
    told,
    isNamed ? { ...place('title'), ...place('answer'), ...place('category') } : {},
  );
  // Beside the question, links are where it is answered.
  if (isNamed && !fields.includes('answer')) {
    const links = head.findIndex((_, index) => {
      const own = told.flatMap(row => row[index] ?? []);
      return (
        fields[index] === undefined &&
        own.filter(cell => cell.includes('](')).length * 2 > own.length
      );
    });
    if (links !== -1) fields[links] = 'answer';
  }
  if (!roles) return isNamed ? fields : undefined;
  const { title, answer, category, options } = roles;
  if (isNamed) {
    // A few words that come again before the question are its subject, behind it how hard it is.
    if (category !== undefined && category < title && !fields.includes('category'))
      fields[category] ??= 'category';
    // Where nothing is called the answer, sentences are it.
    const length = told.reduce((sum, row) => sum + (row[answer ?? -1]?.length ?? 0), 0);
    if (answer !== undefined && !fields.includes('answer') && length >= leastAnswer * told.length)
      fields[answer] ??= 'answer';
    return fields;
  }
  const asking = told.filter(row => likeness(row[title] ?? '', false) >= surely);
  if (options.length > 0 || asking.length * 2 < told.length) return undefined;
  return head.map((_, index) =>
    index === title
      ? 'title'
      : index === answer
        ? 'answer'
        : index === category && category < title
          ? 'category'
          : undefined,
  );
}

/** Companies and levels are shorter than answers, in characters on average. */
const leastAnswer = 20;

/** The line under a table's head. */
function isRule(text: string): boolean {
  return (
    text.length < longestLine && text.includes('-') && /^[\s|:-]+$/.test(text) && text.includes('|')
  );
}

/** The cells of a row; `\|` is a bar in a cell. */
function cells(row: string): string[] {
  const parts = row
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (parts.at(-1)?.trim() === '') parts.pop();
  return parts.map(part => part.trim().replaceAll('\\|', '|'));
}
