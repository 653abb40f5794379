/**
 * Packs: Markdown files in, collections and problems out.
 *
 * - Headings form: `# Category`, `## Question {#id}`, a blockquote right below as the hint, and the
 *   answer up to the next question.
 * - Folder form: the README.md of a folder gives the collection its title (`# `), its introduction,
 *   the order of its files (a list of links) and its tips (`## Remember`). A README.md above lists
 *   the folders. What no README lists comes after, in natural order.
 * - Bullets form: `## Collection`, `**Category:**`, `* **Question** (Hint)`, `**Remember:**`.
 *
 * A file in a folder without a README is a collection of its own.
 */
import { readBlocks, normalize, type BlockText } from './pack/blocks';
import { isBulletForm, readBullets } from './pack/bullets';
import { checkMarkdown } from './pack/check';
import { reporter, type DraftCollection, type DraftQuestion, type Report } from './pack/draft';
import { readHeadings } from './pack/headings';
import { FreeIds, withIds } from './pack/ids';
import { arrange, isReadmePath, type Unit } from './pack/arrange';
import { readReadme, type Readme } from './pack/readme';
import type { Category, Collection, Problem } from './question';
import { bareName, slug, titleFromName } from './slug';

export { parseAnswer, questionBody } from './pack/answer';

/** A file of a pack. */
export interface PackFile {
  /** Relative to the pack's root, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/** What a pack holds. Problems are in the order of the files given and of their lines. */
export interface ParsedPack {
  readonly collections: readonly Collection[];
  readonly problems: readonly Problem[];
}

/** The longest file that is read, in UTF-16 units (5 MB of plain English). */
export const maximumFileLength = 5 * 1024 * 1024;

/** The most questions in one file. */
export const maximumQuestions = 20_000;

/**
 * Reads the files of a pack. Never throws: what is wrong with a file is a problem, and its good
 * questions are there all the same. Takes time in proportion to the text.
 *
 * @param before collections that are there already: their ids are taken
 */
export function parsePack(
  files: readonly PackFile[],
  before: readonly Collection[] = [],
): ParsedPack {
  const problems: Problem[] = [];
  const texts = new Map<string, BlockText>();
  const readmes = new Map<string, Readme>();
  for (const { path, text } of files) {
    const blocks = readFile(path, text, reporter(problems, path));
    if (!blocks) continue;
    texts.set(path, blocks);
    if (isReadmePath(path)) readmes.set(path, readReadme(blocks));
  }
  const drafts = arrange([...texts.keys()], readmes).flatMap(unit =>
    toDrafts(unit, path => {
      const text = texts.get(path);
      return text
        ? readQuestions(path, text, reporter(problems, path))
        : { bullets: false, collections: [] };
    }),
  );
  const collections = settle(drafts, before, problems);
  const order = new Map(files.map(({ path }, index) => [path, index]));
  problems.sort(
    (left, right) =>
      (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) ||
      left.startLine - right.startLine,
  );
  return { collections, problems };
}

const wholeFile = { startLine: 0, endLine: 1 };

function readFile(path: string, original: string, report: Report): BlockText | undefined {
  if (original.length > maximumFileLength) {
    const megabytes = (original.length / 1024 / 1024).toFixed(1);
    const message = `This file is not read: it has ${megabytes} MB, and 5 MB are the most. Divide it into several files.`;
    report('too-large', 'error', wholeFile, message);
    return undefined;
  }
  const text = readBlocks(withoutFrontMatter(normalize(original)));
  checkMarkdown(text, isReadmePath(path), report);
  return text;
}

/** A file's questions: several collections in the bullets form, otherwise one; none without any. */
interface FileQuestions {
  readonly bullets: boolean;
  readonly collections: readonly DraftCollection[];
}

function readQuestions(path: string, text: BlockText, report: Report): FileQuestions {
  const bullets = isBulletForm(text);
  const collections = bullets
    ? readBullets(path, text, report)
    : [readHeadings(path, text, report)];
  const count = collections
    .flatMap(({ categories }) => categories)
    .reduce((sum, { questions }) => sum + questions.length, 0);
  if (count > maximumQuestions) {
    const message = `This file is not read: it has ${count} questions, and ${maximumQuestions} are the most. Divide it into several files.`;
    report('too-large', 'error', wholeFile, message);
  } else if (count === 0) {
    const message =
      'This file has no questions. A question is a heading: “## How do signals work?”.';
    report('no-questions', 'warning', wholeFile, message);
  }
  return { bullets, collections: count > 0 && count <= maximumQuestions ? collections : [] };
}

/** A collection whose ids are wishes still. */
interface Draft {
  readonly id: string;
  readonly title: string;
  readonly introduction: string;
  readonly tips: readonly string[];
  readonly categories: readonly {
    readonly id: string;
    readonly title: string;
    readonly questions: readonly DraftQuestion[];
  }[];
}

/** Makes a folder's files one collection, and a file by itself another. */
function toDrafts(unit: Unit, read: (path: string) => FileQuestions): Draft[] {
  if (unit.kind === 'file') {
    const { bullets, collections } = read(unit.path);
    return collections.map(collection => fileDraft(unit.path, collection, bullets));
  }
  const { folder, readme, files } = unit;
  const title = readme.title ?? titleFromName(folder || 'questions');
  const tips = [...readme.tips];
  const categories: Draft['categories'][number][] = [];
  const others: Draft[] = [];
  for (const path of files) {
    const { bullets, collections } = read(path);
    for (const collection of collections) {
      // The bullets form names its own collections.
      if (bullets) others.push(fileDraft(path, collection, bullets));
      else {
        categories.push(...categoriesOf(path, collection));
        tips.push(...collection.tips);
      }
    }
  }
  const id = slug(folder || title);
  const own = { id, title, introduction: readme.introduction, tips, categories };
  return categories.length > 0 ? [own, ...others] : others;
}

function fileDraft(path: string, collection: DraftCollection, bullets: boolean): Draft {
  const title = collection.title ?? titleFromName(path);
  return {
    id: slug(bullets ? title : bareName(path)),
    title,
    introduction: collection.introduction,
    tips: collection.tips,
    categories: categoriesOf(path, collection, bullets),
  };
}

function categoriesOf(path: string, { categories }: DraftCollection, bullets = false) {
  const alone = categories.length === 1 && !bullets;
  return categories.map(({ title = titleFromName(path), questions }) => ({
    id: slug(alone ? bareName(path) : title),
    title,
    questions,
  }));
}

/** Gives every collection, category and question an id that nothing else has. */
function settle(
  drafts: readonly Draft[],
  before: readonly Collection[],
  problems: Problem[],
): Collection[] {
  const categoriesBefore = before.flatMap(({ categories }) => categories);
  const questionsBefore = categoriesBefore.flatMap(({ questions }) => questions);
  const questions = withIds(
    drafts.flatMap(({ categories }) => categories).flatMap(category => category.questions),
    new Set(questionsBefore.map(({ id }) => id)),
    problems,
  );
  const collectionIds = new FreeIds(before.map(({ id }) => id));
  const categoryIds = new FreeIds(categoriesBefore.map(({ id }) => id));
  return drafts.map(draft => {
    const id = collectionIds.take(draft.id);
    const categories = draft.categories.map((category): Category => {
      return {
        id: categoryIds.take(`${id}/${category.id}`),
        title: category.title,
        questions: category.questions.flatMap(question => questions.get(question) ?? []),
      };
    });
    return { ...draft, id, categories };
  });
}

/** Blanks out the data between two `---` lines at the top, which would read as a heading. */
function withoutFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---\n', 3);
  if (end === -1) return text;
  const data = text.slice(4, end).split('\n');
  const isData = data.every(line => /^(\s|#|-\s|[\w-]+:|$)/.test(line)) && data[0] !== '';
  return isData ? '\n'.repeat(data.length + 2) + text.slice(end + 5) : text;
}
