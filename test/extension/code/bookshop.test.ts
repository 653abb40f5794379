import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bookshopFiles } from '../../../src/editor/core/bookshop';
import { builtInScheme, commands } from '../../../src/editor/base/ids';
import { activeApp, until } from '../kit/app';

describe('"Show the Bookshop Project"', () => {
  before(activeApp);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const previews = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(
        ({ input }) =>
          input instanceof vscode.TabInputWebview && input.viewType.includes('markdown.preview'),
      );

  it('opens a file of the project, which cannot be changed', async () => {
    await vscode.commands.executeCommand(commands.showBookshop, 'shop/models.py');
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.scheme, builtInScheme);
    assert.match(document.getText(), /^class Book\(models\.Model\):$/m);
    const writable = vscode.workspace.fs.writeFile(document.uri, new Uint8Array());
    await assert.rejects(Promise.resolve(writable));
  });

  it('has each of the files to read', async () => {
    assert.ok(bookshopFiles.length >= 15);
    for (const file of bookshopFiles) {
      const uri = vscode.Uri.from({ scheme: builtInScheme, path: `/bookshop/${file}` });
      await vscode.workspace.fs.readFile(uri);
    }
  });

  it('opens the page about it, rendered', async () => {
    await vscode.commands.executeCommand(commands.showBookshop, 'README.md');
    const preview = await until('the page is open', () => previews()[0]);
    assert.match(preview.label, /README/);
  });

  it('lets the person pick, with the page about it first', async () => {
    const done = vscode.commands.executeCommand(commands.showBookshop);
    await until('the page is open', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return previews().length > 0;
    });
    await done;
  });

  for (const given of ['../../package.json', 'shop', 7, { path: 'shop/models.py' }]) {
    it(`opens nothing where it is given ${JSON.stringify(given)}`, async () => {
      let over = false;
      const done = Promise.resolve(
        vscode.commands.executeCommand(commands.showBookshop, given),
      ).finally(() => (over = true));
      await until('the person is asked and goes', async () => {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        return over;
      });
      await done;
      assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0);
    });
  }
});
