import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hasNode } from '../../../src/editor/base/pieces';
import { whyNotHere } from '../../../src/editor/core/whyNotHere';
import { activeApp } from '../kit/app';

const of = (extensionKind: vscode.ExtensionKind) => ({ extension: { extensionKind } });
const { UI, Workspace } = vscode.ExtensionKind;

describe('the reason why exercises cannot be run', () => {
  it('is that VS Code on the web has no Python', () => {
    const web = { hasNode: false, remoteName: undefined };
    assert.match(
      whyNotHere(of(UI), web) ?? '',
      /VS Code on the web does not have.*open VS Code on/,
    );
    const remote = { hasNode: false, remoteName: 'codespaces' };
    assert.equal(whyNotHere(of(Workspace), remote), whyNotHere(of(UI), web));
  });

  it('is that the window is connected to another machine than the extension’s', () => {
    const remote = { hasNode: true, remoteName: 'ssh-remote' };
    assert.match(whyNotHere(of(UI), remote) ?? '', /connected to another machine.*a local window/);
    assert.equal(whyNotHere(of(Workspace), remote), undefined);
  });

  it('is none on the person’s own machine', async () => {
    const local = { hasNode: true, remoteName: undefined };
    assert.equal(whyNotHere(of(UI), local), undefined);
    const { context } = await activeApp();
    assert.equal(whyNotHere(context) === undefined, hasNode());
  });
});
