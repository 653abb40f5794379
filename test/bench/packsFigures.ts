/** What the benchmark of packs measures, and the packs that it measures it with. */
import * as fs from 'node:fs/promises';

export const questionCount = 10_000;
/** The question that is edited. */
export const editedId = 'q-0-7';

/** In ms. */
export interface PackFigures {
  readonly folder: string;
  readonly first: number;
  readonly reload: number;
  /** For how long at most the extension host did nothing else while somebody typed. */
  readonly busy: number;
  /** The same, while it is typed into a copy that belongs to no pack. */
  readonly busyPlain: number;
  readonly ready: number;
  readonly key: number;
}

/** The file with the question that is edited. */
export async function editedFile(folder: string): Promise<string> {
  const [file = ''] = (await fs.readdir(folder)).sort();
  return file;
}

/** The texts of `files` files with all questions in order, as many in each. */
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
