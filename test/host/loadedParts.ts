/** Which files of `dist/` have been loaded at which moment, and how much code they may be. */

/** A moment, and what has been loaded by then: names of files without their ending, sorted. */
export interface Moment {
  readonly files: readonly string[];
  /** The most bytes of code in them as they ship, without `data`. */
  readonly mostBytes: number;
}

/** Files of texts, which are not run: the index of questions, and what the panels' HTML is made of. */
export const data: readonly string[] = ['questions', 'pages'];

const tree = ['core', 'extension', 'packs', 'questions'];

export const moments = {
  activated: { files: ['extension'], mostBytes: 20_000 },
  /** What looks for packs is there too, and no parser: there are none. */
  treeOpened: { files: tree, mostBytes: 120_000 },
  /** Of a question that has an exercise. */
  questionOpened: {
    files: ['commands', ...tree, 'exercise', 'markdown', 'pages', 'question'].sort(),
    mostBytes: 292_000,
  },
} as const satisfies Readonly<Record<string, Moment>>;
