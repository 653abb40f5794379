/** Maximum length of a line, in UTF-16 units. */
const longestLine = 500;

/**
 * Foreign text as part of a line: line breaks become spaces; invisible characters and those that
 * change the writing direction become `�`, so nothing is hidden.
 */
export function oneLine(text: string): string {
  const start = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  return start.replace(/\s+/g, ' ').replace(invisible, '\ufffd');
}

/** Control characters, direction marks and lone surrogates, but not joiners. */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
