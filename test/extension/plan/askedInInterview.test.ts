import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Study } from '../../../src/editor/core/study';
import { askedInInterview, interviewToTell } from '../../../src/editor/plan/askedInInterview';
import { keepInterview, wholeScope } from '../../../src/study/plan/interviews';
import { activeApp } from '../kit/app';
import { MemoryMemento } from '../kit/memoryMemento';

describe('what was asked in an interview', () => {
  const { showInputBox, showInformationMessage } = vscode.window;
  const day = Math.floor(Date.now() / 86_400_000) - 2;
  const interview = { id: 'a', name: '', day, minutes: [], scope: wholeScope };
  let study: Study;
  let said: string[];

  beforeEach(async () => {
    const app = await activeApp();
    await app.study.questions.packs();
    const progress = keepInterview(new Map(), interview, 1);
    said = [];
    study = Object.create(app.study, {
      state: { value: new MemoryMemento() },
      days: { value: app.study.days },
      store: { value: { progress, open: () => Promise.resolve() } },
    }) as Study;
    Object.assign(vscode.window, {
      showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
    });
  });
  afterEach(() => void Object.assign(vscode.window, { showInputBox, showInformationMessage }));

  /** Types these and then nothing; a pack exists or not. Returns the additions. */
  async function tell(typed: readonly string[], add: () => Promise<boolean>) {
    const left = [...typed, ''];
    const added: (readonly string[])[] = [];
    Object.assign(vscode.window, { showInputBox: () => Promise.resolve(left.shift()) });
    await askedInInterview(study, wordings => {
      added.push(wordings);
      return add();
    });
    return added.flat();
  }
  const isToTell = () => interviewToTell(study, Date.now()) !== undefined;

  it('is kept until it is in a pack, and then asked for no more', async () => {
    assert.deepEqual(await tell(['One?', 'Two?'], () => Promise.resolve(false)), ['One?', 'Two?']);
    assert.match(said.join(), /Your questions are kept/);
    assert.ok(isToTell());
    const all = ['One?', 'Two?', 'Three?'];
    assert.deepEqual(await tell(['Two?', 'Three?'], () => Promise.resolve(true)), all);
    assert.equal(isToTell(), false);
    assert.deepEqual(await tell([], () => Promise.resolve(true)), []);
  });

  it('is kept where the pack cannot be written, and where the window ends while it is typed', async () => {
    await assert.rejects(tell(['One?'], () => Promise.reject(new Error('disk full'))));
    assert.match(said.join(), /Your questions are kept/);
    assert.ok(isToTell());
    let typed = 0;
    Object.assign(vscode.window, {
      showInputBox: () => (typed++ === 0 ? Promise.resolve('Two?') : Promise.reject(new Error())),
    });
    await assert.rejects(askedInInterview(study, () => Promise.resolve(true)));
    assert.deepEqual(await tell([], () => Promise.resolve(true)), ['One?', 'Two?']);
  });
});
