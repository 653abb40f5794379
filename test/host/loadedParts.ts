/** The files of `dist/` that each moment may have loaded, and their size limits. */

/** A moment, and the files loaded by then: names without extension, sorted. */
export interface Moment {
  readonly files: readonly string[];
  /** Maximum bytes of code in them as they ship, without `data`. */
  readonly mostBytes: number;
}

/** Text files, which are not run: the index of questions, and the contents of the panels' HTML. */
export const data: readonly string[] = ['questions', 'pages'];

const tree = ['core', 'extension', 'packs', 'questions'];

export const moments = {
  activated: { files: ['extension'], mostBytes: 20_000 },
  /** The search for packs is loaded too, but no parser: there are no packs. */
  treeOpened: { files: tree, mostBytes: 119_500 },
  /** Until the question and its hint are shown. */
  questionOpened: {
    files: ['commands', ...tree, 'pages', 'question'].sort(),
    mostBytes: 163_000,
  },
  /** For a question with an exercise. */
  answerReady: {
    files: ['commands', ...tree, 'exercise', 'markdown', 'pages', 'question'].sort(),
    mostBytes: 288_000,
  },
} as const satisfies Readonly<Record<string, Moment>>;
