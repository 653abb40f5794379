/** HTML of flashcards as Markdown. What Markdown lacks is left out and counted. */
import { Parser } from 'htmlparser2';
import { escapeInline, plainToMarkdown } from './plainText';

/** HTML as Markdown. */
export interface FromHtml {
  readonly markdown: string;
  /** Pictures and sounds that were left out. */
  readonly media: number;
}

/** Tags whose content nobody reads. */
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

const marks: Partial<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  s: '~~',
  del: '~~',
};

/** Tags in more tags than this are none of a flashcard's: they cost the parser the square of the depth. */
const deepest = 200;

/** The lines so far. Looking at the end of a line that grows costs its length each time: it is kept short. */
class Lines {
  readonly done: string[] = [];
  /** The beginning of the line under way, in pieces. */
  #before: string[] = [];
  /** Its end; empty where nothing is in the line. */
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

  /** Takes the line out, without the white space at its end. */
  take(): string {
    const line = (this.#before.join('') + this.end).trimEnd();
    this.#before = [];
    this.end = '';
    return line;
  }
}

/** More characters than any mark has, with the space before it. */
const keptAtEnd = 500;

/**
 * Turns HTML into Markdown: line breaks, code, lists, bold, headings, links. Text is escaped, so that
 * it reads as it did. Takes time in proportion to its length; never throws.
 *
 * @param highest the level of Markdown heading that `<h4>` becomes: 3 where it is a section's
 */
export function htmlToMarkdown(html: string, highest: 3 | 4 = 4): FromHtml {
  const out = new Lines();
  /** `indent` is how far the list's items stand in, in columns. */
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
        const mark = marks[name];
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
          out.done.push(
            ...[`${fence}${infoOf(language, title)}`, ...body.split('\n'), fence].map(
              line => prefix() + line,
            ),
            '',
          );
          pre = undefined;
          title = '';
          return;
        }
        const mark = marks[name];
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

/** What stands behind a fence: a caption that is no language names the file. */
function infoOf(language: string, title: string): string {
  if (title === '' || title === language) return language;
  return `${language === '' ? 'text' : language} title="${title}"`;
}

function languageOf(className: string | undefined): string {
  return /(?:^|\s)(?:language|lang|hljs language)-([\w+-]{1,20})/.exec(className ?? '')?.[1] ?? '';
}

/** The mark behind the words, not behind the space after them; nothing where nothing was marked. */
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
