/** Text as HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Wording and hint of a question as HTML where both are text without any Markdown. */
export function plainHtml({
  title,
  hint,
}: {
  readonly title: string;
  readonly hint: string | undefined;
}): readonly [title: string, hint?: string] {
  return hint === undefined
    ? [escapeHtml(title)]
    : [escapeHtml(title), `<p>${escapeHtml(hint)}</p>\n`];
}
