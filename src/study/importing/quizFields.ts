/**
 * The fields of objects that hold the questions of a quiz: what they are called, and the texts in
 * them. Fields of a list that has no options are in `names.ts`, names in no known words in
 * `usualNames.ts`.
 */

/** Fields with several options, right or wrong. */
export const optionNames =
  /^(?:(?:answer_?)?options|choices|alternatives|answers|(?:incorrect|wrong)(?:_?answers)?|distractors|optionen)$/i;
/** Those with wrong options only. */
export const wrongNames = /^(?:(?:incorrect|wrong)(?:_?answers)?|distractors)$/i;
/** A field with one wrong option: `distractor1`, `Wrong answer 2`. */
export const wrongName =
  /^(?:distractor|(?:incorrect|wrong|false)(?:[\s_-]?(?:answer|option|choice))?)[\s_-]?([0-8])$/i;
/** Fields with the right option, or what names it. */
export const rightNames =
  /^(?:correct_?ans(?:wers?)?|correct|right_?(?:answer|choice|option)s?|solution|answer|answer_?key|correct_?(?:choice|option|key|letter)s?|(?:right|correct)_?(?:answer_?|option_?|choice_?)?ids?|answer_?ids?|(?:answer|correct)_?(?:(?:answer|option|choice)_?)?(?:index|idx))$/i;
/** A field with the place or the id of the right option, even where options are numbers. */
export const placeName = /index|idx|ids?$/i;
/** One with the place, whatever ids options have. */
export const indexName = /index|idx/i;
/** Fields with code that is asked about. */
export const codeNames = /^(?:code|snippet|code_?snippet)$/i;
/** Fields of an answer object that are not part of the answer's text. */
export const asides = /^(?:_?id|author|user|lang(?:uage)?|type|format)$/i;
/** Fields that say why an option is right. */
export const explanationNames =
  /^(?:expla(?:in|nation)|reason(?:ing)?|rationale|feedback|justification|details|why|erklärung|begründung|解析)$/i;

/** The names of a quiz's fields. */
export const knownNames = {
  options: optionNames,
  right: rightNames,
  explanation: explanationNames,
};

/** Line ends written as escapes are normalised only once the JSON is parsed. */
export function withLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The texts of a value: itself, or those of a list. */
export function scalars(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [withLineEnds(value)];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return Array.isArray(value)
    ? (value as unknown[]).slice(0, 200).flatMap(item => (Array.isArray(item) ? [] : scalars(item)))
    : [];
}
