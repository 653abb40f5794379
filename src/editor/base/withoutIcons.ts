/**
 * A text for a place where VS Code makes an icon of `$(name)`, which looks the same and has none: an
 * invisible character stands between. Else a title could look as if it were marked, or lose a word.
 */
export function withoutIcons(text: string): string {
  return text.replace(/\$(?=\\?\()/g, '$&\u2060'); // a backslash may be gone when it is rendered
}
