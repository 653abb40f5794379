/** The figures of the packs benchmark, and the packs it measures. */
import * as fs from 'node:fs/promises';

export const questionCount = 10_000;
/** The question to edit. */
export const editedId = 'q-0-7';

/** The cases to measure: the folders of each, as passed in the environment's BENCH_PACKS. */
export interface Wanted {
  readonly reading: readonly string[];
  readonly typing: readonly string[];
}

/** In ms. */
export interface ReadingFigures {
  readonly folder: string;
  readonly first: number;
  readonly reload: number;
  readonly ready: number;
  readonly key: number;
}

/** The longest time the extension host was blocked during typing, in ms. */
export interface TypingFigures {
  readonly folder: string;
  readonly inPack: number;
  /** The same, for typing into a copy that belongs to no pack. */
  readonly inNone: number;
}

export interface PackFigures {
  readonly reading: readonly ReadingFigures[];
  readonly typing: readonly TypingFigures[];
}

/** The file with the question to edit. */
export async function editedFile(folder: string): Promise<string> {
  const [file = ''] = (await fs.readdir(folder)).sort();
  return file;
}

/** The texts of `files` files with all questions in order, evenly split. */
export function packTexts(files: number): string[] {
  const size = questionCount / files;
  return Array.from({ length: files }, (_, file) =>
    [
      `# Pack ${file}\n`,
      ...Array.from({ length: size }, (_, at) => question(file * size + at)),
    ].join('\n'),
  );
}

function question(at: number): string {
  const [group, number] = [Math.floor(at / 20), at % 20];
  return [
    `## How does part ${number} of group ${group} prefetch what it shows? {#q-${group}-${number}}`,
    '> Think of the queries that it makes, and when.',
    '### In short',
    `It names its relations, so that ${at} rows take two queries, as [signals](#signals) never do.`,
    '### Key points',
    '- One query for the rows\n- One for all of what they refer to\n- None in a template',
    '```python\nBook.objects.prefetch_related("authors")\n```\n',
  ].join('\n\n');
}
