/** The packs that are not built in: found, read, watched, and put together into collections. */
import * as vscode from 'vscode';
import type { assemblePack, claimsOf, IdSpace } from '../../study/pack/assemble';
import type { Rename } from '../../study/pack/renames';
import type { Collection, Problem, QuestionId, SourceRange } from '../../study/question';
import { onDidChangeSettings } from '../base/configuration';
import { treeViewId } from '../base/ids';
import { report } from '../base/log';
import { settings } from '../base/settings';
import { PackCache, type CachedFile } from './packCache';
import { listPackFiles } from './packFiles';
import type { LibraryChange, Notice, PackSource } from '../core/packSource';
import { Lists, type ListFile } from './lists';
import { listNotices, noticesOf } from './notices';
import { packOf, packRoots, type PackRoot } from './packRoots';
import type { PackMemories, RewordedQuestion } from './packMemory';
import { PackWatcher, type PackEvents } from './packWatcher';
import { Slices } from '../base/slices';

interface Assembly {
  readonly assemblePack: typeof assemblePack;
  readonly claimsOf: typeof claimsOf;
  readonly IdSpace: typeof IdSpace;
}

/** Packs that take longer than this to read show that they do, in ms. */
const noticeableMs = 400;

export class Packs implements PackSource, vscode.Disposable {
  readonly #builtIn: readonly Collection[];
  readonly #memoryFolder: vscode.Uri;
  /** Made where there is a pack. */
  #memories: PackMemories | undefined;
  readonly #changed = new vscode.EventEmitter<LibraryChange>();
  readonly #reworded = new vscode.EventEmitter<void>();
  readonly #watcher = new PackWatcher(events => this.#heard(events));
  readonly #subscriptions: vscode.Disposable;
  #caches = new Map<string, PackCache>();
  #collections: readonly Collection[] = [];
  #notices: readonly Notice[] = [];
  readonly #listFinder = new Lists();
  #lists: readonly ListFile[] = [];
  #problems: ReadonlyMap<string, readonly Problem[]> = new Map();
  /** Packs that are not read until the workspace is trusted. */
  #restricted: readonly PackRoot[] = [];
  /** Entries of the setting that name no folder. */
  #unreadable: readonly string[] = [];
  #rootsChanged = true;
  #written = new Set<string>();
  #listed = new Set<string>();
  #work: Promise<void> | undefined;
  #disposed = false;

  readonly onDidChange = this.#changed.event;
  readonly onDidReword = this.#reworded.event;

  /**
   * @param builtIn the collections that come before; their ids are taken, even where they are hidden
   * @param memoryFolder where it is kept what the questions were when they were read last
   */
  constructor(builtIn: readonly Collection[], memoryFolder: vscode.Uri) {
    this.#builtIn = builtIn;
    this.#memoryFolder = memoryFolder;
    this.#subscriptions = vscode.Disposable.from(
      onDidChangeSettings([settings.packFiles, settings.packFolders], () => this.#reloadRoots()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#reloadRoots()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#reloadRoots()),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.refresh();
      }),
    );
    void this.#run();
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscriptions.dispose();
    this.#watcher.dispose();
    this.#changed.dispose();
    this.#reworded.dispose();
  }

  /** The collections of all packs in their order; empty until the first reading is done. */
  get collections(): readonly Collection[] {
    return this.#collections;
  }

  /** What the person should know of the packs. */
  get notices(): readonly Notice[] {
    return [...this.#notices, ...listNotices(this.#lists)];
  }

  /** The questions that were called something else when they were read before. */
  get reworded(): Iterable<RewordedQuestion> {
    return this.#memories?.reworded() ?? [];
  }

  /** Forgets what these questions were called. Never rejects. */
  async forgetFormer(ids: ReadonlySet<QuestionId>): Promise<void> {
    await this.#memories?.forgetFormer(ids);
  }

  /** How many questions a file has that is a list and no pack; `undefined` where it is none. */
  listAt(uri: vscode.Uri): number | undefined {
    const id = uri.toString();
    return this.#lists.find(({ file }) => file.entry.uri.toString() === id)?.count;
  }

  /** What is wrong with the files, by the URI of each; the ids of other files are taken into account. */
  get problems(): ReadonlyMap<string, readonly Problem[]> {
    return this.#problems;
  }

  /** Resolves when all that has changed so far is read. Never rejects. */
  async settled(): Promise<void> {
    while (this.#work !== undefined) await this.#work;
  }

  /** Looks for unannounced changes, as on a network drive; resolves when they are read. */
  async refresh(): Promise<void> {
    for (const id of this.#caches.keys()) this.#listed.add(id);
    await this.#run();
  }

  /** The file that a question stands in, as it was read last. */
  file({ pack, file }: Pick<SourceRange, 'pack' | 'file'>): CachedFile | undefined {
    return this.#caches.get(pack ?? '')?.files.get(file);
  }

  /** The file of a pack that has this URI. */
  fileAt(uri: vscode.Uri): CachedFile | undefined {
    const member = packOf(uri, this.roots);
    return member && this.file({ pack: member.root.id, file: member.path });
  }

  /** The packs that are read. */
  get roots(): readonly PackRoot[] {
    return [...this.#caches.values()].map(({ root }) => root);
  }

  #reloadRoots(): void {
    this.#rootsChanged = true;
    void this.#run();
  }

  #heard({ written, listed }: PackEvents): void {
    for (const uri of written) this.#written.add(uri);
    for (const id of listed) this.#listed.add(id);
    void this.#run();
  }

  /** Reads what has changed; what changes meanwhile is read right after. */
  #run(): Promise<void> {
    this.#work ??= this.#readAll()
      .catch(report)
      .finally(() => {
        this.#work = undefined;
      });
    return this.#work;
  }

  async #readAll(): Promise<void> {
    do {
      const done = this.#read();
      const timer = setTimeout(() => {
        const location = { viewId: treeViewId };
        void vscode.window.withProgress({ location }, () => done.catch(() => undefined));
      }, noticeableMs);
      await done.finally(() => clearTimeout(timer));
    } while (!this.#disposed && (this.#rootsChanged || this.#written.size + this.#listed.size > 0));
  }

  async #read(): Promise<void> {
    const first = this.#rootsChanged;
    const written = [...this.#written].map(uri => vscode.Uri.parse(uri));
    const listed = this.#listed;
    this.#rootsChanged = false;
    this.#written = new Set();
    this.#listed = new Set();
    if (first) this.#openRoots();
    const slices = new Slices();
    const renames: Rename[] = [];
    let changed = first;
    for (const [id, cache] of this.#caches) {
      const paths = new Set(written.flatMap(uri => packOf(uri, [cache.root])?.path ?? []));
      const comeOrGone = first || listed.has(id) || [...paths].some(path => !cache.files.has(path));
      if (paths.size === 0 && !comeOrGone) continue;
      const change = await cache.update(paths, comeOrGone, slices);
      changed ||= change.changed;
      for (const rename of change.renames) renames.push(rename);
    }
    if (!changed) return;
    const restricted = await Promise.all(this.#restricted.map(listPackFiles));
    // The parser is loaded where there is something to put together.
    const some = [...this.#caches.values()].some(cache => !cache.isEmpty);
    const assembly = some ? await import('../../study/pack/assemble') : undefined;
    if (assembly) {
      const { PackMemories: Made } = await import('./packMemory');
      this.#memories ??= new Made(this.#memoryFolder);
      await this.#memories.open(this.roots);
    }
    if (this.#disposed) return;
    const before = this.#collections.length + this.#notices.length;
    this.#assemble(assembly);
    this.#notices = noticesOf({
      caches: [...this.#caches.values()],
      unreadable: this.#unreadable,
      restricted: restricted.reduce((sum, { entries }) => sum + entries.length, 0),
    });
    // Most people have no pack: their tree is not to be drawn anew a moment after it is there.
    if (before + this.#collections.length + this.#notices.length > 0)
      this.#changed.fire({ renamed: renamedIds(renames) });
    await this.#remember(slices);
    await this.#findLists(slices);
  }

  /** Notes what the questions are, and tells of those that were something else. */
  async #remember(slices: Slices): Promise<void> {
    await this.#memories?.keep(this.#caches.values(), this.#collections, slices);
    const [first] = this.reworded;
    if (first !== undefined && !this.#disposed) this.#reworded.fire();
  }

  /** Looks for lists after the packs are there: nobody waits for that. */
  async #findLists(slices: Slices): Promise<void> {
    const files = [...this.#caches.values()].flatMap(({ root, files: all }) =>
      [...all.values()].map(file => [root, file] as const),
    );
    const before = listKey(this.#lists);
    const lists = await this.#listFinder.find(files, this.#collections, slices);
    if (this.#disposed) return;
    this.#lists = lists;
    if (listKey(lists) !== before) this.#changed.fire({ renamed: new Map() });
  }

  /** Reads the settings: which packs there are. What was read of one that stays is kept. */
  #openRoots(): void {
    const { roots, unreadable } = packRoots();
    this.#unreadable = unreadable;
    // A workspace that is not trusted could bring anything, under any name.
    this.#restricted = vscode.workspace.isTrusted ? [] : roots.filter(isOfWorkspace);
    const before = this.#caches;
    this.#caches = new Map();
    for (const root of roots) {
      if (this.#restricted.includes(root)) continue;
      const cache = before.get(root.id);
      const same = cache?.root.kind === root.kind && cache.root.globs.join() === root.globs.join();
      this.#caches.set(root.id, cache && same ? cache : new PackCache(root));
    }
    this.#watcher.watch(this.roots);
    for (const { root } of this.#caches.values()) {
      if (root.kind !== 'workspace') continue;
      this.#watcher.watchFolders(root, () => this.#caches.get(root.id)?.files.keys() ?? []);
    }
  }

  /** Puts the packs together; files that did not change are not taken apart again. */
  #assemble(assembly: Assembly | undefined): void {
    const caches = [...this.#caches.values()];
    for (const cache of caches) cache.commit();
    const collections: Collection[] = [];
    const problems = new Map<string, Problem[]>();
    if (assembly) {
      const all = caches.flatMap(({ files }) => [...files.values()].map(({ draft }) => draft));
      const claims = assembly.claimsOf(this.#memories?.claimants() ?? [], all);
      const space = assembly.IdSpace.of(this.#builtIn, claims);
      for (const { files } of caches) {
        const drafts = [...files.values()].map(({ draft }) => draft);
        const pack = assembly.assemblePack(drafts, space);
        for (const collection of pack.collections) collections.push(collection);
        for (const problem of pack.problems) {
          const uri = files.get(problem.file)?.entry.uri.toString() ?? '';
          const others = problems.get(uri);
          if (others) others.push(problem);
          else problems.set(uri, [problem]);
        }
      }
    }
    this.#collections = collections;
    this.#problems = problems;
  }
}

function renamedIds(renames: readonly Rename[]): ReadonlyMap<QuestionId, QuestionId> {
  return new Map(renames.map(({ before, after }) => [before.wishedId, after.wishedId]));
}

function listKey(lists: readonly ListFile[]): string {
  return lists.map(({ file, count }) => `${file.entry.uri.toString()} ${count}`).join('\n');
}

function isOfWorkspace(root: PackRoot): boolean {
  return root.kind === 'workspace';
}
