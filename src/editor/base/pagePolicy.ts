/**
 * The content security policy of every page: its own script and style by a nonce, and embedded
 * pictures. Files, frames, forms, connections and inline styles are blocked, so text that slipped
 * through as HTML could neither run nor call out.
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
