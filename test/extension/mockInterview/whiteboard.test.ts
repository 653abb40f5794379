import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/base/ids';
import type { Interviews } from '../../../src/editor/mockInterview/interviews';
import { currentQuestion, longestAnswer } from '../../../src/study/mockInterview/interview';
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

  async function open(): Promise<vscode.TextDocument> {
    await interviews.whiteboard.show(current());
    return until('it is open', () => vscode.window.activeTextEditor?.document);
  }

  async function edit(document: vscode.TextDocument, range: vscode.Range, text: string) {
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, document.validateRange(range), text);
    await vscode.workspace.applyEdit(change);
  }

  const everything = new vscode.Range(0, 0, 10_000, 0);
  const end = ({ lineCount }: vscode.TextDocument) => new vscode.Range(lineCount, 0, lineCount, 0);

  it('is kept with what another window has made of it meanwhile', async () => {
    const document = await open();
    const type = (text: string) => edit(document, end(document), text);
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

  it('is kept with what another window has made of it where keys follow each other fast', async () => {
    const document = await open();
    await edit(document, everything, 'typed here');
    await until('it is taken in', () => answer() === 'typed here');
    const { session } = interviews;
    session.answer(current().id, current().current, 'typed there\n\ntyped here');
    // The second key is there before the editor shows both.
    const keys = ['!', '?'].map(text => vscode.commands.executeCommand('type', { text }));
    await Promise.all(keys);
    const both = 'typed there\n\ntyped here!?';
    await until('both are shown', () => document.getText() === both);
    assert.equal(answer(), both);
  });

  it('is saved with what another window has made of it since the last key', async () => {
    const document = await open();
    await edit(document, everything, 'typed here');
    await until('it is taken in', () => answer() === 'typed here');
    const both = 'typed there\n\ntyped here';
    interviews.session.answer(current().id, current().current, both);
    await until('both are shown', () => document.getText() === both);
    await until('both are saved', () => !document.isDirty);
    assert.equal(answer(), both);
  });

  it('is not saved in place of what another window has typed where both are too long', async () => {
    const document = await open();
    await edit(document, everything, 'begun');
    await until('it is saved', () => answer() === 'begun' && !document.isDirty);
    const theirs = `begun there ${'y'.repeat(longestAnswer / 2)}`;
    interviews.session.answer(current().id, current().current, theirs);
    const mine = `begun here ${'x'.repeat(longestAnswer / 2)}`;
    await edit(document, everything, mine);
    assert.equal(await document.save(), false);
    assert.equal(answer(), theirs);
    assert.equal(document.getText(), mine);
    await edit(document, everything, 'begun here');
    await until('both are shown', () => document.getText() === `${theirs}\n\nbegun here`);
    await until('both are saved', () => !document.isDirty);
    assert.equal(answer(), document.getText());
  });

  it('is kept once where it was typed while the interview was not shown', async () => {
    const document = await open();
    const { id } = current();
    await edit(document, everything, 'The first line.');
    await until('it is taken in', () => answer() === 'The first line.');
    interviews.session.leave();
    const text = 'The first line, rewritten.\nA second line.';
    await edit(document, everything, text);
    await until('it is saved', async () => {
      const stored = await interviews.store.read(id);
      return stored?.questions[0]?.answer === text;
    });
    await interviews.session.open(id);
    await edit(document, new vscode.Range(0, 3, 0, 4), '');
    const shorter = text.replace(' first', 'first');
    await until('it is taken in', () => answer() === shorter);
    await edit(document, new vscode.Range(0, 3, 0, 3), ' very ');
    const longer = shorter.replace('first', ' very first');
    await until('it goes on', () => answer() === longer);
    assert.equal(document.getText(), longer);
  });

  it('is not cut off in its editor where it is too long to be stored', async () => {
    const document = await open();
    await edit(document, everything, `${'x'.repeat(longestAnswer)} and the end`);
    await until('as much as can be is taken in', () => answer().length === longestAnswer);
    await edit(document, end(document), ' of it');
    // A correction would come as an edit of its own.
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.ok(document.getText().endsWith(' and the end of it'));
    await edit(document, everything, 'shorter');
    await until('it is taken in', () => answer() === 'shorter');
    assert.equal(document.getText(), 'shorter');
  });

  it('is not asked to be shortened once the question is answered', async () => {
    const document = await open();
    await edit(document, everything, 'begun');
    await until('it is saved', () => answer() === 'begun' && !document.isDirty);
    const { session, whiteboard } = interviews;
    session.answer(current().id, current().current, 'y'.repeat(longestAnswer));
    session.reveal({ keyPoints: [], followUps: 0 });
    for (const text of ['begun here', 'x'.repeat(longestAnswer + 1)])
      await assert.rejects(whiteboard.write(document.uri, text), /answered already/);
  });
});
