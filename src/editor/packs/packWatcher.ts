/** Watches pack files for changes; reports bursts of changes once. */
import * as vscode from 'vscode';
import { literalFolder } from '../../study/glob';
import { isSkipped, packOf, pathIn, type PackRoot } from './packRoots';

/** Changes since the last report. */
export interface PackEvents {
  /** URIs of files that were written. */
  readonly written: ReadonlySet<string>;
  /** Ids of the packs in which files or folders were added or removed. */
  readonly listed: ReadonlySet<string>;
}

/** How long to wait after the last event of a burst, in ms. */
const quietMs = 100;
/** Maximum wait for a burst that does not end, in ms. */
const longestMs = 1000;

export class PackWatcher implements vscode.Disposable {
  readonly #tell: (events: PackEvents) => void;
  readonly #watchers: vscode.Disposable[] = [];
  #written = new Set<string>();
  #listed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  constructor(tell: (events: PackEvents) => void) {
    this.#tell = tell;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    vscode.Disposable.from(...this.#watchers.splice(0)).dispose();
  }

  /** Watches these packs, and no others any more. */
  watch(roots: readonly PackRoot[]): void {
    this.dispose();
    for (const root of roots) {
      for (const glob of new Set(root.globs.map(pattern => watchedGlob(root, pattern)))) {
        const watcher = vscode.workspace.createFileSystemWatcher(
          new vscode.RelativePattern(root.uri, glob),
        );
        const comesOrGoes = (uri: vscode.Uri) => this.#note(root, uri, true);
        this.#watchers.push(
          watcher,
          watcher.onDidChange(uri => this.#note(root, uri, false)),
          watcher.onDidCreate(comesOrGoes),
          watcher.onDidDelete(comesOrGoes),
        );
      }
    }
  }

  /**
   * Detects folders with packs being added or removed: for files in a folder that is moved or
   * deleted as a whole there are no events.
   *
   * @param paths the known files of the pack
   */
  watchFolders(root: PackRoot, paths: () => Iterable<string>): void {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(root.uri, '**'),
      false,
      true,
      false,
    );
    this.#watchers.push(
      watcher,
      watcher.onDidCreate(uri => {
        if (mayBeFolder(pathIn(root.uri, uri) ?? '.')) this.#note(root, uri, true);
      }),
      watcher.onDidDelete(uri => {
        const gone = `${pathIn(root.uri, uri) ?? ''}/`;
        for (const path of paths()) {
          if (gone !== '/' && !path.startsWith(gone)) continue;
          this.#note(root, uri, true);
          return;
        }
      }),
    );
  }

  #note(root: PackRoot, uri: vscode.Uri, listed: boolean): void {
    if (listed) this.#listed.add(root.id);
    if (packOf(uri, [root])) this.#written.add(uri.toString());
    else if (!listed) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    const left = this.#since + longestMs - now;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(quietMs, left)));
  }

  #flush(): void {
    this.#timer = undefined;
    const events = { written: this.#written, listed: this.#listed };
    this.#written = new Set();
    this.#listed = new Set();
    this.#tell(events);
  }
}

/** The pattern to watch: the whole folder, since a folder in it is deleted as a whole. */
function watchedGlob(root: PackRoot, glob: string): string {
  if (root.kind === 'folder') return '**';
  const folder = literalFolder(glob);
  return folder === '' ? glob : `{${folder},${folder}/**}`;
}

/** Whether a new path may be a folder with packs: most file names contain a dot. */
function mayBeFolder(path: string): boolean {
  const parts = path.split('/');
  return !(parts.at(-1) ?? '').includes('.') && !parts.some(isSkipped);
}
