import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { activeApp, until } from '../kit/app';

describe('a list among the packs of a workspace', () => {
  let app: App;
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const file = vscode.Uri.file(path.join(folder, '.interview/asked.md'));
  const write = (name: string, ...lines: readonly string[]) => {
    fs.mkdirSync(path.join(folder, '.interview'), { recursive: true });
    fs.writeFileSync(path.join(folder, '.interview', name), lines.join('\n'));
  };
  const notices = () => app.study.questions.notices.filter(({ id }) => id.startsWith('list '));

  before(async () => {
    app = await activeApp();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(path.join(folder, '.interview'), { recursive: true, force: true });
    await until('it is gone', () => notices().length === 0);
  });

  it('is told of in the tree and the Problems panel, and a click imports it', async () => {
    write(
      'asked.md',
      '# Asked',
      '',
      '1. **What is a form?**',
      '',
      '   Fields.',
      '',
      '2. **Why CSRF?**',
      '',
      '   To know the site.',
    );
    write('pack.md', '# A pack', '', '## What is a view?', '', 'A callable.');
    const notice = await until('the tree says so', () => notices()[0]);
    assert.equal(notices().length, 1);
    assert.equal(notice.label, 'A list, not a pack: .interview/asked.md');
    assert.equal(notice.command.command, 'djangoInterview.importQuestions');
    assert.equal(String(notice.command.arguments?.[0]), file.toString());

    await vscode.window.showTextDocument(file);
    const problem = await until('it is marked', () =>
      vscode.languages.getDiagnostics(file).find(({ code }) => code === 'list'),
    );
    assert.match(problem.message, /a list of 2 questions, not a pack/);
    // VS Code asks again when the provider is registered, which may be after the mark.
    const action = await until('its fix is offered', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        file,
        problem.range,
      );
      return actions.find(({ title }) => title === 'Import its questions…');
    });
    assert.equal(action.command?.command, 'djangoInterview.importQuestions');
  });

  it('is told of no more when its questions are in a pack', async () => {
    write('imported.md', '# Asked', '', '## What is a form?', '', 'x', '', '## Why CSRF?', '', 'y');
    await until('nothing is told', () => notices().length === 0);
  });
});
