/** HTML of flashcards as Markdown. What Markdown lacks is left out and counted. */
import { Parser } from 'htmlparser2';
import { escapeInline } from './plainText';

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

interface Builder {
  /** Finished lines and the one under way. */
  readonly lines: string[];
  line: string;
}

/**
 * Turns HTML into Markdown: line breaks, code, lists, bold, headings, links. Text is escaped, so that
 * it reads as it did. Takes time in proportion to its length; never throws.
 *
 * @param highest the level of Markdown heading that `<h4>` becomes: 3 where it is a section's
 */
export function htmlToMarkdown(html: string, highest: 3 | 4 = 4): FromHtml {
  const out: Builder = { lines: [], line: '' };
  const lists: { ordered: boolean; count: number }[] = [];
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
    const text = out.line.trimEnd();
    if (text.trim() !== '') out.lines.push(prefix() + text);
    out.line = '';
  };
  const blank = () => {
    push();
    if (out.lines.length > 0 && out.lines.at(-1) !== '') out.lines.push('');
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
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
        if (mark !== undefined) out.line += mark;
        else if (name === 'br') {
          const text = out.line.trimEnd();
          if (text.trim() !== '') out.lines.push(`${prefix()}${text}\\`);
          else blank();
          out.line = '';
        } else if (name === 'pre') {
          blank();
          pre = '';
          language = languageOf(attributes.class);
        } else if (name === 'code' || name === 'tt' || name === 'kbd') code ??= '';
        else if (name === 'ul' || name === 'ol') {
          if (lists.length === 0) blank();
          else push();
          lists.push({ ordered: name === 'ol', count: 0 });
        } else if (name === 'li') {
          push();
          const list = lists.at(-1) ?? { ordered: false, count: 0 };
          const indent = lists
            .slice(0, -1)
            .reduce((width, { ordered }) => width + (ordered ? 3 : 2), 0);
          out.line = `${' '.repeat(Math.min(indent, 20))}${list.ordered ? `${++list.count}.` : '-'} `;
        } else if (/^h[1-6]$/.test(name)) {
          blank();
          out.line = '#'.repeat(
            Math.max(highest, Math.min(6, Number(name.slice(1)) - 4 + highest)),
          );
          out.line += ' ';
        } else if (name === 'blockquote') {
          blank();
          quotes++;
        } else if (name === 'a') {
          const href = /^https:\/\/[^\s<>()]+$/.test(attributes.href ?? '')
            ? attributes.href
            : undefined;
          links.push(href);
          if (href !== undefined) out.line += '[';
        } else if (name === 'td' || name === 'th') {
          if (out.line.trim() !== '') out.line += ' · ';
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
          out.line += out.line === '' || out.line.endsWith(' ') ? folded.trimStart() : folded;
        }
      },
      onclosetag(name) {
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
          out.lines.push(
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
        if (mark !== undefined) out.line = closed(out.line, mark);
        else if (name === 'code' || name === 'tt' || name === 'kbd') {
          if (code !== undefined) out.line += codeSpan(code);
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
          if (href !== undefined) out.line += `](${href})`;
        } else if (blocks.has(name)) {
          if (lists.length === 0) blank();
          else push();
        }
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  push();
  const markdown = out.lines
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
