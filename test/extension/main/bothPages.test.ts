import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bothPagesCommands, commands, interviewViewType } from '../../../src/editor/base/ids';
import type { App } from '../../../src/editor/main/app';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { activeApp, until } from '../kit/app';

/** Mock interview and question panel side by side in one group: only one is in front. */
describe('a command that both pages have', () => {
  let app: App;
  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(command, ...args);
  const skipped = async () => {
    const { interview } = (await app.interviews()).session;
    return interview?.questions.filter(({ phase }) => phase === 'skipped').length;
  };
  const inFront = (viewType: string) =>
    until('the page is in front', () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      const input: unknown = activeTab?.input;
      return input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType);
    });
  const interviewInFront = async () => {
    await (await app.interviews()).panel.show(interviewId);
    await inFront(interviewViewType);
  };
  let interviewId: string;

  before(async () => {
    app = await activeApp();
    await app.study.store.open();
    const { session } = await app.interviews();
    await run(commands.startInterview);
    await session.start(defaultInterviewSettings);
    interviewId = session.interview!.id;
  });

  after(async () => {
    await run('workbench.action.closeAllEditors');
    const { store } = await app.interviews();
    await store.remove(interviewId);
  });

  it('acts on the interview while that is in front', async () => {
    await run(commands.open, 'signals');
    await interviewInFront();
    await run(commands.skipQuestion);
    assert.equal(await skipped(), 1);
    assert.equal(app.study.current?.id, 'signals');
  });

  it('acts on the question while that is in front', async () => {
    await run(commands.open, 'signals');
    await run(commands.next);
    assert.notEqual(app.study.current?.id, 'signals');
    await run(commands.skipQuestion); // there is no review
    assert.equal(await skipped(), 1);
  });

  it('acts on the page that a former command was of', async () => {
    await run(commands.open, 'signals');
    await run('djangoInterview.interviewSkip');
    assert.equal(await skipped(), 2);
    const known = new Set(await vscode.commands.getCommands(true));
    for (const name of Object.values(bothPagesCommands)) {
      assert.ok(known.has(`djangoInterview.${name}`), name);
    }
  });
});
