/** Maximum length of a row or title; removing the markup from a megabyte would take minutes. */
const longestLabel = 1000;

/**
 * Inline Markdown as plain text for tree rows, quick picks and titles. Removes the marks of code,
 * emphasis and links without a parser, so that the tree needs none. Longer text is cut off.
 */
export function plainText(markdown: string): string {
  return markdown.length <= longestLabel
    ? withoutMarks(markdown)
    : `${withoutMarks(markdown.slice(0, longestLabel))}…`;
}

function withoutMarks(markdown: string): string {
  return markdown.replace(
    marked,
    (
      whole: string,
      _ticks: string | undefined,
      code: string | undefined,
      escaped: string | undefined,
      ...texts: (string | undefined)[]
    ) => {
      if (code !== undefined) return code;
      if (escaped !== undefined) return escaped;
      // Links and emphasis may contain further marks.
      const text = texts.slice(0, 4).find(inner => inner !== undefined);
      return text === undefined ? whole : withoutMarks(text);
    },
  );
}

/** Code, an escape, a link or image, `**strong**`, `__strong__`, `*emphasis*`: the first found. */
const marked =
  /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)|\\([\\`*_{}[\]()#+\-.!<>])|!?\[([^[\]]*)\]\([^)]*\)|\*\*(?=\S)(.*?\S)\*\*|(?<!\w)__(?=\S)(.*?\S)__(?!\w)|(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])/g;
