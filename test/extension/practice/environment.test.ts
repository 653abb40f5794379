import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { pythonFor } from '../../../src/editor/practice/running/environment';

describe('the environment beside the exercises', () => {
  const { getExtension } = vscode.extensions;
  let root: string;
  let started: string;
  let chosen: string | undefined;

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'beside-'));
    started = path.join(root, 'started');
    const folder = path.join(root, '.venv', 'bin');
    const program = path.join(folder, 'python');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(program, `#!/bin/sh\ntouch '${started}'\nexit 1\n`, { mode: 0o755 });
    chosen = program;
    const environments = {
      getActiveEnvironmentPath: () => ({ id: 'chosen', path: program }),
      resolveEnvironment: () =>
        Promise.resolve(chosen && { executable: { uri: vscode.Uri.file(chosen) } }),
    };
    const extension = { activate: () => Promise.resolve({ environments }) };
    Object.assign(vscode.extensions, { getExtension: () => extension });
  });

  afterEach(() => {
    Object.assign(vscode.extensions, { getExtension });
    fs.rmSync(root, { recursive: true });
  });

  const asked: string[] = [];
  const find = (mayUse: boolean) =>
    pythonFor({
      root,
      folder: root,
      modules: ['a_module_that_nobody_has'],
      requirements: [],
      mayUse: environment => {
        asked.push(environment);
        return Promise.resolve(mayUse);
      },
      made: () => Promise.resolve(),
    });

  for (const who of ['the Python extension has chosen', 'nobody has chosen']) {
    it(`that ${who} does not run once it is refused`, async function () {
      if (process.platform === 'win32') this.skip(); // the environment here is a shell script
      if (who.startsWith('nobody')) chosen = undefined;
      asked.length = 0;
      await assert.rejects(find(false), vscode.CancellationError);
      assert.deepEqual(asked, [path.join(root, '.venv')]);
      assert.equal(fs.existsSync(started), false, 'it ran');
    });
  }
});
