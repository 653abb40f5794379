/** Packs that are not built in: finds, reads, watches and combines them into collections. */
import * as vscode from 'vscode';
import type { assemblePack, claimsOf, IdSpace } from '../../study/pack/assemble';
import type { Rename } from '../../study/pack/renames';
import type { Collection, Problem, QuestionId, SourceRange } from '../../study/question';
import { onDidChangeSettings } from '../base/configuration';
import { contextKeys, treeViewId } from '../base/ids';
import { report } from '../base/log';
import { settings } from '../base/settings';
import { PackCache, type CachedFile } from './packCache';
import { listPackFiles } from './packFiles';
import type { LibraryChange, Notice, PackSource } from '../core/packSource';
import { setContext } from '../core/study';
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

/** Progress is shown for packs that take longer than this to read, in ms. */
const noticeableMs = 400;

export class Packs implements PackSource, vscode.Disposable {
  readonly #builtIn: readonly Collection[];
  readonly #memoryFolder: vscode.Uri;
  /** Created if there is a pack. */
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
  /** Entries of the setting that are not folders. */
  #unreadable: readonly string[] = [];
  #rootsChanged = true;
  #written = new Set<string>();
  #listed = new Set<string>();
  #work: Promise<void> | undefined;
  #disposed = false;

  readonly onDidChange = this.#changed.event;
  readonly onDidReword = this.#reworded.event;

  /**
   * @param builtIn the collections that come first; their ids are taken, even if hidden
   * @param memoryFolder where the questions as last read are stored
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

  /** The collections of all packs in order; empty until the first reading is done. */
  get collections(): readonly Collection[] {
    return this.#collections;
  }

  /** Notices about the packs. */
  get notices(): readonly Notice[] {
    return [...this.#notices, ...listNotices(this.#lists)];
  }

  /** The questions that had another id when last read. */
  get reworded(): Iterable<RewordedQuestion> {
    return this.#memories?.reworded() ?? [];
  }

  /** Forgets the old ids of these questions. Never rejects. */
  async forgetFormer(ids: ReadonlySet<QuestionId>): Promise<void> {
    await this.#memories?.forgetFormer(ids);
  }

  /** The number of questions in a file that is a list rather than a pack; `undefined` otherwise. */
  listAt(uri: vscode.Uri): number | undefined {
    const id = uri.toString();
    return this.#lists.find(({ file }) => file.entry.uri.toString() === id)?.count;
  }

  /** The files' problems, by URI; ids used in other files are taken into account. */
  get problems(): ReadonlyMap<string, readonly Problem[]> {
    return this.#problems;
  }

  /** Resolves when all changes so far are read. Never rejects. */
  async settled(): Promise<void> {
    while (this.#work !== undefined) await this.#work;
  }

  /** Checks for changes without events, as on a network drive; resolves when they are read. */
  async refresh(): Promise<void> {
    for (const id of this.#caches.keys()) this.#listed.add(id);
    await this.#run();
  }

  /** The file that contains a question, as last read. */
  file({ pack, file }: Pick<SourceRange, 'pack' | 'file'>): CachedFile | undefined {
    return this.#caches.get(pack ?? '')?.files.get(file);
  }

  /** The pack file with this URI. */
  fileAt(uri: vscode.Uri): CachedFile | undefined {
    const member = packOf(uri, this.roots);
    return member && this.file({ pack: member.root.id, file: member.path });
  }

  /** The packs being read. */
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

  /** Reads the changes; those made meanwhile are read right after. */
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
    // The parser is loaded only if there is something to assemble.
    const some = [...this.#caches.values()].some(cache => !cache.isEmpty);
    const assembly = some ? await import('../../study/pack/assemble') : undefined;
    if (assembly) {
      const { PackMemories: Made } = await import('./packMemory');
      this.#memories ??= new Made(this.#memoryFolder);
      await this.#memories.open(this.roots);
    }
    if (this.#disposed) return;
    const collections = this.#collections;
    const before = collections.length + this.#notices.length;
    this.#assemble(assembly);
    this.#notices = noticesOf({
      caches: [...this.#caches.values()],
      unreadable: this.#unreadable,
      restricted: restricted.reduce((sum, { entries }) => sum + entries.length, 0),
    });
    // Most people have no pack: avoid redrawing their tree right after it appeared.
    if (before + this.#collections.length + this.#notices.length > 0)
      this.#changed.fire({ renamed: renamedIds(renames, collections, this.#collections) });
    await this.#remember(slices);
    await this.#findLists(slices);
  }

  /** Stores the current questions, and reports those that changed their id. */
  async #remember(slices: Slices): Promise<void> {
    await this.#memories?.keep(this.#caches.values(), this.#collections, slices);
    const [first] = this.reworded;
    if (first !== undefined && !this.#disposed) this.#reworded.fire();
  }

  /** Looks for lists once the packs are there: nothing waits for that. */
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

  /** Reads from the settings which packs there are. Content of packs that stay is kept. */
  #openRoots(): void {
    const { roots, unreadable } = packRoots();
    this.#unreadable = unreadable;
    // An untrusted workspace could bring anything, under any name.
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

  /** Assembles the packs; unchanged files are not parsed again. */
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
    setContext(contextKeys.hasPacks, collections.length > 0);
  }
}

/** By the ids they were given: those they ask for may be those of other questions. */
function renamedIds(
  renames: readonly Rename[],
  collectionsBefore: readonly Collection[],
  collectionsAfter: readonly Collection[],
): ReadonlyMap<QuestionId, QuestionId> {
  if (renames.length === 0) return new Map();
  const [idsBefore, idsAfter] = [idsBySource(collectionsBefore), idsBySource(collectionsAfter)];
  return new Map(
    renames.flatMap(({ before, after }) => {
      const [old, now] = [idsBefore.get(before.source), idsAfter.get(after.source)];
      return old === undefined || now === undefined ? [] : [[old, now]];
    }),
  );
}

/** A question has the very source of its draft. */
function idsBySource(collections: readonly Collection[]): ReadonlyMap<SourceRange, QuestionId> {
  const ids = new Map<SourceRange, QuestionId>();
  for (const { categories } of collections) {
    for (const { questions } of categories) {
      for (const { id, source } of questions) ids.set(source, id);
    }
  }
  return ids;
}

function listKey(lists: readonly ListFile[]): string {
  return lists.map(({ file, count }) => `${file.entry.uri.toString()} ${count}`).join('\n');
}

function isOfWorkspace(root: PackRoot): boolean {
  return root.kind === 'workspace';
}
