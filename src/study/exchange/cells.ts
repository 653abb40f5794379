/**
 * Makes cells safe for spreadsheets. A cell that begins with one of these characters is treated as
 * a formula when a file is opened, and a formula can send the sheet's data elsewhere. If the
 * person's spreadsheet splits cells at another character than the file, a cell begins there too,
 * even inside quotes. Source: OWASP, "CSV Injection".
 */

/** Characters that start a formula; East Asian spreadsheets accept the wide ones too. */
const sign = '[=+\\-@＝＋－＠﹦﹢﹣﹫]';
/** A sign where a cell may begin: in the file, or for a spreadsheet that splits it elsewhere. */
const formula = `${sign}(?<=(?:^|[;\\t\\r\\n\\u2028\\u2029])[\\s"]*.)`;
const formulas = new RegExp(formula, 'gu');
/** The same with the signs that follow, before which an entity would be a place to split. */
const formulasAndMore = new RegExp(`${formula}(?:[\\s"]*${sign})*`, 'gu');
/** Characters a spreadsheet may drop before a formula. */
const dropped = /^[\t\r\n]/;

/** The text with no part read as a formula: an apostrophe marks it as text. */
export function harmlessCell(text: string): string {
  const harmless = text.replace(formulas, "'$&");
  return dropped.test(harmless) ? `'${harmless}` : harmless;
}

/** HTML that looks the same in a browser and contains no formula for a spreadsheet. */
export function harmlessHtml(html: string): string {
  const entity = (character: string) => `&#${character.codePointAt(0) ?? 0};`;
  const signs = new RegExp(sign, 'gu');
  return html
    .replace(formulasAndMore, start => start.replace(signs, entity))
    .replace(dropped, entity);
}
