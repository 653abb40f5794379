/** A line shows less than this, in UTF-16 units. */
const longestLine = 500;

/**
 * Text from outside as a part of a line: breaks become spaces, and what cannot be seen or changes the
 * direction of writing is shown as `�`, so that it says no more than it shows.
 */
export function oneLine(text: string): string {
  const start = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
  return start.replace(/\s+/g, ' ').replace(invisible, '\ufffd');
}

/** Control characters, marks of direction and lone surrogates; those that join letters are none. */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
