import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { stateKeys } from '../../../src/editor/base/ids';
import { withChecksum } from '../../../src/editor/core/storage/journal';
import { noteFolders, offerOtherPlace, otherPlaces } from '../../../src/editor/core/storage/moved';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { registerProgressScope } from '../../../src/editor/core/storage/scope';
import { setMark } from '../../../src/study/progress';
import { until } from '../kit/app';
import { Effects } from '../kit/effects';
import { MemoryMemento } from '../kit/memoryMemento';

describe('the progress of a folder that was moved', () => {
  let root: string;

  const place = (name: string) => vscode.Uri.file(path.join(root, 'progress', name));
  const folder = (name: string) => vscode.Uri.file(path.join(root, name));
  /** The folders whose progress is offered at `address`, the first choice first. */
  const offered = async (own: string, address: string) =>
    (await otherPlaces(place(own), folder(address))).map(left =>
      path.relative(root, left.folder.fsPath),
    );
  const makeFolder = (name: string) => fs.mkdirSync(path.join(root, name), { recursive: true });

  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'dj-moved-')));
  });

  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  it('is offered where a folder is no longer there', async () => {
    makeFolder('old/shop');
    await noteFolders(place('a'), [folder('old/shop')]);
    assert.deepEqual(await offered('b', 'new/shop'), [], 'it is still there');
    fs.rmSync(path.join(root, 'old'), { recursive: true });
    assert.deepEqual(await offered('b', 'new/shop'), ['old/shop']);
  });

  it('is not offered as long as one of the folders of its workspace is there', async () => {
    makeFolder('one');
    await noteFolders(place('a'), [folder('gone'), folder('one')]);
    assert.deepEqual(await offered('b', 'new'), []);
  });

  it('is that of the folder of the same name before any other, then that noted last', async () => {
    for (const [at, name] of ['shop', 'blog', 'wiki'].entries()) {
      await noteFolders(place(name), [folder(`old/${name}`)]);
      fs.utimesSync(path.join(place(name).fsPath, 'folders.json'), at + 1, at + 1);
    }
    assert.deepEqual(await offered('b', 'new/shop'), ['old/shop', 'old/wiki', 'old/blog']);
  });

  it('is no progress of the place itself, and none of what is damaged or was never noted', async () => {
    await noteFolders(place('a'), [folder('gone')]);
    fs.mkdirSync(place('empty').fsPath);
    fs.mkdirSync(place('damaged').fsPath);
    fs.writeFileSync(
      path.join(place('damaged').fsPath, 'folders.json'),
      '{"folders":["file:///x"]}',
    );
    assert.deepEqual(await offered('a', 'new'), []);
  });

  /** Makes `name` the folder of a repository with this remote. */
  const makeRepository = (name: string, remote: string) => {
    makeFolder(`${name}/.git`);
    fs.writeFileSync(
      path.join(root, name, '.git/config'),
      `[remote "origin"]\n\turl = ${remote}\n`,
    );
  };

  it('is offered in another clone, and where it is opened at another address', async () => {
    makeRepository('one/shop', 'https://me:secret@example.org/me/shop.git');
    makeRepository('two/copy', 'git@example.org:me/shop.git');
    makeRepository('three/shop', 'https://example.org/me/other');
    await noteFolders(place('a'), [folder('one/shop')]);
    assert.deepEqual(await offered('b', 'two/copy'), ['one/shop']);
    assert.deepEqual(await offered('b', 'three/shop'), []);
    const noted = fs.readFileSync(path.join(place('a').fsPath, 'folders.json'), 'utf8');
    assert.doesNotMatch(noted, /secret/);
  });

  it('is offered before that of a folder that is gone', async () => {
    makeRepository('one/shop', 'https://example.org/me/shop');
    makeRepository('two/shop', 'https://example.org/me/shop');
    await noteFolders(place('a'), [folder('gone/shop')]);
    await noteFolders(place('b'), [folder('one/shop')]);
    assert.deepEqual(await offered('c', 'two/shop'), ['one/shop', 'gone/shop']);
  });

  it('is that of the folder in the repository, not of another one in it', async () => {
    makeRepository('one', 'https://example.org/me/all');
    makeRepository('two', 'https://example.org/me/all');
    for (const name of ['one/shop', 'one/blog', 'two/shop']) makeFolder(name);
    await noteFolders(place('a'), [folder('one/blog')]);
    await noteFolders(place('b'), [folder('one/shop')]);
    assert.deepEqual(await offered('c', 'two/shop'), ['one/shop']);
  });

  it('is offered in a worktree', async () => {
    makeRepository('one/shop', 'https://example.org/me/shop');
    makeFolder('one/shop/.git/worktrees/fix');
    makeFolder('fix');
    const own = path.join(root, 'one/shop/.git/worktrees/fix');
    fs.writeFileSync(path.join(own, 'commondir'), '../..\n');
    fs.writeFileSync(path.join(root, 'fix/.git'), `gitdir: ${own}\n`);
    await noteFolders(place('a'), [folder('one/shop')]);
    assert.deepEqual(await offered('b', 'fix'), ['one/shop']);
  });

  it('is looked for also where a file of Git leads to another computer', async () => {
    makeFolder('fix');
    makeFolder('own');
    fs.writeFileSync(path.join(root, 'fix/.git'), 'gitdir: //server.invalid/share\n');
    fs.writeFileSync(path.join(root, 'own/.git'), 'gitdir: ../git\n');
    makeFolder('git');
    fs.writeFileSync(path.join(root, 'git/commondir'), '\\\\server.invalid\\share\n');
    assert.deepEqual(await offered('b', 'fix'), []);
    assert.deepEqual(await offered('b', 'own'), []);
  });

  it('is offered in the container of its folder', async () => {
    makeFolder('one/shop');
    await noteFolders(place('a'), [folder('one/shop')]);
    const host = Buffer.from(folder('one/shop').path).toString('hex');
    const address = vscode.Uri.parse(`vscode-remote://dev-container%2B${host}/workspaces/shop`);
    const found = await otherPlaces(place('b'), address);
    assert.deepEqual(
      found.map(other => [other.folder.fsPath, other.why]),
      [[folder('one/shop').fsPath, 'same']],
    );
  });

  it('is not said to be here where a newer version stored it', async () => {
    fs.mkdirSync(place('there').fsPath, { recursive: true });
    const line = withChecksum(JSON.stringify({ version: 99, questions: {} }));
    fs.writeFileSync(path.join(place('there').fsPath, 'checkpoint.json'), `\n${line}`);
    await noteFolders(place('there'), [folder('gone')]);
    const store = new ProgressStore({ state: new MemoryMemento(), folder: place('here') });
    const { showInformationMessage } = vscode.window;
    const said: string[] = [];
    Object.assign(vscode.window, {
      showInformationMessage: (message: string, bring?: string) => {
        said.push(message);
        return Promise.resolve(bring);
      },
    });
    try {
      await store.open();
      await assert.rejects(offerOtherPlace(new MemoryMemento(), store), /newer version/);
      assert.equal(said.length, 1, said.join());
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
      store.dispose();
    }
  });

  // Windows has no files that their owner may not read.
  if (process.platform !== 'win32') {
    it('is brought as a whole or not at all', async () => {
      const there = new ProgressStore({ state: new MemoryMemento(), folder: place('there') });
      for (const id of ['forms', 'signals']) {
        await there.apply(id, made => setMark(made, [id], 'mastered', true, Date.now()));
        await there.flush();
      }
      there.dispose();
      const refused = path.join(place('there').fsPath, 'other.journal');
      // An administrator may read any file: on Linux, use one that nobody can read.
      if (process.platform === 'linux') fs.symlinkSync('/proc/self/mem', refused);
      else fs.writeFileSync(refused, 'a line\n', { mode: 0 });
      await noteFolders(place('there'), [folder('gone')]);
      const store = new ProgressStore({ state: new MemoryMemento(), folder: place('here') });
      const { showInformationMessage } = vscode.window;
      Object.assign(vscode.window, {
        showInformationMessage: (_: string, bring?: string) => Promise.resolve(bring),
      });
      try {
        await store.open();
        await assert.rejects(offerOtherPlace(new MemoryMemento(), store), /cannot be read now/);
        assert.equal(store.progress.size, 0);
      } finally {
        Object.assign(vscode.window, { showInformationMessage });
        store.dispose();
      }
    });
  }

  it('is none where nobody ever studied', async () => {
    assert.deepEqual(await offered('a', 'new'), []);
  });

  it('does not take a folder for gone that cannot be looked for now', async () => {
    await noteFolders(place('a'), [vscode.Uri.parse('nowhere-known://host/shop')]);
    assert.deepEqual(await offered('b', 'shop'), []);
  });

  it('is kept without a word to the person where its folder cannot be noted', async () => {
    const state = new MemoryMemento();
    const store = new ProgressStore({ state, folder: place('a') });
    const scope = registerProgressScope(
      {
        workspaceState: state,
        globalState: Object.assign(new MemoryMemento(), { setKeysForSync: () => undefined }),
        globalStorageUri: folder('.'),
      },
      { progress: store, interviews: () => Promise.reject(new Error('not asked for')) },
    );
    makeFolder('progress/a/folders.json'); // a folder cannot be read as a file
    const effects = new Effects();
    try {
      await store.apply('mastered', progress =>
        setMark(progress, ['forms'], 'mastered', true, Date.now()),
      );
      await until('the place is remembered', () => state.get(stateKeys.place));
      await new Promise(resolve => setTimeout(resolve, 500));
      assert.deepEqual(effects.seen, []);
    } finally {
      effects.dispose();
      scope.dispose();
      store.dispose();
    }
  });
});
