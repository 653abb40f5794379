/**
 * Fences off text by others (a pack, the person, a model) inside a prompt. It is data between two
 * marks, never an instruction. Text written before the token was drawn cannot contain it, so it
 * cannot close the fence.
 */

/** Wraps texts in marks of one request. */
export interface Fence {
  /** Names the marks, for the rules of the prompt. */
  readonly token: string;
  /** Returns `text` between its marks. `name` says what it is, such as `answer`. */
  wrap(name: string, text: string): string;
}

/**
 * Makes the fence of one request.
 *
 * @param token unguessable and new for each request: 16 to 64 letters, digits and hyphens
 * @throws RangeError for any other token
 */
export function createFence(token: string): Fence {
  if (!/^[A-Za-z0-9-]{16,64}$/.test(token)) {
    throw new RangeError('A fence needs a token of 16 to 64 letters, digits and hyphens.');
  }
  return {
    token,
    wrap(name, text) {
      const label = name.replace(/[^a-z -]/gi, '');
      return `<<<BEGIN ${label} ${token}>>>\n${withoutToken(visibleText(text), token)}\n<<<END ${label} ${token}>>>`;
    },
  };
}

/** Removes the token in case one seen in an earlier request is pasted into a later one. */
function withoutToken(text: string, token: string): string {
  // The replacement holds a character that no token has, so the rest cannot join into a new token.
  return text.split(token).join('[…]');
}

/**
 * Removes what a model reads but a person cannot see: control characters, marks that change the
 * direction of writing, invisible letters and the "tag" characters that can hide whole sentences.
 * Line breaks become `\n`.
 */
export function visibleText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, '')
    .replace(loneSurrogates, '\ufffd');
}

const invisible =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are what it is about
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

const loneSurrogates = /[\ud800-\udfff]/gu;
