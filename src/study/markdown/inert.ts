/**
 * Makes a model's or a pack's Markdown safe for the editor's chat and tooltips. Allows no image, no
 * HTML, and only links to `https:` pages and e-mail addresses.
 *
 * Such views have their own reader (VS Code's is marked, not markdown-it), and readers disagree on
 * where a code block ends or whether a bracket is in code. So nothing ambiguous is left. Brackets
 * are text unless they belong to a checked link; code is rewritten in the one form that all readers
 * recognise as the same code.
 */
import { isSafeLink } from './links';

/** Makes streamed Markdown inert, line by line: its output is safe however it is joined. */
export interface InertStream {
  /** Takes the next piece and returns what is ready to show, which may be nothing. */
  add(piece: string): string;
  /** Returns the rest. */
  end(): string;
}

/** The longest text shown in such a view, in UTF-16 units. */
export const longestInert = 50_000;

/** Makes a whole text inert; one longer than `longest`, in UTF-16 units, is cut first. */
export function inertMarkdown(text: string, longest = longestInert): string {
  const stream = createInertStream();
  return stream.add(cut(text, longest)) + stream.end();
}

/** Makes inline Markdown inert, such as a title: one line, never a block. */
export function inertInline(text: string, longest = longestInert): string {
  return inertLine(cut(text, longest).replace(/\s+/g, ' ').trim());
}

/**
 * Plain text for a place that takes Markdown, on one line: nothing in it acts as Markdown, and no
 * bar splits a table cell.
 */
export function escapeText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[!-/:-@[-`{-~]/g, mark =>
      asEntity.has(mark) || mark === '|' ? entity(mark) : `\\${mark}`,
    );
}

/** `escapeText` of each line, which becomes its own paragraph. */
export function escapeLines(text: string): string {
  return text
    .split(lineEnd)
    .map(line => escapeText(line).trim())
    .filter(line => line !== '')
    .join('\n\n');
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Line ends for some readers, or some of their patterns. */
const lineEnd = /\r\n?|[\n\u2028\u2029]/;

/** An open code block: the character and number of its marks, and its indentation. */
interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
}

export function createInertStream(): InertStream {
  /** The unfinished line, in pieces: joining them each time would be slow. */
  let pieces: string[] = [];
  let fence: Fence | undefined;
  const line = (text: string): string => {
    if (fence !== undefined) {
      const code = withoutIndent(text, fence.indent);
      if (!mayClose(code, fence)) return code;
      const { mark, length } = fence;
      fence = undefined;
      return mark.repeat(length);
    }
    // An indented fence may belong to a list that a less indented line ends: our code would then be
    // Markdown to the view. At the start of the line it belongs to nothing.
    const opened = /^([ \t]*)(`{3,}(?=[^`]*$)|~{3,})/.exec(text);
    if (!opened) return inertLine(text);
    const [whole, space = '', marks = ''] = opened;
    fence = { mark: marks.charAt(0), length: marks.length, indent: space.length };
    // Some views show the text after the marks.
    return marks + text.slice(whole.length, whole.length + 200).replace(/[^\w .+#-]/g, '');
  };
  return {
    add(piece) {
      pieces.push(piece);
      // A `\r` at the end may be half of a line break.
      if (!/[\n\u2028\u2029]|\r(?!$)/.test(piece) && !pieces.at(-2)?.endsWith('\r')) return '';
      const lines = pieces.join('').split(lineEnd);
      const rest = lines.pop() ?? '';
      pieces = [rest];
      if (rest === '' && piece.endsWith('\r')) pieces = [`${lines.pop() ?? ''}\r`];
      return lines.map(each => `${line(each)}\n`).join('');
    },
    end() {
      const rest = pieces.join('').split(lineEnd);
      pieces = [];
      const last = rest.map((each, index) =>
        each === '' && index === rest.length - 1 ? '' : line(each),
      );
      // Text written after it must not become part of the code.
      if (fence !== undefined) {
        if (last.at(-1) !== '') last.push('');
        last[last.length - 1] = fence.mark.repeat(fence.length);
        fence = undefined;
      }
      return last.join('\n');
    },
  };
}

function withoutIndent(text: string, indent: number): string {
  let at = 0;
  while (at < indent && (text[at] === ' ' || text[at] === '\t')) at++;
  return text.slice(at);
}

/** Whether any reader ends the block at a line. Marked allows other marks to follow. */
function mayClose(text: string, { mark, length }: Fence): boolean {
  // The marks alone first: each could belong to what follows them.
  const [, marks = ''] = /^ {0,3}(`+|~+)/.exec(text) ?? [];
  return marks.startsWith(mark.repeat(length)) && /^[`~\s]*$/.test(text);
}

/**
 * Characters our output contains only with a meaning. Escapes would do for a reader that scans from
 * left to right, but marked looks ahead for pairs of these, escaped or not.
 */
const asEntity = new Set(['[', '<', '`', '~']);

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Parts of a line that may be more than text. */
const special = /\\[!-/:-@[-`{-~]?|`+|~|[[\]!<$@]|:\/\/|www\./gi;

/** A line outside a block of code. */
function inertLine(text: string): string {
  const spans = findSpans(text);
  // A table splits its cells at every bar, even in code, and an unpaired backtick pairs with the
  // next one. So code with a bar stays code only if nothing on the line can be misread.
  const mayCut = [...spans.values()].every(isHarmless);
  const made: string[] = [];
  /** Position in `made` of the bracket that may begin a link. */
  let open = -1;
  let at = 0;
  while (at < text.length) {
    special.lastIndex = at;
    const match = special.exec(text);
    if (!match) break;
    const [found] = match;
    made.push(text.slice(at, match.index));
    at = match.index + found.length;
    if (found.startsWith('`')) {
      const span = spans.get(match.index);
      if (span === undefined) made.push(entity('`').repeat(found.length));
      else {
        at = match.index + found.length * 2 + span.length;
        made.push(inertSpan(span, mayCut));
        if (/[[\]()]/.test(span)) open = -1;
      }
    } else if (found === '[') {
      open = made.push(entity('[')) - 1;
    } else if (found === ']') {
      const link = open === -1 ? undefined : linkAt(text, at);
      if (link) {
        made[open] = '[';
        made.push(`](${link.destination})`);
        at = link.end;
        // To the editor, a bracket in code may begin a link that ends here.
      } else made.push(text.charAt(at) === '(' ? entity(']') : ']');
      open = -1;
    } else made.push(inertPart(found, text, at));
  }
  made.push(text.slice(at));
  return made.join('');
}

/** The output for a part of a line outside code, which ends before `end`. */
function inertPart(part: string, text: string, end: number): string {
  const next = text.charAt(end);
  const [first = '', second = ''] = part;
  if (first === '\\') {
    if (second === '') return '\\\\';
    return second === '\\' || !asEntity.has(second) ? part : entity(second);
  }
  if (asEntity.has(first)) return entity(first);
  switch (first) {
    case '!':
      return next === '[' ? '\\!' : part;
    case '$':
      // Two of them begin a formula, which may swallow the marks of a block of code.
      return next === '(' || next === '$' || text.charAt(end - 2) === '$' ? '\\$' : part;
    case '@':
      return /[\w.+-]/.test(text.charAt(end - 2)) && /[\w-]/.test(next) ? '\\@' : part;
    case ':':
      return '\\://';
    default:
      return part.replace('.', '\\.');
  }
}

/**
 * The code spans of a line, by start position. They are assumed to end on their line; other
 * backticks become text, so that the view sees the same spans.
 */
function findSpans(text: string): ReadonlyMap<number, string> {
  const starts = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const others = starts.get(run.length);
    if (others) others.push(index);
    else starts.set(run.length, [index]);
  }
  // From the last one, so that each is popped as it is passed.
  for (const list of starts.values()) list.reverse();
  const spans = new Map<number, string>();
  let at = 0;
  for (const { 0: found, index } of text.matchAll(/\\[!-/:-@[-`{-~]|`+/g)) {
    if (index < at || found.startsWith('\\')) continue;
    const same = starts.get(found.length) ?? [];
    let end = same.at(-1);
    while (end !== undefined && end <= index) {
      same.pop();
      end = same.at(-1);
    }
    if (end === undefined) continue;
    spans.set(index, text.slice(index + found.length, end));
    at = end + found.length;
  }
  return spans;
}

/** Whether code would be harmless if read as text. */
function isHarmless(code: string): boolean {
  return !code.includes('`') && inertLine(code) === code;
}

/**
 * Code that VS Code's editor makes a link of, which runs a command at Ctrl+click, if it overlooks that
 * it is code: it pairs backticks by a pattern, also with one in a block of code above. Django's path
 * converters are no schemes.
 */
const linkInCode =
  /(?:\]\(\s*<?|<|\b(?:href|src)\s*=\s*(?:["']\s*)?)(?!(?:https?|mailto|int|path|slug|str|uuid):)[a-z-]{2,40}:/i;

/** A code span in single backticks: marked does not see brackets in code between others. */
function inertSpan(code: string, mayCut: boolean): string {
  const isCode =
    !code.includes('`') &&
    code.trim() !== '' &&
    (mayCut || !code.includes('|')) &&
    !linkInCode.test(code);
  return isCode ? `\`${code}\`` : inertLine(code.replaceAll('`', entity('`')));
}

/** Destinations valid without a mark around them, with balanced parentheses. */
const destination = /\([ \t]*((?:[^\s\\<>`"()]|\([^\s\\<>`"()]*\)){1,2000})[ \t]*\)/y;

/** The end of a link at `(`, if its destination may be followed. */
function linkAt(
  text: string,
  at: number,
): { readonly destination: string; readonly end: number } | undefined {
  destination.lastIndex = at;
  const [whole, address = ''] = destination.exec(text) ?? [];
  // An entity may encode any character; a question's id leads nowhere in such a view.
  if (whole === undefined || /&[#\w]+;|^#/.test(address) || !isSafeLink(address)) return undefined;
  const written = address
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('[', '%5B')
    .replaceAll('~', '%7E');
  return { destination: written, end: at + whole.length };
}
