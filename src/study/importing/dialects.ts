/**
 * Turns the headings, code and folded answers of other markup into Markdown's, line by line, so that
 * the shapes find them where they were. What means the same in both, or nothing, is kept.
 */
import { announcesAnswer } from './body';
import { dedent, indentOf, isLatex, isRestructured, longestLine } from './lines';
import { oneLine } from './found';
import { likeness, surely } from './titles';
import { undress } from './undress';

/** A text as Markdown with as many lines. The file's name gives its kind: Markdown may have boxes. */
export function asMarkdown(name: string, text: string): string {
  if (/\.org$/i.test(name)) return byLine(withDrills(text), orgReader());
  if (/\.(?:adoc|asciidoc|asc)$/i.test(name)) return byLine(text, asciiDocReader());
  if (/\.(?:rst|rest)$/i.test(name) || isRestructured(text)) return restructured(text);
  if (isLatex(text)) return byLine(text, latexReader());
  return byLine(text, noteReader());
}

/** Gives a line as Markdown; lines come in order. */
type LineReader = (line: string) => string;

function byLine(text: string, read: LineReader): string {
  return text
    .split('\n')
    .map(line => (line.length > longestLine ? line : read(line)))
    .join('\n');
}

const heading = (level: number, title: string) => `${'#'.repeat(Math.min(6, level))} ${title}`;

/** `* Topic`, `** TODO Q :tag:`, `#+BEGIN_SRC`, `# comments`, drawers of properties, `=code=`. */
function orgReader(): LineReader {
  let level = 0;
  let isDrawer = false;
  let isCode = false;
  return line => {
    const text = line.trim();
    if (isDrawer || /^:(?:PROPERTIES|LOGBOOK):$/i.test(text)) {
      isDrawer = !/^:END:$/i.test(text);
      return '';
    }
    const block = /^#\+(begin|end)_(src|example)\b\s*([\w+-]*)/i.exec(text);
    if (block) {
      isCode = block[1]?.toLowerCase() === 'begin';
      return isCode ? `\`\`\`${block[3] ?? ''}` : '```';
    }
    if (isCode) return dedent(line, level + 1);
    if (/^(?:#(?:[+\s]|$)|(?:SCHEDULED|DEADLINE|CLOSED):)/.test(text)) return '';
    const stars = /^(\*{1,20})\s+(?:(?:TODO|NEXT|WAITING|DONE)\s+)?(?:\[#\w\]\s+)?(\S.*)$/.exec(
      line,
    );
    if (stars?.[1]) {
      level = stars[1].length;
      return heading(level, withoutTags(stars[2] ?? ''));
    }
    return dedent(line, level + 1).replace(
      /(?<![^\s("'])[=~]([^\s=~](?:[^=~]*[^\s=~])?)[=~](?![\w=~])/g,
      '`$1`',
    );
  };
}

/** The most lines, and characters, of a wording below its heading. */
const mostWording = 60;
const longestWording = 1000;

/**
 * A text with the cards of org-drill as questions: what is below a heading asks, unless that does, and
 * the first heading in it is above the answer, or `[gaps]` in it are the answer.
 */
function withDrills(text: string): string {
  const lines = text.split('\n');
  const levelAt = (at: number) => /^\*{1,20}(?=\s)/.exec(lines[at] ?? '')?.[0].length ?? 0;
  for (let index = 0; index < lines.length; index++) {
    const level = levelAt(index);
    const name = lines[index] ?? '';
    if (level === 0 || name.length > longestLine || !/:drill:(?:[\w@#%:]*:)?\s*$/.test(name))
      continue;
    if (likeness(withoutTags(name.slice(level)).trim(), false) >= surely) continue;
    const words: string[] = [];
    const blank: number[] = [];
    let at = index + 1;
    let [isDrawer, isCode] = [false, false];
    for (; at <= index + mostWording && at < lines.length; at++) {
      const own = (lines[at] ?? '').trim();
      if (isDrawer || /^:[\w-]+:$/.test(own)) isDrawer = !/^:END:$/i.test(own);
      else if (levelAt(at) > level && /^\*+\s+front\s*$/i.test(own)) blank.push(at);
      else if (levelAt(at) > 0) break;
      else if ((isCode ||= own.startsWith('#+'))) continue;
      else if (own !== '' && !/^#\s/.test(own)) {
        words.push(own);
        blank.push(at);
      }
    }
    const asked = words.join(' ');
    const gaps = asked.replace(/(?<!\[)\[[^[\]]+\](?!\])/g, '[…]');
    const hasAnswer = levelAt(at) > level;
    if (asked === '' || asked.length > longestWording || (!hasAnswer && gaps === asked)) continue;
    lines[index] = `${'*'.repeat(level)} ${hasAnswer ? asked : gaps}`;
    if (hasAnswer) for (const each of [...blank, at]) lines[each] = '';
  }
  return lines.join('\n');
}

/** Without the `:tags:` behind a heading. */
function withoutTags(title: string): string {
  const at = title.lastIndexOf(' :');
  return at !== -1 && /^ :[\w@#%:]+:\s*$/.test(title.slice(at)) ? title.slice(0, at).trim() : title;
}

/** `== Topic`, `[source,python]` and `----` around code, `Q::` above an answer. */
function asciiDocReader(): LineReader {
  let level = 0;
  let language = '';
  let fence = '';
  return line => {
    const text = line.trimEnd();
    if (fence !== '' ? text === fence : /^(?:-{4,}|\.{4,})$/.test(text)) {
      const opening = `\`\`\`${language}`;
      [fence, language] = [fence === '' ? text : '', ''];
      return fence === '' ? '```' : opening;
    }
    if (fence !== '') return line;
    const attributes = /^\[(?:source\s*,\s*(\w+))?[^\]]*\]$/.exec(text);
    if (attributes) language = attributes[1] ?? '';
    if (attributes || /^:[\w-]+:(?:\s|$)/.test(text)) return '';
    const marks = /^(={1,6})\s+(\S.*)$/.exec(text);
    if (marks?.[1]) {
      level = marks[1].length;
      return heading(level, marks[2] ?? '');
    }
    const asked = /^(\S.*?):{2,3}$/.exec(text);
    return asked ? heading(level + 1, asked[1] ?? '') : line;
  };
}

/** `\section{Topic}`, `\card{Q}`, `\begin{flashcard}{Q}`, `\question Q`, lists and code. */
function latexReader(): LineReader {
  let isCode = false;
  return line => {
    const text = line.trim();
    if (/^\\(?:begin|end)\{(?:verbatim|lstlisting|minted)\}/.test(text)) {
      isCode = text.startsWith('\\begin');
      return '```';
    }
    if (isCode) return line;
    if (/^(?:%|\\(?:documentclass|usepackage|maketitle|cardfrontstyle)\b)/.test(text)) return '';
    const command =
      /^\\(?:(chapter|(?:sub){0,2}section)\*?|card|begin\{flashcard\}(?:\[[^\]]*\])?)\{/.exec(text);
    if (command) {
      const level = ['chapter', 'section', 'subsection', 'subsubsection'].indexOf(command[1] ?? '');
      const end = endOfBraces(text, command[0].length);
      return heading(level === -1 ? 5 : level + 1, text.slice(command[0].length, end));
    }
    const asked = /^\\question(?:\[\d+\])?\s+(\S.*)$/.exec(text)?.[1];
    if (asked !== undefined) return heading(5, asked);
    if (
      /^\\(?:begin|end)\{(?:document|flashcard|questions|solution|itemize|enumerate)\}/.test(text)
    )
      return '';
    return text.replace(/^\\item\s+/, '- ').replace(/\\\\$/, '\\');
  };
}

/** The place of the brace that closes one before `start`; the end of the text if there is none. */
function endOfBraces(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

/** `` `words`_ ``, `words_` and `` `words <https://…>`_ `` as links, if their target is known. */
function linked(text: string): string {
  const targets = new Map(
    [...text.matchAll(/^[ \t]*\.\. _`?([^:`\n]{1,200})`?: +(https?:\S+)[ \t]*$/gm)].map(
      ([, name = '', target = '']) => [oneLine(name).toLowerCase(), target],
    ),
  );
  return text.replace(
    /(?<![\w`])(?:`([^`<>]{1,200})(?:<(https?:[^`<>\s]{1,2000})>)?`|(\w[\w.-]{0,80}))__?(?![\w`])/g,
    (whole, quoted: string | undefined, own: string | undefined, word = '') => {
      const words = quoted ?? String(word);
      const target = own ?? targets.get(oneLine(words).toLowerCase());
      const end = words.trimEnd().length < words.lastIndexOf('\n') + 1 ? '\n' : '';
      return target === undefined ? whole : `[${words.trim()}](${target})${end}`;
    },
  );
}

/** Headings by what they are underlined with, `.. code-block::` and `Words::` above code. */
function restructured(text: string): string {
  const isLong = (line: string) => line.length > longestLine;
  const result = linked(text)
    .split('\n')
    .map(line => (isLong(line) ? line : line.trimEnd()));
  /** Long ones are neither titles nor what underlines them. */
  const lines = result.map(line => (isLong(line) ? '' : line));
  const levels = new Map<string, number>();
  const isMarks = (line: string | undefined) =>
    line !== undefined && /^([=\-~^"'`+#*.:_])\1{2,}$/.test(line);
  for (const [index, line] of lines.entries()) {
    const title = lines[index - 1] ?? '';
    if (!isMarks(line) || title === '' || isMarks(title) || line.length < title.trim().length)
      continue;
    const hasOverline = isMarks(lines[index - 2]) && lines[index - 2] === line;
    if (!hasOverline && /^\s/.test(title)) continue;
    const key = `${line.charAt(0)}${hasOverline ? ' over' : ''}`;
    const level = levels.get(key) ?? levels.size + 1;
    levels.set(key, level);
    result[index - 1] = heading(level, title.trim());
    result[index] = '';
    if (hasOverline) result[index - 2] = '';
  }
  /** The columns before the code that is being read; -1 outside, 0 before its first line. */
  let margin = -1;
  return result
    .map(line => {
      if (margin >= 0 && line.trim() !== '') {
        const indent = indentOf(line);
        if (indent === 0 || indent < margin) margin = -1;
        else if (margin === 0 && /^\s+:[\w-]+:/.test(line)) return '';
        else {
          margin ||= indent;
          return `    ${dedent(line, margin)}`;
        }
      }
      if (margin > 0) return line;
      const isCode = /^\.\. (?:code(?:-block)?|sourcecode|highlight)::/.test(line);
      if (isCode || line.endsWith('::')) margin = 0;
      if (line.startsWith('.. ')) return '';
      return line.endsWith('::') ? line.slice(0, -1) : line;
    })
    .join('\n');
}

/** What Logseq notes about an item. */
const property = /^\s{1,40}(?:id|collapsed|card-[\w-]{1,40}|created-at|updated-at)::(?:\s|$)/;

/**
 * `::: details Q`, `??? question "Q"`, `> [!question] Q`, `START` and `END` around a card, and
 * `- Q #card` with properties below.
 */
function noteReader(): LineReader {
  let level = 0;
  let fence = '';
  let box: 'colons' | 'indented' | 'quoted' | undefined;
  /** How many lines below the start of a card. */
  let card = 0;
  return text => {
    const line = text.endsWith('#card') ? text.replace(/(?:^|\s+)#card$/, '') : text;
    const mark = /^\s{0,12}(?:[-*+]\s{1,4})?(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence)) fence = '';
    } else if (mark !== '') fence = mark;
    else {
      if (property.test(line)) return '';
      const marks = /^(#{1,6})\s/.exec(line)?.[1];
      if (marks !== undefined) level = marks.length;
      if (card > 0 || /^START\s*$/.test(line)) {
        card = /^END\s*$/.test(line) ? 0 : card + 1;
        return card === 3 ? `Q: ${line}` : card < 3 ? '' : line;
      }
      if (box === 'colons' && /^:{3,}\s*$/.test(line)) {
        box = undefined;
        return '';
      }
      const opened = titleOfBox(line);
      if (opened) {
        box = opened.box;
        return opened.title === '' ? '' : heading(level + 1, opened.title);
      }
    }
    if (box === 'quoted') {
      if (line.startsWith('>')) return line.replace(/^> ?/, '');
      box = undefined;
    }
    if (box === 'indented') {
      if (/^(?: {4}|\t|\s*$)/.test(line)) return dedent(line, 4);
      box = undefined;
    }
    return line;
  };
}

/** The title of a box that begins on a line, if it asks or announces its answer. */
function titleOfBox(line: string) {
  const colons = /^:{3,}\s*\{?(?:details|dropdown|spoiler|collapse|toggle|question)\}?\s+(\S.*)$/i;
  const indented = /^\?\?\?\+?\s+[\w-]+(?:\s+[\w-]+)*\s+"([^"]+)"\s*$/;
  const quoted = /^> ?\[!(?:question|faq|help)\][+-]?\s*(\S.*)$/i;
  for (const [box, pattern] of [
    ['colons', colons],
    ['indented', indented],
    ['quoted', quoted],
  ] as const) {
    const title = pattern.exec(line)?.[1];
    if (title === undefined) continue;
    if (announcesAnswer(title)) return { box, title: '' };
    const { title: asked, numbered } = undress(title);
    if (box !== 'indented' || likeness(asked, numbered) >= surely) return { box, title };
  }
  return undefined;
}
