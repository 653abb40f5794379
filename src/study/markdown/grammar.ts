import type { LanguageFn } from 'highlight.js';

/** The highlighting grammar of a language. */
export interface Grammar {
  readonly define: LanguageFn;
  /** Grammars this one delegates parts of its text to. */
  readonly needs?: readonly string[];
  /** Whether it takes quadratic time, which limits it to short texts. */
  readonly isSlow?: true;
}
