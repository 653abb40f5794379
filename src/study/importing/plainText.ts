/** Plain text as Markdown that reads the same: `__init__`, `*args` and `<br>` are unchanged. */

/** Text of a line with everything escaped that Markdown would treat as a mark. */
export function escapeInline(text: string): string {
  return text.replace(
    /[\\`*[\]<]|(?<![a-z0-9])_|_(?![a-z0-9])|&(?=#?\w{1,32};)|~~/gi,
    mark => `\\${mark}`,
  );
}

/**
 * Text of a cell as Markdown. Text between backticks or in a fenced block is already code and is
 * kept; lines stay lines; lines indented like code become a code block.
 */
export function plainToMarkdown(text: string): string {
  const trimmed = text.replace(/^[ \t\n]*\n/, '').trimEnd();
  if (trimmed === '') return '';
  return splitFenced(trimmed)
    .map((part, index) => (index % 2 === 1 ? part : proseToMarkdown(part)))
    .join('');
}

/** Splits a text into prose, a fenced block, prose and so on. Each line is visited once. */
function splitFenced(text: string): string[] {
  const lines = text.split('\n');
  /** For each line, the first line from there on that closes a block. */
  const closes = new Array<number | undefined>(lines.length);
  for (let at = lines.length - 1; at >= 0; at--) {
    const isClose = /^(?:```|~~~)[`~]*[ \t]*$/.test(lines[at] ?? '');
    closes[at] = isClose ? at : closes[at + 1];
  }
  const parts: string[] = [];
  let prose: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const close = /^(?:```|~~~)/.test(line) ? closes[at + 1] : undefined;
    if (close === undefined) {
      prose.push(line);
      continue;
    }
    // The line breaks before and after the block belong to the prose.
    parts.push(at === 0 ? '' : `${prose.join('\n')}\n`, lines.slice(at, close + 1).join('\n'));
    prose = close + 1 < lines.length ? [''] : [];
    at = close;
  }
  return [...parts, prose.join('\n')];
}

function proseToMarkdown(text: string): string {
  return text
    .split(/(\n[ \t]*\n(?:[ \t\n]*\n)?)/)
    .map((part, index) => (index % 2 === 1 ? '\n\n' : paragraph(part)))
    .join('');
}

function paragraph(text: string): string {
  const lines = text.split('\n');
  if (looksLikeCode(lines)) return `\`\`\`\n${text}\n\`\`\``;
  const last = lines.findLastIndex(line => line.trim() !== '');
  return lines
    .map((line, index) => {
      const next = lines[index + 1] ?? '';
      const isBroken = index < last && line.trim() !== '' && !isItem(next);
      return `${escapeLine(line)}${isBroken ? '\\' : ''}`;
    })
    .join('\n');
}

/** Indented lines below an unindented one, none of them a list item. */
function looksLikeCode(lines: readonly string[]): boolean {
  const told = lines.filter(line => line.trim() !== '');
  return (
    told.length >= 2 &&
    told.some(line => /^(?: {2,}|\t)\S/.test(line)) &&
    !told.some(isItem) &&
    /[:{;(]\s*$/m.test(told.join('\n'))
  );
}

function isItem(line: string): boolean {
  return /^\s{0,8}(?:[-*+]|\d{1,3}[.)])\s/.test(line);
}

function escapeLine(line: string): string {
  const mark = /^\s{0,8}(?:[-+*]|\d{1,3}[.)])\s+/.exec(line)?.[0];
  if (mark !== undefined) {
    return mark.replace('*', '-') + escapeOutsideCode(line.slice(mark.length));
  }
  return escapeOutsideCode(line.trimStart()).replace(
    /^(?=#{1,6}(?:\s|$)|>|=+\s*$|-+\s*$|\|)/,
    '\\',
  );
}

function escapeOutsideCode(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeInline(part)))
    .join('');
}
