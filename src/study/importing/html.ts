/** Converts flashcard HTML to Markdown. Anything Markdown lacks is left out and counted. */
import { Parser } from 'htmlparser2';
import { escapeInline, plainToMarkdown } from './plainText';

/** HTML as Markdown. */
export interface FromHtml {
  readonly markdown: string;
  /** Pictures and sounds that were left out. */
  readonly media: number;
}

/** Tags whose content is never read. */
const dropped = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
]);

const blocks = new Set([
  ...['p', 'div', 'section', 'article', 'header', 'footer', 'figure', 'center'],
  ...['table', 'tbody', 'thead', 'tr', 'dl', 'dt', 'dd', 'details', 'summary', 'hr'],
]);

const marks: ReadonlyMap<string, string> = new Map([
  ['b', '**'],
  ['strong', '**'],
  ['i', '*'],
  ['em', '*'],
  ['s', '~~'],
  ['del', '~~'],
]);

/** Deeper nesting does not occur in flashcards and costs the parser quadratic time in the depth. */
const deepest = 200;

/** The lines so far. The growing line is kept short, since reading its end costs its length. */
class Lines {
  readonly done: string[] = [];
  /** The beginning of the current line, in pieces. */
  #before: string[] = [];
  /** Its end; empty if the line is empty. */
  end = '';

  add(text: string): void {
    this.end += text;
    if (this.end.length <= 2 * keptAtEnd) return;
    this.#before.push(this.end.slice(0, -keptAtEnd));
    this.end = this.end.slice(-keptAtEnd);
  }

  get hasText(): boolean {
    return this.#before.length > 0 || this.end.trim() !== '';
  }

  /** Removes and returns the line, without trailing white space. */
  take(): string {
    const line = (this.#before.join('') + this.end).trimEnd();
    this.#before = [];
    this.end = '';
    return line;
  }
}

/** Longer than any mark, including the space before it. */
const keptAtEnd = 500;

/**
 * Converts HTML to Markdown: line breaks, code, lists, bold, headings, links. Text is escaped so
 * that it reads the same. Takes time in proportion to its length; never throws.
 *
 * @param highest the Markdown heading level for `<h4>`: 3 if it is a section's
 */
export function htmlToMarkdown(html: string, highest: 3 | 4 = 4): FromHtml {
  const out = new Lines();
  /** `indent` is the indentation of the list's items, in columns. */
  const lists: { readonly ordered: boolean; readonly indent: number; count: number }[] = [];
  let depth = 0;
  let isTooDeep = false as boolean; // changed by a callback
  let media = 0;
  let skipped = 0;
  let quotes = 0;
  let pre: string | undefined;
  let language = '';
  let caption: string | undefined;
  let title = '';
  let code: string | undefined;
  const links: (string | undefined)[] = [];

  const prefix = () => '> '.repeat(Math.min(quotes, 5));
  const push = () => {
    const text = out.take();
    if (text !== '') out.done.push(prefix() + text);
  };
  const blank = () => {
    push();
    if (out.done.length > 0 && out.done.at(-1) !== '') out.done.push('');
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > deepest) {
          isTooDeep = true;
          parser.pause();
        }
        if (dropped.has(name)) skipped++;
        if (skipped > 0) return;
        if (pre !== undefined) {
          if (name === 'br') pre += '\n';
          if (name === 'code') language = languageOf(attributes.class) || language;
          return;
        }
        if (name === 'figcaption') {
          blank();
          caption = '';
          return;
        }
        const mark = marks.get(name);
        if (mark !== undefined) out.add(mark);
        else if (name === 'br') {
          const text = out.take();
          if (text !== '') out.done.push(`${prefix()}${text}\\`);
          else blank();
        } else if (name === 'pre') {
          blank();
          pre = '';
          language = languageOf(attributes.class);
        } else if (name === 'code' || name === 'tt' || name === 'kbd') code ??= '';
        else if (name === 'ul' || name === 'ol') {
          if (lists.length === 0) blank();
          else push();
          const around = lists.at(-1);
          const indent = around === undefined ? 0 : around.indent + (around.ordered ? 3 : 2);
          lists.push({ ordered: name === 'ol', indent: Math.min(indent, 20), count: 0 });
        } else if (name === 'li') {
          push();
          const list = lists.at(-1) ?? { ordered: false, indent: 0, count: 0 };
          out.add(`${' '.repeat(list.indent)}${list.ordered ? `${++list.count}.` : '-'} `);
        } else if (/^h[1-6]$/.test(name)) {
          blank();
          const level = Math.max(highest, Math.min(6, Number(name.slice(1)) - 4 + highest));
          out.add(`${'#'.repeat(level)} `);
        } else if (name === 'blockquote') {
          blank();
          quotes++;
        } else if (name === 'a') {
          const href = /^https:\/\/[^\s<>()]+$/.test(attributes.href ?? '')
            ? attributes.href
            : undefined;
          links.push(href);
          if (href !== undefined) out.add('[');
        } else if (name === 'td' || name === 'th') {
          if (out.hasText) out.add(' · ');
        } else if (name === 'img' || name === 'audio' || name === 'video') media++;
        else if (blocks.has(name)) {
          if (lists.length === 0) blank();
          else push();
        }
      },
      ontext(text) {
        if (skipped > 0) return;
        if (pre !== undefined) pre += text;
        else if (caption !== undefined) caption += text;
        else if (code !== undefined) code += text;
        else {
          const words = text.replace(/\[sound:[^\]]{0,500}\]/g, () => {
            media++;
            return '';
          });
          const folded = escapeInline(words.replace(/[\s\u00a0]+/g, ' '));
          const isAtSpace = out.end === '' || out.end.endsWith(' ');
          out.add(isAtSpace ? folded.trimStart() : folded);
        }
      },
      onclosetag(name) {
        depth--;
        if (dropped.has(name)) {
          skipped = Math.max(0, skipped - 1);
          return;
        }
        if (skipped > 0) return;
        if (name === 'figcaption') {
          title = (caption ?? '').trim().replace(/["\s`]+/g, ' ');
          caption = undefined;
          return;
        }
        if (pre !== undefined) {
          if (name !== 'pre') return;
          const body = pre.replace(/^\n/, '').trimEnd();
          const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
          // One by one: a long block has more lines than a call takes arguments.
          const lines = [`${fence}${infoOf(language, title)}`, ...body.split('\n'), fence];
          for (const line of lines) out.done.push(prefix() + line);
          out.done.push('');
          pre = undefined;
          title = '';
          return;
        }
        const mark = marks.get(name);
        if (mark !== undefined) out.end = closed(out.end, mark);
        else if (name === 'code' || name === 'tt' || name === 'kbd') {
          if (code !== undefined) out.add(codeSpan(code));
          code = undefined;
        } else if (name === 'ul' || name === 'ol') {
          push();
          lists.pop();
          if (lists.length === 0) blank();
        } else if (name === 'li') push();
        else if (/^h[1-6]$/.test(name)) blank();
        else if (name === 'blockquote') {
          blank();
          quotes = Math.max(0, quotes - 1);
        } else if (name === 'a') {
          const href = links.pop();
          if (href !== undefined) out.add(`](${href})`);
        } else if (blocks.has(name)) {
          if (lists.length === 0) blank();
          else push();
        }
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  if (isTooDeep) return { markdown: plainToMarkdown(html.replace(/<[^<>]*>/g, ' ')), media };
  parser.end();
  push();
  const markdown = out.done
    .join('\n')
    .replace(/\\(?=\n(?:\n|$)|$)/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { markdown, media };
}

/** A fence's info string: a caption that is not a language names the file. */
function infoOf(language: string, title: string): string {
  if (title === '' || title === language) return language;
  return `${language === '' ? 'text' : language} title="${title}"`;
}

function languageOf(className: string | undefined): string {
  return /(?:^|\s)(?:language|lang|hljs language)-([\w+-]{1,20})/.exec(className ?? '')?.[1] ?? '';
}

/** Puts the mark right after the words, before trailing space; omits an empty pair of marks. */
function closed(line: string, mark: string): string {
  if (line.endsWith(mark)) return line.slice(0, -mark.length);
  const text = line.trimEnd();
  return `${text}${mark}${line.slice(text.length)}`;
}

function codeSpan(code: string): string {
  const text = code.replace(/\s+/g, ' ').trim();
  if (text === '') return '';
  const marks = '`'.repeat(longestRun(text) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${marks}${space}${text}${space}${marks}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
