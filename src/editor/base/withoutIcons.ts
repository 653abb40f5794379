/**
 * Text with `$(name)` icons disabled: looks the same, but contains an invisible character.
 * Otherwise a title could show a false mark or lose a word.
 */
export function withoutIcons(text: string): string {
  return text.replace(/\$(?=\\?\()/g, '$&\u2060'); // rendering may remove a backslash
}
