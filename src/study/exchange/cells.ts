/**
 * Cells that a spreadsheet does not run. A cell that begins with one of these characters is taken
 * for a formula when a file is opened, and a formula can send what is in the sheet elsewhere. Where the
 * person's spreadsheet divides cells at another character than the file does, a cell begins there too,
 * whatever stands in quotes. Source: OWASP, "CSV Injection".
 */

/** What a formula begins with; East Asian spreadsheets take the wide ones for the same. */
const sign = '[=+\\-@＝＋－＠﹦﹢﹣﹫]';
/** A sign where a cell may begin: in the file itself, or for a spreadsheet that divides it elsewhere. */
const formula = `${sign}(?<=(?:^|[;\\t\\r\\n\\u2028\\u2029])[\\s"]*.)`;
const formulas = new RegExp(formula, 'gu');
/** The same with what follows, before which an entity would be a place to divide the text at. */
const formulasAndMore = new RegExp(`${formula}(?:[\\s"]*${sign})*`, 'gu');
/** What a spreadsheet may drop in front of a formula. */
const dropped = /^[\t\r\n]/;

/** The text, of which no part is a formula: an apostrophe says that it is text. */
export function harmlessCell(text: string): string {
  const harmless = text.replace(formulas, "'$&");
  return dropped.test(harmless) ? `'${harmless}` : harmless;
}

/** HTML that looks the same in a browser and has no formula for a spreadsheet. */
export function harmlessHtml(html: string): string {
  const entity = (character: string) => `&#${character.codePointAt(0) ?? 0};`;
  const signs = new RegExp(sign, 'gu');
  return html
    .replace(formulasAndMore, start => start.replace(signs, entity))
    .replace(dropped, entity);
}
