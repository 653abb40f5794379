import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { commands } from '../../../src/editor/base/ids';
import { activeApp, extensionId, until } from '../kit/app';

describe('a link to a question', () => {
  let app: App;
  let changes = 0;
  let subscription: vscode.Disposable;

  /** What VS Code does when one of its own addresses is clicked somewhere on the system. */
  const follow = (link: string) =>
    vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(link));
  const state = () => JSON.stringify([...app.study.store.progress]);

  before(async () => {
    app = await activeApp();
    await app.study.questions.settled();
    await app.study.store.open();
    subscription = app.study.store.onDidChange(() => changes++);
  });

  after(async () => {
    subscription.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await until('the panel is closed', () => app.study.current === undefined);
  });

  it('leads to the editor in use and opens the question, from wherever it comes', async () => {
    await vscode.commands.executeCommand(commands.copyLink, 'signals');
    const copied = await vscode.env.clipboard.readText();
    const link = `${vscode.env.uriScheme}://${extensionId}/question/signals`;
    // Only an editor's own addresses lead to it in a browser.
    if (vscode.env.uiKind === vscode.UIKind.Desktop) assert.equal(copied, link);
    else assert.match(copied, /^https?:/);
    await follow(link);
    await until('it is open', () => app.study.current?.id === 'signals');
  });

  it('is copied of the open question where none is named', async () => {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand(commands.copyLink);
    assert.match(decodeURIComponent(await vscode.env.clipboard.readText()), /\/question\/signals/);
  });

  const harmless = [
    ['a command', '/command/djangoInterview.resetProgress'],
    ['a path beyond', '/question/../../etc/passwd'],
    ['two questions', '/question/caching/signals'],
    ['no question', '/'],
    ['a question that no pack has', '/question/never-asked'],
    ['more than a question', '/question/signals?mastered=true&rate=4#undo'],
  ] as const;
  for (const [what, path] of harmless) {
    it(`changes nothing where it names ${what}`, async () => {
      const before = state();
      await follow(`${vscode.env.uriScheme}://${extensionId}${path}`);
      // Once a later link was followed, the extension has received this one.
      await follow(`${vscode.env.uriScheme}://${extensionId}/question/caching`);
      await until('the next one is open', () => app.study.current?.id === 'caching');
      await follow(`${vscode.env.uriScheme}://${extensionId}/question/signals`);
      await until('and this one again', () => app.study.current?.id === 'signals');
      assert.equal(state(), before);
      assert.equal(changes, 0);
    });
  }
});
