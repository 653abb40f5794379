/**
 * Cells that a spreadsheet does not run. A cell that begins with one of these characters is taken
 * for a formula when a file is opened, and a formula can send what is in the sheet elsewhere.
 * Source: OWASP, "CSV Injection".
 */

/** What a formula begins with. Papa Parse's own pattern lets cells of several lines through. */
export const formulaStart = /^[=+\-@\t\r\n]/;

/** HTML that looks the same in a browser and is no formula in a spreadsheet. */
export function harmlessHtml(html: string): string {
  return formulaStart.test(html) ? `&#${html.charCodeAt(0)};${html.slice(1)}` : html;
}
