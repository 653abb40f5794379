import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { settings, settingsPrefix } from '../../../src/editor/base/settings';
import { keepProfilePlace, profilePlace } from '../../../src/editor/core/storage/profilePlace';
import { createStores, registerProgressScope } from '../../../src/editor/core/storage/scope';
import { hasMark, setMark } from '../../../src/study/progress';
import { activeApp, until } from '../kit/app';
import { MemoryMemento } from '../kit/memoryMemento';

/** A VS Code profile: its own state, and an extension folder shared with the others. */
class Profile {
  readonly globalState = Object.assign(new MemoryMemento(), { setKeysForSync: () => undefined });

  constructor(readonly globalStorageUri: vscode.Uri) {}

  get places() {
    return vscode.Uri.joinPath(this.globalStorageUri, 'progress');
  }

  /** Opens a window; here each has its own workspace. */
  async open(): Promise<Window> {
    const { globalState, globalStorageUri } = this;
    const context = { globalState, globalStorageUri, workspaceState: new MemoryMemento() };
    const stores = await createStores(context, time => Math.floor(time / 1e8));
    const scope = registerProgressScope(context, stores);
    await stores.progress.open();
    const { progress } = stores;
    return {
      place: progress.folder.path.split('/').at(-1)!,
      isMastered: id => hasMark(progress.progress, id, 'mastered'),
      master: async id => {
        await progress.apply(id, now => setMark(now, [id], 'mastered', true, Date.now()));
      },
      close: () => {
        scope.dispose();
        progress.dispose();
      },
    };
  }
}

interface Window {
  readonly place: string;
  isMastered(id: string): boolean;
  master(id: string): Promise<void>;
  close(): void;
}

describe('progress that is kept everywhere', () => {
  let root: string;
  let windows: Window[];
  /** Those of all tests: removed in the end, as a folder is claimed 2 s after its window has opened. */
  const roots: string[] = [];

  const profile = () => new Profile(vscode.Uri.file(root));
  const open = async (of: Profile) => {
    const window = await of.open();
    windows.push(window);
    return window;
  };
  const claimed = (name: string) =>
    until(`${name} is claimed`, () =>
      fs.existsSync(path.join(root, 'progress', name, 'profile.json')),
    );
  const places = (of: string) => {
    const folder = path.join(of, 'progress');
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    return names.filter(name => name.startsWith('everywhere')).map(name => path.join(folder, name));
  };
  const setScope = (scope: string | undefined) =>
    vscode.workspace
      .getConfiguration(settingsPrefix)
      .update(settings.progressScope.name, scope, vscode.ConfigurationTarget.Global);

  before(async () => {
    await activeApp();
    await setScope('everywhere');
  });

  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'dj-profiles-')));
    roots.push(root);
    windows = [];
  });

  afterEach(() => {
    for (const window of windows) window.close();
  });

  after(async () => {
    await until('each place is claimed', () =>
      roots.flatMap(places).every(place => fs.existsSync(path.join(place, 'profile.json'))),
    );
    for (const each of roots) fs.rmSync(each, { recursive: true, force: true });
    await setScope(undefined);
  });

  it('is that of each profile', async () => {
    const [a, b] = [profile(), profile()];
    await (await open(a)).master('forms');
    await claimed('everywhere');
    const inB = await open(b);
    assert.equal(inB.isMastered('forms'), false);
    await inB.master('signals');
    await claimed('everywhere-2');
    const again = await open(a);
    assert.deepEqual([again.isMastered('forms'), again.isMastered('signals')], [true, false]);
    assert.equal((await open(b)).isMastered('signals'), true);
  });

  it('is in one place in two windows of a profile that are opened at a time', async () => {
    const a = profile();
    const [one, two] = await Promise.all([open(a), open(a)]);
    assert.equal(one.place, two.place);
  });

  it('is there when its profile was killed before its state was written', async () => {
    await (await open(profile())).master('forms');
    // The state is empty, and nothing has been claimed yet.
    assert.equal((await open(profile())).isMastered('forms'), true);
  });

  it('stays what each profile saw when all had one place', async () => {
    const [a, b] = [profile(), profile()];
    await (await open(a)).master('forms');
    await claimed('everywhere');
    await b.globalState.update('progress', { version: 1, questions: { signals: { m: [1, 5] } } });
    await a.globalState.update('profilePlace', undefined);
    fs.rmSync(path.join(root, 'progress/everywhere/profile.json'));
    assert.equal((await open(a)).isMastered('forms'), true);
    await claimed('everywhere');
    const inB = await open(b);
    assert.equal(inB.place, 'everywhere-2');
    assert.deepEqual([inB.isMastered('forms'), inB.isMastered('signals')], [true, true]);
    await claimed('everywhere-2');
    assert.equal((await open(profile())).isMastered('forms'), false, 'a profile made since');
  });

  it('is not taken for that of another machine’s profile', async () => {
    const a = profile();
    await (await open(a)).master('forms');
    await claimed('everywhere');
    const synced = profile();
    await synced.globalState.update('progress', {
      version: 1,
      questions: { signals: { m: [1, 5] } },
    });
    const window = await open(synced);
    assert.deepEqual([window.isMastered('forms'), window.isMastered('signals')], [false, true]);
  });

  it('is found where the state says, and by nothing else that it holds', async () => {
    const { globalState, places } = profile();
    await globalState.update('profilePlace', { name: '../elsewhere' });
    assert.equal((await profilePlace({ globalState, places })).name, 'everywhere');
    await globalState.update('profilePlace', { name: 'everywhere-7', also: 'no place' });
    const place = await profilePlace({ globalState, places });
    assert.deepEqual(place, { name: 'everywhere-7', isShared: false });
    await keepProfilePlace({ globalState, places }, place);
    assert.ok(fs.existsSync(path.join(root, 'progress/everywhere-7/profile.json')));
  });
});
