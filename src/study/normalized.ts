/** Unicode normalisation of texts from outside. */

/** More marks than any language puts on a letter. Source: UAX #15, "Stream-Safe Text Format". */
const mostMarks = 30;
const manyMarks = new RegExp(`\\p{M}{${mostMarks + 1}}`, 'u');
const betweenMarks = new RegExp(`(?<=\\p{M}{${mostMarks}})(?=\\p{M})`, 'u');

/**
 * The text in a normal form, in linear time: the engine sorts a letter's marks one by one, so a
 * hundred thousand of them take seconds. More than 30 keep their order.
 */
export function normalized(text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string {
  if (!manyMarks.test(text)) return text.normalize(form);
  return text
    .split(betweenMarks)
    .map(part => part.normalize(form))
    .join('');
}
