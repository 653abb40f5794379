/** Finds lists among pack files in the background, and caches the results. */
import type { Reading } from '../../study/importing';
import type { FileDraft } from '../../study/pack/file';
import type { Collection } from '../../study/question';
import type { Slices } from '../base/slices';
import type { CachedFile } from './packCache';
import type { PackRoot } from './packRoots';

/** A file that is a list of questions rather than a pack. */
export interface ListFile {
  readonly file: CachedFile;
  readonly root: PackRoot;
  /** How many questions it has. */
  readonly count: number;
}

export class Lists {
  /** The result for a file, so that it is examined again only after a change. */
  readonly #known = new WeakMap<FileDraft, Reading | undefined>();

  /** The lists among these files whose questions are not all in a pack already. */
  async find(
    files: readonly (readonly [root: PackRoot, file: CachedFile])[],
    collections: readonly Collection[],
    slices: Slices,
  ): Promise<ListFile[]> {
    if (files.length === 0) return [];
    const { listIn } = await import('../../study/importing/list');
    const found: (ListFile & { readonly reading: Reading })[] = [];
    for (const [root, file] of files) {
      const { draft, text } = file;
      if (!this.#known.has(draft)) this.#known.set(draft, await slices.run(listIn(draft, text)));
      const reading = this.#known.get(draft);
      if (reading) found.push({ file, root, count: reading.questions.length, reading });
      await slices.pause();
    }
    if (found.length === 0) return [];
    const lists = new Set(found.map(({ root, file }) => `${root.id}\n${file.entry.path}`));
    const present = new Set<string>();
    for (const { categories } of collections) {
      for (const { questions } of categories) {
        for (const { title, source } of questions) {
          if (!lists.has(`${source.pack ?? ''}\n${source.file}`)) present.add(wordingOf(title));
        }
      }
    }
    return found.filter(({ reading }) =>
      reading.questions.some(({ title }) => !present.has(wordingOf(title))),
    );
  }
}

function wordingOf(title: string): string {
  return title
    .replace(/[\s\p{P}]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .toLowerCase();
}
