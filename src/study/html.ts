/** Escapes text for HTML tags and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A question's wording and hint as HTML, if both are text without any Markdown. */
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
