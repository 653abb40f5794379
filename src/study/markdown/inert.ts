/**
 * A model's or a pack's Markdown, made safe for a view that is not ours (the editor's chat): no
 * image, no HTML, and no link to anything but what `isSafeLink` allows. The view has its own rules,
 * which differ from one editor and version to the next; this holds in all of them.
 */
import { isSafeLink } from './links';

/** Makes streamed Markdown inert, line by line: what it gives back is safe however it is joined. */
export interface InertStream {
  /** Takes the next piece and gives what is ready to be shown, which may be nothing. */
  add(piece: string): string;
  /** Gives the rest. */
  end(): string;
}

/** Makes a whole text inert. */
export function inertMarkdown(text: string): string {
  const stream = createInertStream();
  return stream.add(text) + stream.end();
}

export function createInertStream(): InertStream {
  let rest = '';
  let fence: { readonly mark: string; readonly indent: number } | undefined;
  const line = (text: string): string => {
    if (fence !== undefined) {
      const { mark, indent } = fence;
      const code = text.replace(new RegExp(`^[ \\t]{0,${indent}}`), '');
      if (closes(code, mark)) fence = undefined;
      return code;
    }
    // An indented fence may belong to a list, which ends it where a line stands further out: what we
    // took for code would be Markdown to the view. At the start of the line it belongs to nothing.
    const opened = /^([ \t]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(text);
    if (opened) {
      const [, space = '', mark = '', info = ''] = opened;
      fence = { mark, indent: space.length };
      // What stands after the marks is shown by some views.
      return mark + info.replace(/[^\w .+#-]/g, '');
    }
    return inertLine(text);
  };
  return {
    add(piece) {
      rest += piece.replace(/\r\n?/g, '\n');
      const end = rest.lastIndexOf('\n') + 1;
      const whole = rest.slice(0, end);
      rest = rest.slice(end);
      return whole === '' ? '' : whole.slice(0, -1).split('\n').map(line).join('\n') + '\n';
    },
    end() {
      const last = rest === '' ? '' : line(rest);
      rest = '';
      return last;
    },
  };
}

function closes(text: string, fence: string): boolean {
  const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text)?.[1];
  return closing?.startsWith(fence) ?? false;
}

/**
 * A line outside a code block. Code spans stay as they are: they are taken to end on their line, and
 * backticks that have no partner there lose their meaning, so that the view sees the same spans.
 */
function inertLine(text: string): string {
  let made = '';
  let at = 0;
  for (const run of text.matchAll(/\\[^\n]|`+/g)) {
    if (run.index < at || !run[0].startsWith('`')) continue;
    made += inertText(text.slice(at, run.index));
    const end = endOfSpan(text, run.index + run[0].length, run[0].length);
    if (end === -1) {
      made += run[0].replaceAll('`', '\\`');
      at = run.index + run[0].length;
    } else {
      const span = text.slice(run.index, end);
      // A table cuts its cells at every bar, in code too.
      made += span.includes('|') ? inertText(span) : span;
      at = end;
    }
  }
  return made + inertText(text.slice(at));
}

function endOfSpan(text: string, from: number, length: number): number {
  for (const run of text.slice(from).matchAll(/`+/g)) {
    if (run[0].length === length) return from + run.index + length;
  }
  return -1;
}

/** Text outside code. */
function inertText(text: string): string {
  return (
    text
      // HTML, and links of the form `<scheme:…>`. Without HTML no comment hides a fence from us.
      .replace(/<(?=[A-Za-z/!?])/g, '&lt;')
      // Images, which are fetched when they are shown. The bracket may come after a code span.
      .replace(/!(?=\[|$)/g, '&#33;')
      // Links: the destination stands on the same line, or there is no link.
      .replace(/\]\((?=\s*([^\s)]*))/g, (whole, destination: string) =>
        isSafeLink(destination) ? whole : ']\\(',
      )
      // Fences of code that stand in a list or a quotation.
      .replace(/~{3,}/g, marks => marks.replaceAll('~', '\\~'))
      // Definitions of links: they may stand anywhere and serve everywhere.
      .replace(/\](?=:)/g, ']\\')
  );
}
