/** Maximum length of a shown message, in UTF-16 units. */
const longestMessage = 2_000;

/**
 * Text for a notification with its links disabled: looks the same, but has an invisible character
 * between the bracket and the parenthesis of a link.
 */
export function withoutLinks(message: string): string {
  const text = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
  return text.replaceAll('](', ']\u2060(');
}
