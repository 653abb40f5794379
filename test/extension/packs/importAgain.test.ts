import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { importQuestions } from '../../../src/editor/packs/importing/importQuestions';
import type { App } from '../../../src/editor/main/app';
import { activeApp, until } from '../kit/app';

interface Row extends vscode.QuickPickItem {
  readonly found: { readonly title: string };
}

describe('a list that is imported again', () => {
  let app: App;
  let folder: string;
  const { createQuickPick, showInputBox, showInformationMessage } = vscode.window;
  const file = (name: string) => path.join(folder, name);

  before(async () => {
    app = await activeApp();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    await app.study.questions.settled();
  });

  afterEach(async () => {
    Object.assign(vscode.window, { createQuickPick, showInputBox, showInformationMessage });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of fs.readdirSync(folder)) fs.rmSync(file(name), { recursive: true });
    await (await app.study.questions.packs()).refresh();
  });

  /** Accepts the preview's rows that are ticked; gives its title and the wordings of these rows. */
  async function importAgain(list: string): Promise<{ title: string; ticked: string[] }> {
    let title = '';
    let ticked: string[] = [];
    const said: string[] = [];
    Object.assign(vscode.window, {
      createQuickPick: () => {
        const made = createQuickPick<Row>();
        const show = made.show.bind(made);
        let accept: () => unknown = () => undefined;
        return Object.assign(made, {
          onDidAccept: (listener: () => unknown) => (accept = listener),
          show: () => {
            show();
            title = made.title ?? '';
            ticked = made.selectedItems.map(({ found }) => found.title);
            accept();
          },
        });
      },
      showInputBox: () => Promise.resolve('More'),
      showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
    fs.writeFileSync(file('list.csv'), list);
    await importQuestions(app.study, [vscode.Uri.file(file('list.csv'))]);
    return { title, ticked };
  }

  it('replaces no answer of the person’s unless they tick it, and says how many differ', async () => {
    fs.mkdirSync(file('.interview'));
    const pack = file('.interview/list.questions.md');
    const text =
      '# List\n\n## What is a view? {#what-is-a-view}\n\nA callable.\n\n### Key points\n\n- my own point\n\n' +
      '## What is a model? {#what-is-a-model}\n\n## What is a URL? {#what-is-a-url}\n\nA path.\n\n## What is a test? {#what-is-a-test}\n\nMy own answer.\n';
    fs.writeFileSync(pack, text);
    await (await app.study.questions.packs()).refresh();
    await until('it is read', () => app.study.questions.question('what-is-a-url'));
    const { title, ticked } = await importAgain(
      'question,answer\nWhat is a view?,A callable.\nWhat is a model?,A [table](command:a).\nWhat is a URL?,A path.\nWhat is a form?,Input.\nWhat is a test?,\n',
    );
    assert.deepEqual(ticked, ['What is a model?', 'What is a form?']);
    assert.match(title, /other answers than yours, not ticked: 1 · already in your packs: 2$/);
    assert.equal(
      fs.readFileSync(pack, 'utf8'),
      text.replace(
        '{#what-is-a-model}\n',
        '{#what-is-a-model}\n\nA \\[table\\]\u2060(command:a).\n',
      ),
    );
  });
});
