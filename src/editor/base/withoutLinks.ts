/** The longest message that is shown, in UTF-16 units; nobody reads more. */
const longestMessage = 2_000;

/**
 * A text for a notification, which looks the same and has no link: an invisible character stands
 * between the bracket and the parenthesis that would make one.
 */
export function withoutLinks(message: string): string {
  const text = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
  return text.replaceAll('](', ']\u2060(');
}
