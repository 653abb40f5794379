import type { LanguageFn } from 'highlight.js';

/** How the blocks of a language are coloured. */
export interface Grammar {
  readonly define: LanguageFn;
  /** Grammars that this one hands parts of its text to. */
  readonly needs?: readonly string[];
  /** Whether it takes time by the square of the length: then it is for short texts. */
  readonly isSlow?: true;
}
