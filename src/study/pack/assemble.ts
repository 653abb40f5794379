import type { Category, Collection, Problem, SourceRange } from '../question';
import { finish } from '../steps';
import { bareName, slug, titleFromName } from '../slug';
import { arrange, type Unit } from './arrange';
import type { DraftCollection, DraftQuestion } from './draft';
import { questionsOf, type FileDraft, type FileQuestions } from './file';
import { FreeIds, withIds } from './ids';

/** An assembled pack. Its problems are unordered. */
export interface AssembledPack {
  readonly collections: readonly Collection[];
  readonly problems: readonly Problem[];
}

/** The ids already taken: a pack gets ids not used by earlier packs. */
export class IdSpace {
  readonly questions = new Map<string, SourceRange>();
  readonly collections: FreeIds;
  readonly categories: FreeIds;
  /** Earlier ids of the questions of certain files: see `claimsOf`. */
  readonly claims: ReadonlyMap<string, SourceRange>;

  private constructor(
    collections: readonly Collection[],
    claims: ReadonlyMap<string, SourceRange>,
  ) {
    this.claims = claims;
    const categories = collections.flatMap(collection => collection.categories);
    this.collections = new FreeIds(collections.map(({ id }) => id));
    this.categories = new FreeIds(categories.map(({ id }) => id));
    for (const { questions } of categories) {
      for (const { id, source } of questions) this.questions.set(id, source);
    }
  }

  /** Starts with the ids of these taken. */
  static of(
    collections: readonly Collection[],
    claims: ReadonlyMap<string, SourceRange> = new Map(),
  ): IdSpace {
    return new IdSpace(collections, claims);
  }
}

/** A question that already had its id. */
export interface Claimant {
  readonly id: string;
  readonly source: Pick<SourceRange, 'pack' | 'file'>;
}

/**
 * The ids that stay with the file that had them first, whatever files have come before it since.
 *
 * @param before the questions of the previous assembly
 * @param files the current contents of the packs
 */
export function claimsOf(
  before: Iterable<Claimant>,
  files: Iterable<FileDraft>,
): ReadonlyMap<string, SourceRange> {
  const claims = new Map<string, SourceRange>();
  const now = new Map<string, SourceRange>();
  const keyOf = (id: string, { pack = '', file }: Claimant['source']) => `${pack}\n${file}\n${id}`;
  for (const file of files) {
    for (const { wishedId, source } of questionsOf(file)) now.set(keyOf(wishedId, source), source);
  }
  for (const { id, source } of before) {
    const present = now.get(keyOf(id, source));
    if (present) claims.set(id, present);
  }
  return claims;
}

/**
 * Assembles the files of a pack: their order, the collections of folders, and unique ids. Reads no
 * Markdown. An unchanged draft gives the very same question each time.
 *
 * @param space the ids taken so far; those of this pack are added
 */
export function assemblePack(files: readonly FileDraft[], space: IdSpace): AssembledPack {
  const byPath = new Map(files.map(file => [file.path, file]));
  const readmes = new Map(files.flatMap(({ path, readme }) => (readme ? [[path, readme]] : [])));
  const problems = files.flatMap(file => file.problems);
  const drafts = arrange([...byPath.keys()], readmes).flatMap(unit =>
    toDrafts(unit, path => {
      const questions = byPath.get(path)?.questions ?? noQuestions;
      for (const problem of questions.problems) problems.push(problem);
      return questions;
    }),
  );
  return { collections: settle(drafts, space, problems), problems };
}

const noQuestions: FileQuestions = { bullets: false, collections: [], problems: [] };

/** A collection whose ids are not settled yet. */
interface Draft {
  readonly id: string;
  readonly title: string;
  readonly short?: string;
  readonly introduction: string;
  readonly tips: readonly string[];
  readonly categories: readonly {
    readonly id: string;
    readonly title: string;
    readonly short?: string;
    readonly questions: readonly DraftQuestion[];
  }[];
}

/** Makes each folder's files one collection, and each single file another. */
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
        // Not spread: there may be more than the maximum number of arguments.
        for (const category of categoriesOf(path, collection)) categories.push(category);
        for (const tip of collection.tips) tips.push(tip);
      }
    }
  }
  const id = slug(folder || title);
  const own = {
    id,
    title,
    ...(readme.short !== undefined && { short: readme.short }),
    introduction: readme.introduction,
    tips,
    categories,
  };
  return categories.length > 0 ? [own, ...others] : others;
}

function fileDraft(path: string, collection: DraftCollection, bullets: boolean): Draft {
  const title = collection.title ?? titleFromName(path);
  return {
    id: slug(bullets ? title : bareName(path)),
    title,
    ...(collection.short !== undefined && { short: collection.short }),
    introduction: collection.introduction,
    tips: collection.tips,
    categories: categoriesOf(path, collection, bullets),
  };
}

function categoriesOf(path: string, { categories }: DraftCollection, bullets = false) {
  const alone = categories.length === 1 && !bullets;
  return categories.map(({ title = titleFromName(path), short, questions }) => ({
    id: slug(alone ? bareName(path) : title),
    title,
    ...(short !== undefined && { short }),
    questions,
  }));
}

/** Gives every collection, category and question a unique id. */
function settle(drafts: readonly Draft[], space: IdSpace, problems: Problem[]): Collection[] {
  const all = drafts.flatMap(({ categories }) => categories).flatMap(({ questions }) => questions);
  const questions = finish(withIds(all, space.questions, problems, space.claims));
  let next = 0;
  return drafts.map(draft => {
    const id = space.collections.take(draft.id);
    const categories = draft.categories.map((category): Category => {
      const start = next;
      next += category.questions.length;
      return {
        id: space.categories.take(`${id}/${category.id}`),
        title: category.title,
        ...(category.short !== undefined && { short: category.short }),
        questions: questions.slice(start, next),
      };
    });
    return { ...draft, id, categories };
  });
}
