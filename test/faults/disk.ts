/** The copies of progress that a stopped VS Code leaves on disk, to be corrupted. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readJournal, type ReadJournal } from '../../src/editor/core/storage/journal';
import { stateKeys } from '../../src/editor/base/ids';
import { mergeProgress, type Progress } from '../../src/study/progress';
import { manifest } from '../host/project';
import type { Workbench } from '../workbench/start';

export const checkpoint = 'checkpoint.json';
export const formerCheckpoint = 'checkpoint.former.json';
/** The files that hold progress. */
const isCopy = /\.journal$|^checkpoint(\.former)?\.json$/;

/** Where the extension's memento is: the workspace's or the profile's. */
type StateOf = 'workspace' | 'profile';

/** VS Code's databases in which mementos were found, by the place that they name. */
const databases = new Map<string, string>();

export class Disk {
  constructor(readonly workbench: Workbench) {}

  /** The extension's storage, below the person's profile. */
  get storage(): string {
    const { publisher, name } = manifest();
    return path.join(this.workbench.userData, 'User/globalStorage', `${publisher}.${name}`);
  }

  /** The folder of the most recently written place. */
  get folder(): string {
    const all = path.join(this.storage, 'progress');
    const places = fs.existsSync(all) ? fs.readdirSync(all) : [];
    if (places.length === 0) throw new Error(`No progress in ${all}.`);
    const written = (place: string) => fs.statSync(path.join(all, place)).mtimeMs;
    return path.join(all, places.sort((a, b) => written(b) - written(a))[0]!);
  }

  /** The names of its files. */
  names(pattern = /./): string[] {
    return fs.readdirSync(this.folder).filter(name => pattern.test(name));
  }

  get journals(): string[] {
    return this.names(/\.journal$/);
  }

  /** The copies of damaged data. */
  get setAside(): string[] {
    return this.names(/\.damaged-/).map(name => this.read(name));
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** Empty while it is being replaced. */
  private readIfThere(file: string): string {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }

  write(name: string, text: string): void {
    fs.writeFileSync(path.join(this.folder, name), text);
  }

  remove(...names: readonly string[]): void {
    for (const name of names) fs.rmSync(path.join(this.folder, name), { force: true });
  }

  /** The files' combined progress. */
  get progress(): Progress {
    return this.progressIn(this.folder);
  }

  /** The combined progress of a place's files. */
  progressIn(place: string): Progress {
    const names = fs.readdirSync(place).filter(name => isCopy.test(name));
    const files = names.map(name => readJournal(this.readIfThere(path.join(place, name))));
    return files.reduce<Progress>((all, file) => mergeProgress(all, file.progress), new Map());
  }

  /** Waits until the checkpoint contains everything in the journals. */
  async settle(): Promise<void> {
    const deadline = Date.now() + 30_000;
    const holds = (file: ReadJournal) =>
      file.whole && mergeProgress(file.progress, this.progress) === file.progress;
    while (
      !this.names().includes(checkpoint) ||
      !holds(readJournal(this.readIfThere(path.join(this.folder, checkpoint))))
    ) {
      if (Date.now() > deadline) throw new Error('No checkpoint was written.');
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /**
   * Changes the extension's memento, as the text in which VS Code stores it; `undefined` if there
   * is none. VS Code keeps it in the browser, so that has to be opened once.
   */
  async editMemento(
    change: (text: string | undefined) => string | undefined,
    where: StateOf = 'workspace',
  ): Promise<void> {
    const browser = await this.workbench.vscode.openBrowser();
    try {
      const page = browser.pages()[0] ?? (await browser.newPage());
      await page.route('**/*', route => route.fulfill({ contentType: 'text/html', body: '' }));
      await page.goto(this.workbench.url);
      const { publisher, name } = manifest();
      const key = `${publisher}.${name}`;
      const all = await page.evaluate(readItems, { key, where });
      const stored = where === 'profile' ? all[0] : this.ofFolder(all);
      if (stored === undefined) throw new Error(`VS Code has stored nothing for a ${where}.`);
      const text = change(stored.text);
      await page.evaluate(writeItem, { key, database: stored.database, text });
    } finally {
      await browser.close();
    }
  }

  /**
   * The open folder's memento, among those of all folders opened before: it names the place that
   * was written last, or did before it was corrupted.
   */
  private ofFolder<Item extends { database: string; text: string | undefined }>(
    items: readonly Item[],
  ): Item | undefined {
    const place = path.basename(this.folder);
    const named =
      items.find(({ text }) => text?.includes(`"${stateKeys.place}":"${place}"`)) ??
      items.find(({ database }) => database === databases.get(place)) ??
      (items.length === 1 ? items[0] : undefined);
    if (named) databases.set(place, named.database);
    return named;
  }

  /** Changes the progress in the memento. */
  editState(change: (progress: unknown) => unknown, where?: StateOf): Promise<void> {
    return this.editMemento(text => {
      const state = JSON.parse(text ?? '{}') as Record<string, unknown>;
      return JSON.stringify({ ...state, [stateKeys.progress]: change(state[stateKeys.progress]) });
    }, where);
  }
}

/** Runs in the page: the item in each database that has it or could have it. */
async function readItems({ key, where }: { key: string; where: StateOf }) {
  const prefix = 'vscode-web-state-db-';
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const isGlobal = (name: string) => name.startsWith(`${prefix}global`);
  const wanted = names.filter(
    name => name.startsWith(prefix) && isGlobal(name) === (where === 'profile'),
  );
  const found: { database: string; text: string | undefined }[] = [];
  for (const database of wanted) {
    const text = await new Promise<string | undefined>((resolve, reject) => {
      const opening = indexedDB.open(database);
      opening.onerror = () => reject(new Error(opening.error?.message));
      opening.onsuccess = () => {
        const getting = opening.result.transaction('ItemTable').objectStore('ItemTable').get(key);
        getting.onerror = () => reject(new Error(getting.error?.message));
        getting.onsuccess = () => {
          opening.result.close();
          resolve(getting.result as string | undefined);
        };
      };
    });
    found.push({ database, text });
  }
  return found;
}

/** Runs in the page. */
function writeItem(item: { key: string; database: string; text: string | undefined }) {
  return new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(item.database);
    opening.onerror = () => reject(new Error(opening.error?.message));
    opening.onsuccess = () => {
      const writing = opening.result.transaction('ItemTable', 'readwrite', {
        durability: 'strict',
      });
      const table = writing.objectStore('ItemTable');
      if (item.text === undefined) table.delete(item.key);
      else table.put(item.text, item.key);
      writing.onerror = () => reject(new Error(writing.error?.message));
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
