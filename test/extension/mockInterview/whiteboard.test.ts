import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/base/ids';
import type { Interviews } from '../../../src/editor/mockInterview/interviews';
import { currentQuestion } from '../../../src/study/mockInterview/interview';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { activeApp, until } from '../kit/app';

describe('an answer that is typed in an editor', () => {
  let interviews: Interviews;
  const current = () => interviews.session.interview!;
  const answer = () => currentQuestion(current()).answer;

  before(async () => {
    const app = await activeApp();
    await app.study.store.open();
    interviews = await app.interviews();
    await vscode.commands.executeCommand(commands.startInterview);
    await interviews.session.start(defaultInterviewSettings);
  });

  after(async () => {
    const interview = current();
    await interviews.whiteboard.close(interview);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await interviews.store.remove(interview.id);
  });

  it('is kept with what another window has made of it meanwhile', async () => {
    await interviews.whiteboard.show(current());
    const document = await until('it is open', () => vscode.window.activeTextEditor?.document);
    const type = async (text: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
      await vscode.workspace.applyEdit(edit);
    };
    await type('typed here');
    await until('it is taken in', () => answer() === 'typed here');
    const { session } = interviews;
    session.answer(current().id, current().current, 'typed there\n\ntyped here');
    await type('!');
    const both = 'typed there\n\ntyped here!';
    await until('both are shown', () => document.getText() === both);
    assert.equal(answer(), both);
    await type(' And on.');
    await until('it goes on', () => answer() === `${both} And on.`);
    assert.equal(document.getText(), `${both} And on.`);
  });
});
