import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { cloneRepository } from '../../../src/editor/packs/importing/repository';

describe('a repository of questions', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clone-'));
  const { showInputBox, showOpenDialog } = vscode.window;
  const { getExtension } = vscode.extensions;
  const environment = ['GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0'];

  before(() => {
    const repository = path.join(folder, 'made');
    fs.mkdirSync(repository);
    fs.mkdirSync(path.join(folder, 'clones'));
    fs.writeFileSync(path.join(repository, 'list.md'), '## What is ASGI?\n');
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
        cwd: repository,
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'A list');
    // Git itself maps the address to the disk, so that no network is needed.
    process.env.GIT_CONFIG_COUNT = '1';
    process.env.GIT_CONFIG_KEY_0 = `url.${repository}.insteadOf`;
    process.env.GIT_CONFIG_VALUE_0 = 'https://git.invalid/owner/list';
  });

  afterEach(() => {
    Object.assign(vscode.window, { showInputBox, showOpenDialog });
    Object.assign(vscode.extensions, { getExtension });
  });

  after(() => {
    for (const name of environment) Reflect.deleteProperty(process.env, name);
    fs.rmSync(folder, { recursive: true });
  });

  const answer = (address: string, place: string | undefined = path.join(folder, 'clones')) =>
    Object.assign(vscode.window, {
      showInputBox: () => Promise.resolve(address),
      showOpenDialog: () => Promise.resolve(place && [vscode.Uri.file(place)]),
    });

  it('is cloned by VS Code’s own Git into the folder that was picked', async () => {
    answer('https://git.invalid/owner/list');
    const clone = await cloneRepository();
    assert.equal(
      fs.readFileSync(path.join(clone?.fsPath ?? '', 'list.md'), 'utf8'),
      '## What is ASGI?\n',
    );
    assert.equal(path.dirname(clone?.fsPath ?? ''), path.join(folder, 'clones'));
  });

  it('that is not there is named, and nothing is imported', async () => {
    answer('https://git.invalid/owner/other');
    await assert.rejects(cloneRepository(), /other could not be cloned\. Nothing was imported/);
  });

  it('is not cloned where the person picks no folder or types no address', async () => {
    answer('https://git.invalid/owner/list', '');
    assert.equal(await cloneRepository(), undefined);
    answer('ext::sh -c whoami');
    assert.equal(await cloneRepository(), undefined);
  });

  it('needs Git, and says what to do without it', async () => {
    Object.assign(vscode.extensions, { getExtension: () => undefined });
    await assert.rejects(cloneRepository(), /This editor has no Git\. Download the repository/);
  });
});
