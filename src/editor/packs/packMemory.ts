/**
 * Remembers each pack's questions as last read, in one small file per pack. No data of the person's
 * depends on it: if it is missing or damaged, ids are assigned as for a new pack, and no reworded
 * question is recognised.
 */
import type * as vscode from 'vscode';
import type { Claimant } from '../../study/pack/assemble';
import {
  continueMemory,
  readMemory,
  storedMemory,
  withoutFormer,
  type FormerWording,
  type PackMemory,
} from '../../study/pack/memory';
import type { Collection, QuestionId } from '../../study/question';
import { log } from '../base/log';
import type { Slices } from '../base/slices';
import { openDataFolder, type DataFolder } from '../core/storage/folder';
import { nameHash, parseChecked, withChecksum } from '../core/storage/journal';
import type { CachedFile } from './packCache';
import type { PackRoot } from './packRoots';

/** A question whose progress may be stored under an earlier id. */
export interface RewordedQuestion {
  readonly id: QuestionId;
  readonly title: string;
  /** Oldest first. */
  readonly former: readonly FormerWording[];
  /** The pack and the file in it. */
  readonly pack: string;
  readonly file: string;
}

export class PackMemories {
  readonly #folder: DataFolder;
  readonly #memories = new Map<string, PackMemory>();
  /** The files' content, to avoid rewriting it. */
  readonly #stored = new Map<string, string>();

  /** @param folder the folder of these files; it need not exist yet */
  constructor(folder: vscode.Uri) {
    this.#folder = openDataFolder(folder);
  }

  /** Reads the memory of these packs, each once. Never rejects. */
  async open(roots: readonly PackRoot[]): Promise<void> {
    await Promise.all(
      roots.map(async ({ id }) => {
        if (this.#memories.has(id)) return;
        try {
          const text = (await this.#folder.read(fileOf(id))) ?? '';
          this.#stored.set(id, text);
          this.#memories.set(id, readMemory(parseChecked(text)));
        } catch (error) {
          log().warn(`What the questions of ${id} were is not known: ${String(error)}`);
          this.#memories.set(id, new Map());
        }
      }),
    );
  }

  /** The ids of the questions when the packs were last read. */
  *claimants(): Iterable<Claimant> {
    for (const [pack, memory] of this.#memories) {
      for (const [file, questions] of memory) {
        for (const { id } of questions) yield { id, source: { pack, file } };
      }
    }
  }

  /** Stores the packs' current questions. Never rejects. */
  async keep(
    packs: Iterable<{
      readonly root: PackRoot;
      readonly files: ReadonlyMap<string, CachedFile>;
    }>,
    collections: readonly Collection[],
    slices: Slices,
  ): Promise<void> {
    const ids = new Map<string, QuestionId>();
    const keyOf = (pack: string, file: string, line: number) => `${pack}\n${file}\n${line}`;
    for (const { categories } of collections) {
      for (const { questions } of categories) {
        for (const { id, source } of questions) {
          ids.set(keyOf(source.pack ?? '', source.file, source.startLine), id);
        }
      }
      await slices.pause();
    }
    for (const { root, files } of packs) {
      const before = this.#memories.get(root.id) ?? new Map<string, never>();
      const steps = continueMemory(
        before,
        files.values(),
        ({ source, wishedId }) =>
          ids.get(keyOf(root.id, source.file, source.startLine)) ?? wishedId,
      );
      this.#memories.set(root.id, await slices.run(steps));
      await this.#write(root.id);
    }
  }

  /** The questions that had another id before. */
  *reworded(): Iterable<RewordedQuestion> {
    for (const [pack, memory] of this.#memories) {
      for (const [file, questions] of memory) {
        for (const { id, title, former } of questions) {
          if (former.length > 0) yield { id, title, former, pack, file };
        }
      }
    }
  }

  /** Forgets the earlier ids of these questions. Never rejects. */
  async forgetFormer(ids: ReadonlySet<QuestionId>): Promise<void> {
    for (const [pack, memory] of this.#memories) {
      this.#memories.set(pack, withoutFormer(memory, ids));
      await this.#write(pack);
    }
  }

  async #write(pack: string): Promise<void> {
    const memory = this.#memories.get(pack) ?? new Map<string, never>();
    const text = withChecksum(JSON.stringify(storedMemory(memory)));
    if (text === this.#stored.get(pack) || (memory.size === 0 && !this.#stored.get(pack))) return;
    try {
      await this.#folder.replace(fileOf(pack), text);
      this.#stored.set(pack, text);
    } catch (error) {
      log().warn(`What the questions of ${pack} are could not be noted: ${String(error)}`);
    }
  }
}

function fileOf(pack: string): string {
  return `${nameHash(pack)}.json`;
}
