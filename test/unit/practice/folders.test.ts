import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  begunIn,
  changedFiles,
  folderNameOf,
  openFolder,
  readWritten,
  startOver,
} from '../../../src/editor/practice/folders';
import { pythonsOnPath } from '../../../src/editor/practice/running/interpreter';

const files = [
  { path: 'manage.py', text: 'manage\n' },
  { path: 'shop/views.py', text: 'start\n' },
  { path: 'checks/test_a.py', text: 'check\n' },
];

describe('The folder of an exercise', () => {
  let place: string;
  const root = () => path.join(place, 'django-practice');
  const open = (question = 'n-plus-one', own = files) => openFolder(root(), question, own, 1000);
  const read = (...parts: readonly string[]) => fs.readFileSync(path.join(...parts), 'utf8');

  beforeEach(() => (place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-practice-'))));
  afterEach(() => {
    fs.chmodSync(place, 0o700);
    fs.rmSync(place, { recursive: true, force: true });
  });

  it('is written whole, kept out of the person’s repository, and found again', async () => {
    const folder = await open();
    assert.equal(folder.path, path.join(root(), 'n-plus-one'));
    assert.equal(read(folder.path, 'shop', 'views.py'), 'start\n');
    assert.equal(read(root(), '.gitignore'), '*\n');
    assert.match(read(root(), 'conftest.py'), /^collect_ignore_glob = \["\*"\]$/m);
    assert.deepEqual(await begunIn(root()), [folder]);
  });

  it('is read as it was written, without what is gone or lies elsewhere', async () => {
    const { path: folder } = await open();
    fs.writeFileSync(path.join(folder, 'shop', 'views.py'), 'mine\n');
    const secret = path.join(place, 'secret');
    fs.writeFileSync(secret, 'secret');
    if (process.platform !== 'win32') fs.symlinkSync(secret, path.join(folder, 'shop', 'link.py'));
    const paths = ['shop/views.py', 'shop/gone.py', 'shop/link.py', '../../secret'];
    assert.deepEqual(await readWritten(folder, paths), [{ path: 'shop/views.py', text: 'mine\n' }]);
  });

  it('is gone on with as the person left it', async () => {
    const { path: folder } = await open();
    fs.writeFileSync(path.join(folder, 'shop', 'views.py'), 'mine\n');
    fs.rmSync(path.join(folder, 'manage.py'));
    assert.equal((await open()).path, folder);
    assert.equal(read(folder, 'shop', 'views.py'), 'mine\n');
    assert.equal(fs.existsSync(path.join(folder, 'manage.py')), false);
  });

  it('is found where the person has renamed it', async () => {
    const { path: folder } = await open();
    fs.renameSync(folder, path.join(root(), 'my name'));
    assert.equal((await open()).path, path.join(root(), 'my name'));
  });

  it('is never written over anything', async () => {
    fs.mkdirSync(path.join(root(), 'n-plus-one'), { recursive: true });
    fs.writeFileSync(path.join(root(), 'n-plus-one-2'), 'a file');
    assert.equal((await open()).path, path.join(root(), 'n-plus-one-3'));
    assert.deepEqual(fs.readdirSync(path.join(root(), 'n-plus-one')), []);
    assert.equal(read(root(), 'n-plus-one-2'), 'a file');
    assert.equal(fs.existsSync(path.join(root(), '.gitignore')), false, 'the folder was there');
  });

  it('is one, where two windows begin the exercise at once', async () => {
    const opened = await Promise.all([open(), open(), open()]);
    assert.equal(new Set(opened.map(each => each.path)).size, 1);
    assert.deepEqual(
      fs.readdirSync(root()).filter(name => !['.gitignore', 'conftest.py'].includes(name)),
      ['n-plus-one'],
    );
  });

  it('is not the hidden one that another window is just writing', async () => {
    const { path: folder } = await open();
    const hidden = path.join(root(), '.n-plus-one-0f8fad5b-d9cb-469f-a165-70867728950e');
    fs.renameSync(folder, hidden);
    assert.deepEqual(await begunIn(root()), []);
    assert.equal((await open()).path, folder);
  });

  it('is another than that of the copies, whatever the question is called', async () => {
    const { path: folder } = await open('backups');
    assert.equal(folder, path.join(root(), 'exercise-backups'));
  });

  it('keeps pytest out, which runs what it collects, where the folder of all is ours', async () => {
    await open();
    fs.rmSync(path.join(root(), 'conftest.py'));
    await open('another'); // from an earlier version
    assert.ok(fs.existsSync(path.join(root(), 'conftest.py')));
    const theirs = path.join(place, 'theirs');
    fs.mkdirSync(theirs);
    await openFolder(theirs, 'n-plus-one', files, 1000);
    assert.equal(fs.existsSync(path.join(theirs, 'conftest.py')), false);
  });

  it('is not begun with a name that leads out of it', async () => {
    for (const bad of ['../x.py', '/etc/x.py', 'shop/../../x.py', '.git/config', 'C:\\x.py']) {
      await assert.rejects(open('n', [...files, { path: bad, text: '' }]), bad);
    }
    assert.equal(fs.existsSync(root()), false);
  });

  it('has a name of plain characters, whatever the question is called', () => {
    for (const id of ['../../etc', 'a/b\\c', 'CON', '🐍', '.', 'x'.repeat(500), 'a:b|c']) {
      assert.match(folderNameOf(id), /^[a-z0-9][a-z0-9-]{0,70}$/, id);
    }
  });

  it('leaves nothing behind where it cannot be written', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      // A file in place of the folder: that stops even the superuser.
      fs.writeFileSync(root(), 'a file');
      await assert.rejects(open());
      assert.deepEqual(fs.readdirSync(place), ['django-practice']);
      return;
    }
    fs.mkdirSync(root());
    fs.chmodSync(root(), 0o500);
    await assert.rejects(open());
    assert.deepEqual(fs.readdirSync(root()), []);
  });

  it('starts over, with a copy of what was there', async () => {
    const folder = await open();
    const at = (...parts: readonly string[]) => path.join(folder.path, ...parts);
    fs.writeFileSync(at('shop', 'views.py'), 'mine\n');
    fs.writeFileSync(at('shop', 'more.py'), 'more\n');
    fs.rmSync(at('checks'), { recursive: true });
    fs.mkdirSync(at('.venv'));
    fs.writeFileSync(at('.venv', 'x'), 'x');
    const backup = await startOver(root(), folder, files, Date.UTC(2026, 0, 2, 3, 4, 5));
    assert.equal(path.dirname(backup), path.join(root(), 'backups'));
    assert.match(path.basename(backup), /^n-plus-one-2026-01-02-030405-/);
    assert.equal(read(backup, 'shop', 'views.py'), 'mine\n');
    assert.equal(read(backup, 'shop', 'more.py'), 'more\n');
    assert.equal(fs.existsSync(path.join(backup, '.venv')), false);
    for (const { path: name, text } of files) assert.equal(read(folder.path, name), text);
    assert.equal(fs.existsSync(at('shop', 'more.py')), false);
    assert.equal(read(folder.path, '.venv', 'x'), 'x');
    assert.deepEqual(await begunIn(root()), [folder], 'the copy is no exercise');
  });

  it('knows which code was written there, also after it was started over', async () => {
    const made = await openFolder(root(), 'n-plus-one', files, 1000, 'first');
    assert.equal(made.code, 'first');
    assert.deepEqual(await begunIn(root()), [made]);
    await startOver(root(), made, files, 2000, 'second');
    assert.deepEqual(await begunIn(root()), [{ ...made, code: 'second' }]);
  });

  it('starts over inside itself, where the person has put links to elsewhere', async function () {
    if (process.platform === 'win32') this.skip(); // links need rights there
    const outside = path.join(place, 'outside');
    fs.mkdirSync(outside);
    fs.writeFileSync(path.join(outside, 'views.py'), 'kept');
    const folder = await open();
    fs.rmSync(path.join(folder.path, 'shop'), { recursive: true });
    fs.symlinkSync(outside, path.join(folder.path, 'shop'));
    fs.rmSync(path.join(folder.path, 'manage.py'));
    fs.symlinkSync(path.join(outside, 'views.py'), path.join(folder.path, 'manage.py'));
    await startOver(root(), folder, files, 0);
    assert.equal(read(outside, 'views.py'), 'kept');
    assert.deepEqual(fs.readdirSync(outside), ['views.py']);
    assert.equal(read(folder.path, 'shop', 'views.py'), 'start\n');
    assert.equal(read(folder.path, 'manage.py'), 'manage\n');
  });

  it('starts over with a copy of what was there, where the folder itself is a link', async function () {
    if (process.platform === 'win32') this.skip(); // links need rights there
    const folder = await open();
    const elsewhere = path.join(place, 'elsewhere');
    fs.renameSync(folder.path, elsewhere);
    fs.symlinkSync(elsewhere, folder.path);
    fs.writeFileSync(path.join(elsewhere, 'shop', 'views.py'), 'mine\n');
    const backup = await startOver(root(), folder, files, 0);
    assert.equal(read(elsewhere, 'shop', 'views.py'), 'start\n');
    assert.equal(fs.lstatSync(backup).isDirectory(), true);
    assert.equal(read(backup, 'shop', 'views.py'), 'mine\n');
  });

  it('tells where the copy is, if starting over was interrupted', async () => {
    const folder = await open();
    fs.writeFileSync(path.join(folder.path, 'shop', 'views.py'), 'mine\n');
    const last = {
      path: 'shop/z.py',
      get text(): string {
        throw new Error('killed');
      },
    };
    await assert.rejects(startOver(root(), folder, [...files, last], 0), /killed/);
    const [interrupted] = await begunIn(root());
    assert.equal(read(interrupted!.copy!, 'shop', 'views.py'), 'mine\n');
    // A second copy, of what is left, is no copy of the work.
    await assert.rejects(startOver(root(), interrupted!, [...files, last], 0), /killed/);
    assert.deepEqual(await begunIn(root()), [interrupted]);
    await startOver(root(), interrupted!, files, 0);
    assert.deepEqual(await begunIn(root()), [folder]);
  });

  it('is kept from pytest itself in a folder of the person’s', async () => {
    fs.mkdirSync(root());
    const folder = await open();
    assert.deepEqual(fs.readdirSync(root()), ['n-plus-one']);
    assert.match(read(folder.path, 'conftest.py'), /^collect_ignore_glob = \["\*"\]$/m);
    await startOver(root(), folder, files, 0);
    assert.match(read(folder.path, 'conftest.py'), /^collect_ignore_glob = \["\*"\]$/m);
  });

  it('is kept from pytest itself where it is a pack’s, wherever pytest starts', async () => {
    const own = [...files, { path: 'conftest.py', text: 'EVIL\n' }];
    const folder = await openFolder(root(), 'testing-views', own, 1000, 'digest');
    const conftest = path.join(folder.path, 'conftest.py');
    assert.match(read(conftest), /^collect_ignore_glob = \["\*"\]$/m);
    assert.doesNotMatch(read(conftest), /EVIL/);
    fs.rmSync(conftest);
    await startOver(root(), folder, own, 0, 'digest');
    assert.doesNotMatch(read(conftest), /EVIL/);
  });

  it('has the guard of an earlier version renewed when it is opened, unless it was changed', async () => {
    const former =
      '# Keeps pytest, and an editor that looks for tests, out of the exercises.\n' +
      'collect_ignore_glob = ["*"]\n';
    const again = () => openFolder(root(), 'testing-views', files, 1000, 'digest');
    const { path: folder } = await again();
    const guards = [root(), folder].map(each => path.join(each, 'conftest.py'));
    const today = guards.map(each => read(each));
    for (const each of guards) fs.writeFileSync(each, former);
    await again();
    assert.deepEqual(
      guards.map(each => read(each)),
      today,
    );
    const changed = `${former}# mine\n`;
    for (const each of guards) fs.writeFileSync(each, changed);
    await again();
    assert.deepEqual(
      guards.map(each => read(each)),
      [changed, changed],
    );
  });

  it('leaves the path when pytest imports what is in it', async function () {
    this.timeout(60_000); // it starts Python
    const [python] = await pythonsOnPath();
    if (!python) this.skip();
    const { path: folder } = await openFolder(root(), 'testing-views', files, 1000, 'digest');
    // As pytest does it, started by `python -m pytest` in the folder.
    const code = [
      'import sys',
      'sys.path.insert(0, sys.argv[1])',
      'import conftest',
      'try:',
      '    import shop.views',
      'except ImportError:',
      '    print(conftest.collect_ignore_glob)',
    ].join('\n');
    const [command, ...options] = python;
    const ran = spawnSync(command, [...options, '-c', code, folder], { cwd: folder });
    assert.equal(String(ran.stdout).trim(), "['*']", String(ran.stderr));
  });

  it('is not read from what has no end', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = await open();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      fs.mkdirSync(path.join(root(), name));
      const marker = path.join(root(), name, '.exercise.json');
      if (name === 'a') fs.symlinkSync('/dev/zero', marker);
      else execFileSync('mkfifo', [marker]);
    }
    assert.deepEqual(await begunIn(root()), [folder]);
  });

  it('is written, and looked at, where files beside it have no end', async function () {
    if (process.platform === 'win32') this.skip();
    fs.mkdirSync(root(), { recursive: true });
    execFileSync('mkfifo', [path.join(root(), '.gitignore')]);
    const { path: folder } = await open();
    const [first] = files.slice(2);
    fs.rmSync(path.join(folder, first!.path));
    execFileSync('mkfifo', [path.join(folder, first!.path)]);
    assert.ok((await changedFiles(folder, [first!])).has(first!.path));
    assert.deepEqual(await readWritten(folder, [first!.path]), []);
  });

  it('tells which of its checks the person has changed', async () => {
    const { path: folder } = await open();
    const checks = files.slice(2);
    assert.deepEqual([...(await changedFiles(folder, checks))], []);
    fs.writeFileSync(path.join(folder, 'checks', 'test_a.py'), 'check\r\n');
    assert.deepEqual([...(await changedFiles(folder, checks))], []);
    fs.writeFileSync(path.join(folder, 'checks', 'test_a.py'), 'pass\n');
    assert.deepEqual([...(await changedFiles(folder, checks))], ['checks/test_a.py']);
    fs.rmSync(path.join(folder, 'checks'), { recursive: true });
    assert.deepEqual([...(await changedFiles(folder, checks))], ['checks/test_a.py']);
  });
});
