/**
 * The content security policy of every page: its own script by a nonce, its own styles by their
 * place, and nothing else. No picture, frame, form, connection or inline style is allowed, so that
 * text that slipped through as HTML could neither run nor call out.
 */
export function pagePolicy(nonce: string, styleSource: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${styleSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
