import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { manifest } from '../host/project';

const { publisher, name, contributes } = manifest();

describe('the extension', () => {
  it('is found by its id and activates', async () => {
    const extension = vscode.extensions.getExtension(`${publisher}.${name}`);
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that package.json contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
