/**
 * Packs: Markdown files in, collections and problems out.
 *
 * - Headings form: `# Category`, `## Question {#id title="Short"}`, a blockquote right below as the
 *   hint, and the answer up to the next question. Id and short title may be left out. A category or
 *   collection has a short title as `# Category {title="Short"}`.
 * - Folder form: the README.md of a folder gives the collection its title (`# `), its introduction,
 *   the order of its files (a list of links) and its tips (`## Remember`). A README.md above lists
 *   the folders. Unlisted files come after, in natural order.
 * - Bullets form: `## Collection`, `**Category:**`, `* **Question** (Hint)`, `**Remember:**`.
 *
 * A file in a folder without a README is a collection of its own.
 */
import { assemblePack, IdSpace } from './pack/assemble';
import { readPackFile, type PackFile } from './pack/file';
import type { Collection, Problem } from './question';
import { finish } from './steps';

export { parseAnswer, parseAnswerInSteps, questionBody, withoutExercise } from './pack/answer';
export { maximumFileLength, maximumQuestions, type PackFile } from './pack/file';

/** The contents of a pack. Problems are in the order of the files given and of their lines. */
export interface ParsedPack {
  readonly collections: readonly Collection[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the files of a pack. Never throws: defects of a file become problems, and its good
 * questions are kept. Takes time in proportion to the text.
 *
 * @param before existing collections, whose ids are taken
 */
export function parsePack(
  files: readonly PackFile[],
  before: readonly Collection[] = [],
): ParsedPack {
  const drafts = files.map(file => finish(readPackFile(file)));
  const { collections, problems } = assemblePack(drafts, IdSpace.of(before));
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const sorted = [...problems].sort(
    (left, right) =>
      (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) ||
      left.startLine - right.startLine,
  );
  return { collections, problems: sorted };
}
