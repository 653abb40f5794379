/**
 * Packs of imported questions: a file, or for several files a folder with one category per file. They
 * are opened as sources, so their links are broken as a whole, whether these came from an answer, the
 * name of a file, or two fields that stand one after the other. Before that they are broken in each
 * field: a broken definition is text, which may end as a heading.
 */
import { withoutUnsafeLinksInSteps } from '../markdown/sourceLinks';
import { maximumFileLength, maximumQuestions } from '../pack/file';
import { FreeIds } from '../pack/ids';
import {
  packMarkdownInSteps,
  questionMarkdownInSteps,
  type WrittenCategory,
  type WrittenQuestion,
} from '../pack/write';
import { fileName } from '../fileNames';
import { fnv1a } from '../hash';
import { slug, titleFromName } from '../slug';
import type { Steps } from '../steps';
import type { FoundQuestion } from './found';
import { addTo } from './grouping';

/** Files whose questions can be read. Packages are Anki's; folders' archives are ignored. */
const readable =
  /\.(?:md|markdown|org|adoc|asciidoc|rst|gift|csv|tsv|tab|jsonl?|ndjson|txt|apkg|colpkg)$/i;

/** Project files that are not about its subject. */
const apparatus =
  /^(?:licen[cs]e|copying|contributing|code[_-]of[_-]conduct|security|changelog|changes|history|authors|contributors|governance|maintainers|pull_request_template|issue_template|package(?:-lock)?|composer|tsconfig|requirements[\w.-]*|manifest|robots)\.\w+$/i;

const skippedFolders = new Set([
  'node_modules',
  'site-packages',
  'venv',
  '__pycache__',
  '__MACOSX',
]);

/** Whether a file of a folder may have questions, judged by its path. */
export function mayHaveQuestions(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  return (
    readable.test(name) &&
    !apparatus.test(name) &&
    !parts.some(part => part.startsWith('.') || skippedFolders.has(part))
  );
}

/** Whether to look into a folder, judged by its name. */
export function mayHaveFiles(folder: string): boolean {
  return !folder.startsWith('.') && !skippedFolders.has(folder);
}

/**
 * Names files as categories, by the shortest distinguishing end of their paths: `orm/README.md` is
 * "Orm", and one of two files named `views.md` is "Django / Views".
 */
export function categoryNames(paths: readonly string[]): string[] {
  const parts = paths.map(path => {
    const all = path.split('/');
    const last = all.pop() ?? '';
    const isIndex = /^(?:readme|index)\.\w+$/i.test(last) && all.length > 0;
    return [...all, ...(isIndex ? [] : [last.replace(/\.\w+$/, '')])].map(titleFromName);
  });
  const names = parts.map(all => all.at(-1) ?? '');
  for (let depth = 2; depth <= 8; depth++) {
    const count = new Map<string, number>();
    for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
    parts.forEach((all, index) => {
      if ((count.get(names[index] ?? '') ?? 0) > 1) names[index] = all.slice(-depth).join(' / ');
    });
  }
  return names;
}

/** A file of these questions, in steps of a few milliseconds. */
export function* importedPackInSteps(
  title: string,
  categories: readonly WrittenCategory[],
): Steps<string> {
  const safe: WrittenCategory[] = [];
  for (const { questions, ...category } of categories) {
    const own: WrittenQuestion[] = [];
    for (const question of questions) own.push(yield* withoutUnsafe(question));
    safe.push({ ...category, questions: own });
  }
  const text = yield* packMarkdownInSteps(safe);
  // With several categories the title names their topic as a whole.
  const heading = categories.length > 1 ? `# ${title}\n\n` : '';
  return yield* withoutUnsafeLinksInSteps(heading + text);
}

/** A file to write, with its path in the collection's folder. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** A question with the id to give it. */
export interface ImportedQuestion extends FoundQuestion {
  readonly id: string;
}

/** Limit for a file of a pack, in UTF-16 units, so that there is room to edit it. */
const longestFile = maximumFileLength / 2;
const mostInFile = maximumQuestions / 2;

/**
 * The files of a collection: a README with its title and order, and one per category, which is
 * split if it is too long for a pack. In steps of a few milliseconds.
 */
export function* collectionFiles(
  title: string,
  categories: ReadonlyMap<string, readonly ImportedQuestion[]>,
): Steps<WrittenFile[]> {
  const names = new FreeIds(['readme']);
  const files: WrittenFile[] = [];
  const links: string[] = [];
  for (const [category, questions] of categories) {
    let parts: string[] = [];
    let length = 0;
    const close = () => {
      if (parts.length === 0) return;
      const path = `${names.take(fileName(slug(category)))}.questions.md`;
      files.push({ path, text: [`# ${heading(category)}\n`, ...parts].join('\n') });
      links.push(`- [${heading(category).replace(/[[\]\\]/g, '\\$&')}](${path})`);
      parts = [];
      length = 0;
    };
    for (const { id, title: wording, hint, answer } of questions) {
      const question = yield* withoutUnsafe({ id, title: wording, hint, body: answer });
      const text = yield* questionMarkdownInSteps(question);
      if (parts.length >= mostInFile || length + text.length > longestFile) close();
      parts.push(text);
      length += text.length;
      yield;
    }
    close();
  }
  const readme = `# ${heading(title)}\n\n${links.join('\n')}\n`;
  const made: WrittenFile[] = [];
  for (const { path, text } of [{ path: 'README.md', text: readme }, ...files]) {
    made.push({ path, text: yield* withoutUnsafeLinksInSteps(text) });
  }
  return made;
}

function* withoutUnsafe(question: WrittenQuestion): Steps<WrittenQuestion> {
  const { hint = '', body = '' } = question;
  return {
    ...question,
    title: yield* withoutUnsafeLinksInSteps(question.title),
    hint: yield* withoutUnsafeLinksInSteps(hint),
    body: yield* withoutUnsafeLinksInSteps(body),
  };
}

function heading(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** This many ids take about a millisecond. */
const idsInStep = 250;

/** What tells a question from others, by how well it lasts: each is taken where those before fail. */
const tellingApart: readonly ((one: FoundQuestion) => string)[] = [
  ({ id, title }) => id ?? title,
  ({ title, category }) => `${title} ${category}`,
  // Marks, as in "C++" and "C#", are not in an id.
  ({ title, category }) => `${title} ${category} ${hashOf(title)}`,
  ({ title, category, answer }) => `${title} ${category} ${hashOf(title + answer)}`,
];

/**
 * Makes the ids that new questions want: the file's, or their wordings, with the category, or what
 * else tells them apart, where several have one, as their order may be another when the list is
 * imported again. In steps of about a millisecond.
 */
export function* wantedIds(
  questions: readonly FoundQuestion[],
): Steps<ReadonlyMap<FoundQuestion, string>> {
  const wanted = new Map<FoundQuestion, string>();
  const taken = new Set<string>();
  let open = questions;
  for (const wordsOf of tellingApart) {
    const alike = new Map<string, FoundQuestion[]>();
    for (const [index, one] of open.entries()) {
      if (index % idsInStep === idsInStep - 1) yield;
      const id = slug(wordsOf(one));
      wanted.set(one, id);
      addTo(alike, id, one);
    }
    const further: FoundQuestion[] = [];
    for (const [id, all] of alike) {
      if (all.length === 1 && !taken.has(id)) taken.add(id);
      else for (const one of all) if (one.id === undefined) further.push(one);
    }
    open = further;
  }
  return wanted;
}

function hashOf(text: string): string {
  return (fnv1a(text) >>> 0).toString(36);
}
