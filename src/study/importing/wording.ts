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
 * Whether two wordings with the same key differ in more than the marks of sentences: "What is
 * `_name`?" and "What is `__name`?" are two questions.
 */
export function differInMarks(one: string, other: string): boolean {
  return withoutSentenceMarks(one) !== withoutSentenceMarks(other);
}

/** Backslashes go too: they protect other marks. */
function withoutSentenceMarks(title: string): string {
  return foldText(withLinks(title)).replace(/[\s.,;:!?…。，；：！？\\'"’‘“”]/g, '');
}
