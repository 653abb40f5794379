/** How much text a prompt may hold, in characters: tokens depend on the model. */

/** Clipped text and the number of characters left out; 0 when it is whole. */
export interface Clipped {
  readonly text: string;
  readonly left: number;
}

/**
 * A model's token is 3 to 4 characters of English and 1 to 2 of Chinese; three is a safe estimate
 * for packs and answers, which `tokensOf` corrects for other scripts.
 */
const charactersPerToken = 3;

/** Longer prompts cost more and grade no better. */
const largestBudget = 48_000;

/** No answer could be graded below this; the request then fails at the model, which says so. */
const smallestBudget = 1_500;

/** How many characters of material a prompt for a model of `maxInputTokens` may hold. */
export function budgetOf(maxInputTokens: number): number {
  if (!Number.isFinite(maxInputTokens) || maxInputTokens <= 0) return largestBudget / 2;
  // A quarter stays free for the rules of the prompt and the model's own framing.
  const characters = Math.floor(maxInputTokens * charactersPerToken * 0.75);
  return Math.min(largestBudget, Math.max(smallestBudget, characters));
}

/** How many tokens a text is at most, roughly: beyond ASCII, each UTF-16 unit counts as one. */
export function tokensOf(text: string): number {
  const others = text.replace(/[\x20-\x7e\s]+/g, '').length;
  return others + Math.ceil((text.length - others) / charactersPerToken);
}

/**
 * Cuts a text to at most `limit` characters, at a nearby line or word end if there is one, never
 * inside a character, and says in it how much is missing.
 */
export function clip(text: string, limit: number): Clipped {
  if (text.length <= limit) return { text, left: 0 };
  const most = Math.max(0, Math.floor(limit));
  const near = Math.floor(most * 0.8);
  const lineEnd = text.lastIndexOf('\n', most);
  const space = text.lastIndexOf(' ', most);
  let end = lineEnd > near ? lineEnd : space > near ? space : most;
  if (end > 0 && isHighSurrogate(text.charCodeAt(end - 1))) end--;
  const left = text.length - end;
  return { text: `${text.slice(0, end)}\n[… ${left} more characters were left out]`, left };
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/**
 * Shares `total` characters among texts. If they do not all fit, the long ones give way to the
 * short ones. Returns the limit of each.
 */
export function share(total: number, lengths: readonly number[]): number[] {
  const limits = lengths.map(() => 0);
  const order = lengths.map((_, index) => index).sort((a, b) => at(lengths, a) - at(lengths, b));
  let rest = Math.max(0, Math.floor(total));
  order.forEach((index, place) => {
    const fair = Math.floor(rest / (order.length - place));
    const limit = Math.min(at(lengths, index), fair);
    limits[index] = limit;
    rest -= limit;
  });
  return limits;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
