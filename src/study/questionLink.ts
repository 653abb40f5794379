/** Addresses that open a question, such as `vscode://publisher.name/question/signals`. */
import type { QuestionId } from './question';

/** The path of the address. */
export function questionPath(id: QuestionId): string {
  return `/question/${encodeURIComponent(id)}`;
}

/** Reads a path; `undefined` if it is not the path of a question. Never throws. */
export function readQuestionPath(path: string): QuestionId | undefined {
  // Ids have at most 100 characters; each may be encoded as up to 9.
  const encoded = path.length > 1000 ? undefined : /^\/question\/([^/]+)$/.exec(path)?.[1];
  if (encoded === undefined) return undefined;
  let id: string;
  try {
    id = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id) ? id : undefined;
}
