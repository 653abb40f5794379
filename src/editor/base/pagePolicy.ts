/**
 * The content security policy of every page: its own script and style by a nonce, pictures that are
 * a part of what it was sent, and nothing else. No file, frame, form, connection or inline style is
 * allowed, so that text that slipped through as HTML could neither run nor call out.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
