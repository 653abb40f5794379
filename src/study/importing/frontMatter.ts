/** The lines between two `---` at the top of a file: metadata, or the questions of a page. */
import type { Reading } from './found';
import { readJson } from './json';
import { columns, dedent, linesInStep, longestLine } from './lines';
import type { Steps } from '../steps';

/** A normalised text with its front matter blanked out, line by line. */
export function withoutFrontMatter(text: string): string {
  const data = frontMatter(text);
  return data ? '\n'.repeat(data.lines.length + 2) + text.slice(data.end) : text;
}

/** The lines of a text's front matter, and where the text below begins, in UTF-16 units. */
function frontMatter(
  text: string,
): { readonly lines: readonly string[]; readonly end: number } | undefined {
  if (!text.startsWith('---\n')) return undefined;
  const end = text.indexOf('\n---\n', 3);
  const lines = end === -1 ? [] : text.slice(4, end).split('\n');
  const isData = lines.length > 0 && lines.every(line => /^(?:\s|#|-\s|[\w.-]+\s?:|$)/.test(line));
  return isData ? { lines, end: end + 5 } : undefined;
}

/** The least number of questions that are a list. */
const leastQuestions = 2;

/** This many items take some milliseconds. */
const itemsInStep = 500;

/** Lists and fields nested deeper are kept as text. */
const deepest = 6;

/** The values of a list's item, by their names. */
type Fields = Readonly<Record<string, unknown>>;

/** The items with a question, the beginnings of those not understood, and how many lines were read. */
interface Progress {
  readonly items: Fields[];
  readonly unread: string[];
  lines: number;
}

/** The questions in the front matter of a normalised text, if they are a list. */
export function* readFrontMatter(text: string): Steps<Reading | undefined> {
  const lines = frontMatter(text)?.lines;
  if (!lines?.some(line => /^\s*(?:-\s+)?\{?\s*question\s?:/.test(line))) return undefined;
  yield;
  const progress: Progress = { items: [], unread: [], lines: 0 };
  yield* valueOf(lines, 0, progress);
  if (progress.items.length < leastQuestions) return undefined;
  const readings: Reading[] = [];
  for (let at = 0; at < progress.items.length; at += itemsInStep) {
    readings.push(yield* readJson(progress.items.slice(at, at + itemsInStep)));
    yield;
  }
  const [first] = readings;
  return (
    first && {
      ...first,
      questions: readings.flatMap(({ questions }) => questions),
      leftOut: [
        ...readings.flatMap(({ leftOut }) => leftOut),
        ...progress.unread.map(text => ({ reason: 'empty', text }) as const),
      ],
    }
  );
}

const item = /^\s*-(?=\s|$)/;
const field = /^\s*([\w.-]+)\s?:(?=\s|$)/;

/** Fields that are texts, even with the marks of a list or a field. */
const texts = /^(?:question|answer|explanation|hint)$/;

/** The list, fields or text that lines of YAML are: of its forms, those that people write. */
function* valueOf(lines: readonly string[], depth: number, progress: Progress): Steps<unknown> {
  const first = lines.find(isTold) ?? '';
  const start = item.test(first) ? item : field;
  if (depth > deepest || !start.test(first)) {
    const isOpen = first.trimStart().startsWith('{');
    const text = isOpen
      ? lines
          .map(line => line.trim())
          .join(' ')
          .trim()
      : '';
    const found = inBraces(text);
    if (found && Object.hasOwn(found, 'question')) progress.items.push(found);
    else if (!found && /[{,]\s*question\s?:\s/.test(text.slice(0, longestLine)))
      progress.unread.push(text.slice(0, 80));
    return found ?? textOf(lines);
  }
  const indent = indentOf(first);
  const parts: { readonly name: string; readonly lines: string[] }[] = [];
  for (const line of lines) {
    if (++progress.lines % linesInStep === 0) yield;
    const own = indentOf(line);
    const found = own === indent ? start.exec(line) : null;
    if (found) {
      const mark = found[0].length;
      // What belongs to an item is as far in as the words behind its dash.
      const rest = start === item ? ' '.repeat(mark) + line.slice(mark) : line.slice(mark).trim();
      parts.push({ name: found[1] ?? '', lines: [rest] });
    } else if (own > indent || !/^\s*#/.test(line)) parts.at(-1)?.lines.push(line);
  }
  const values: [string, unknown][] = [];
  for (const { name, lines } of parts) {
    if (++progress.lines % linesInStep === 0) yield;
    const isText = start === field && (lines[0] !== '' || texts.test(name));
    const value = isText ? textOf(lines) : yield* valueOf(lines, depth + 1, progress);
    values.push([name, value]);
  }
  if (start === item) return values.map(([, value]) => value);
  const fields = Object.fromEntries(values) as Fields;
  if (Object.hasOwn(fields, 'question')) progress.items.push(fields);
  return fields;
}

function isTold(line: string): boolean {
  return line.trim() !== '';
}

function indentOf(line: string): number {
  return columns(/^\s*/.exec(line)?.[0] ?? '');
}

/** The fields of `{question: "A?", answer: b}`, which hold texts; `undefined` for another text. */
function inBraces(text: string): Fields | undefined {
  if (!/^\{.*\}$/.test(text) || text.length > longestLine) return undefined;
  const pair =
    /\s*([\w.-]+)\s?:\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^[\]{}]*\]|[^\s,"'{}[\]][^,{}]*)\s*(?:,|$)/gy;
  const found = [...text.slice(1, -1).matchAll(pair)];
  const length = found.reduce((sum, [all]) => sum + all.length, 2);
  const fields = found.map(([, name = '', value = '']) => [name, textOf([value])]);
  return length === text.length ? (Object.fromEntries(fields) as Fields) : undefined;
}

/** A remark behind a text: a single space may be part of the words, as in "the # in C#". */
const remark = /(?:(?<!\s)\s{2,}|(?<=[?？.!"'])\s)#\s.*$/;

/** What lines behind a name or a dash say; a list in brackets is one. */
function textOf([first = '', ...more]: readonly string[]): unknown {
  const head = first.trim().replace(remark, '');
  const below = more[more.findIndex(isTold)];
  const margin = indentOf(below ?? '');
  const isBlock = /^(?:[|>][-+\d]{0,2})?$/.test(head);
  const kept = more.map(line => (line === '' ? '' : dedent(line, margin)));
  if (isBlock) {
    const text = kept.join('\n').trim();
    // Folded; items are left as they were meant.
    return head.startsWith('>')
      ? text.replace(/(?<=\S)\n(?=\S)(?![-*+#>|`~]|\d{1,3}[.)]\s)/g, ' ')
      : text;
  }
  if (/^["']/.test(head)) {
    const folded = [head, ...more.map(line => line.trim() || '\n')].join(' ');
    return unquoted(folded.replace(/ ?\n ?/g, '\n').trim());
  }
  const text = [head, ...kept].join('\n').trim();
  // The file that has the answer.
  if (/^[\w./-]+\.mdx?$/.test(text)) return '';
  if (/^(?:0|[1-9]\d{0,8})$/.test(text)) return Number(text);
  if (text.length <= longestLine && /^\[[^\n]*\]$/.test(text) && !text.includes(']('))
    return (text.slice(1, -1).match(/\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)/g) ?? []).map(
      one => unquoted(one.trim()),
    );
  return text;
}

/** The text between quotes, unless they are several. */
function unquoted(text: string): string {
  const quote = text.charAt(0);
  if (!/^(["'])[^]*\1$/.test(text) || text.length < 2) return text;
  const inner = text.slice(1, -1);
  const escaped = quote === '"' ? /\\[^]/g : /''/g;
  if (inner.replace(escaped, '').includes(quote)) return text;
  return inner.replace(escaped, found =>
    found === '\\n' ? '\n' : /["'\\]$/.test(found) ? found.slice(1) : found,
  );
}
