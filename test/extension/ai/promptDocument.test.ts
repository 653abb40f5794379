import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showPrompt } from '../../../src/editor/ai/promptDocument';
import { activeApp } from '../kit/app';

/** In a Markdown document VS Code makes links of these, and runs the command at a click. */
const links = '[Fix it](command:workbench.action.quit) <command:workbench.action.quit>\n';

describe('what is sent to a model, and its reply', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is plain text, in which nothing is a link that runs a command', async () => {
    const { context } = await activeApp();
    await showPrompt(context, 'Review – What is a view?', links);
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.getText(), links);
    assert.equal(document.languageId, 'django-interview-text');
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    assert.deepEqual(found, []);
  });
});
