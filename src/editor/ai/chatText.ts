/** Plain text for a place that takes Markdown. */
export function escapeText(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!<>|~&$]/g, '\\$&').replace(/\s+/g, ' ');
}
