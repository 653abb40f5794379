import type { Problem } from '../question';
import { isReadmePath } from './arrange';
import { normalize, readBlocksInSteps, type BlockText } from './blocks';
import type { Steps } from '../steps';
import { isBulletForm, readBullets } from './bullets';
import { checkMarkdown, reportComments, type ImageLink, type QuestionLink } from './check';
import { reporter, type DraftCollection, type DraftQuestion } from './draft';
import { readHeadings } from './headings';
import { openComments } from './openComments';
import { readReadme, type Readme } from './readme';

/** A file of a pack. */
export interface PackFile {
  /** Relative to the pack's root, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** The first line (from 0) that could not be decoded; see `decodeText`. */
  readonly badLine?: number;
}

/** The parts of a file that do not depend on other files: re-read only when it changes. */
export interface FileDraft {
  readonly path: string;
  /** What it says about its folder, if it is a README. */
  readonly readme: Readme | undefined;
  readonly questions: FileQuestions;
  /** Problems of its Markdown that do not depend on its questions. */
  readonly problems: readonly Problem[];
  /** The links to questions by `#id`. */
  readonly links: readonly QuestionLink[];
  /** The pack's own pictures it shows. */
  readonly images: readonly ImageLink[];
}

/** A file's questions: several collections in the bullets form, otherwise one; none if empty. */
export interface FileQuestions {
  readonly bullets: boolean;
  readonly collections: readonly DraftCollection[];
  readonly problems: readonly Problem[];
}

/** The longest file that is read, in UTF-16 units (5 MB of plain English). */
export const maximumFileLength = 5 * 1024 * 1024;

/** The most questions in one file. */
export const maximumQuestions = 20_000;

/**
 * Reads one file. Never throws. Takes time in proportion to the text, mostly in steps of about a
 * millisecond.
 *
 * @param pack names the pack in the questions' sources
 */
export function* readPackFile({ path, text, badLine }: PackFile, pack?: string): Steps<FileDraft> {
  const problems: Problem[] = [];
  const report = reporter(problems, path);
  if (text.length > maximumFileLength) {
    report('too-large', 'error', wholeFile, (text.length / 1024 / 1024).toFixed(1));
    const questions = { bullets: false, collections: [], problems: [] };
    return { path, readme: undefined, questions, problems, links: [], images: [] };
  }
  if (badLine !== undefined) {
    report('encoding', 'warning', { startLine: badLine, endLine: badLine + 1 });
  }
  reportNul(text, problems, path);
  const normal = normalize(text);
  yield;
  const content = withoutFrontMatter(normal);
  const { isText, found } = openComments(content);
  const blocks = yield* readBlocksInSteps(content, undefined, isText);
  reportComments(found, blocks, report);
  yield;
  const leads = yield* checkMarkdown(blocks, path, report);
  yield;
  const readme = isReadmePath(path) ? yield* readReadme(blocks) : undefined;
  const questions = yield* readQuestions(path, blocks, pack);
  return { path, readme, questions, problems, ...leads };
}

/** The questions of a file in line order. */
export function questionsOf({ questions }: FileDraft): DraftQuestion[] {
  return questions.collections.flatMap(({ categories }) =>
    categories.flatMap(category => category.questions),
  );
}

const wholeFile = { startLine: 0, endLine: 1 };

function* readQuestions(
  path: string,
  text: BlockText,
  pack: string | undefined,
): Steps<FileQuestions> {
  const problems: Problem[] = [];
  const report = reporter(problems, path);
  const file = pack === undefined ? { file: path } : { pack, file: path };
  const bullets = yield* isBulletForm(text);
  const collections = bullets
    ? yield* readBullets(file, text, report)
    : [yield* readHeadings(file, text, report)];
  const count = collections
    .flatMap(({ categories }) => categories)
    .reduce((sum, { questions }) => sum + questions.length, 0);
  if (count > maximumQuestions) {
    // Nothing else needs to be said of unread files.
    problems.length = 0;
    report('too-large.questions', 'error', wholeFile, count, maximumQuestions);
  } else if (count === 0) {
    report('no-questions', 'warning', wholeFile);
  }
  return {
    bullets,
    collections: count > 0 && count <= maximumQuestions ? collections : [],
    problems,
  };
}

/** Reports the first NUL: thousands of them say no more than one. */
function reportNul(text: string, problems: Problem[], path: string): void {
  const at = text.indexOf('\0');
  if (at === -1) return;
  const before = normalize(text.slice(0, at)).split('\n');
  const startLine = before.length - 1;
  const column = before.at(-1)?.length ?? 0;
  const range = { startLine, endLine: startLine + 1, columns: [column, column + 1] as const };
  reporter(problems, path)('nul-character', 'warning', range);
}

/** Blanks out the front matter between two `---` lines, which would read as a heading. */
function withoutFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---\n', 3);
  if (end === -1) return text;
  const data = text.slice(4, end).split('\n');
  const isData = data.every(line => /^(\s|#|-\s|[\w-]+:|$)/.test(line)) && data[0] !== '';
  return isData ? '\n'.repeat(data.length + 2) + text.slice(end + 5) : text;
}
