import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { hasMark, setMark } from '../../../src/study/progress';
import { MemoryMemento } from '../kit/memoryMemento';

/** In every extension host, where it stores its files by VS Code's own file system. */
describe('progress where the extension host keeps its files', () => {
  let folder: vscode.Uri;
  let stores: ProgressStore[];

  before(async () => {
    const extension = vscode.extensions.getExtension<TestApi>(
      'django-interview-study.django-interview-study',
    );
    const { context } = await (await extension!.activate()).app();
    folder = vscode.Uri.joinPath(context.globalStorageUri, 'test');
  });

  beforeEach(() => (stores = []));

  afterEach(async () => {
    for (const store of stores) store.dispose();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  function open(state: vscode.Memento): ProgressStore {
    const store = new ProgressStore({ state, folder });
    stores.push(store);
    return store;
  }

  const master = (store: ProgressStore, id: string) =>
    store.apply(`mastered ${id}`, progress =>
      setMark(progress, [id], 'mastered', true, Date.now()),
    );

  async function mastered(store: ProgressStore): Promise<string[]> {
    await store.open();
    return [...store.progress.keys()].filter(id => hasMark(store.progress, id, 'mastered')).sort();
  }

  it('is there again with the workspace state', async () => {
    const state = new MemoryMemento();
    await master(open(state), 'signals');
    assert.deepEqual(await mastered(open(state)), ['signals']);
  });

  it('is there again without the workspace state, from the files', async () => {
    await master(open(new MemoryMemento()), 'signals');
    assert.deepEqual(await mastered(open(new MemoryMemento())), ['signals']);
    await stores[0]!.flush();
    assert.deepEqual(await mastered(open(new MemoryMemento())), ['signals']);
  });

  it('of two windows is merged', async () => {
    const [one, two] = [open(new MemoryMemento()), open(new MemoryMemento())];
    await Promise.all([one.open(), two.open()]);
    await Promise.all([master(one, 'signals'), master(two, 'forms')]);
    await one.flush();
    await two.flush();
    assert.deepEqual(await mastered(open(new MemoryMemento())), ['forms', 'signals']);
  });
});
