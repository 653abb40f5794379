/** Whether two wordings are one question. */
import { withLinks } from '../markdown/sourceLinks';
import { foldText } from '../search';

/** Equal for wordings that differ in case, accents, punctuation or white space alone. */
export function wordingKey(title: string): string {
  return foldText(withLinks(title))
    .replace(/[\s\p{P}]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/**
 * Equal for wordings that differ in the marks of sentences alone: "What is `_name`?" and "What is
 * `__name`?", which have the same key, are two questions. Without backslashes: they protect other marks.
 */
export function exactWording(title: string): string {
  return foldText(withLinks(title)).replace(/[\s.,;:!?…。，；：！？\\'"’‘“”]/g, '');
}
