import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Grading } from '../../../src/editor/ai/grading';
import { settings, settingsPrefix } from '../../../src/editor/base/settings';
import { activeApp } from '../kit/app';

describe('what is shown of a grading', () => {
  const { showQuickPick } = vscode.window;
  const selectChatModels = Object.getOwnPropertyDescriptor(vscode.lm, 'selectChatModels')!;
  let sent: string[];
  let counted: number;

  /** Offers these models, by the tokens they can read, and picks the last. All of them fail. */
  function offer(...sizes: readonly number[]): void {
    const models = sizes.map(size => ({
      id: String(size),
      vendor: 'test',
      name: String(size),
      family: 'test',
      maxInputTokens: size,
      countTokens: (text: string) => Promise.resolve((counted += text.length)),
      sendRequest: ([message]: [vscode.LanguageModelChatMessage]) => {
        const parts = message.content as vscode.LanguageModelTextPart[];
        sent.push(parts.map(({ value }) => value).join(''));
        return Promise.reject(new Error('offline'));
      },
    }));
    const value = () => Promise.resolve(models);
    Object.defineProperty(vscode.lm, 'selectChatModels', { value, configurable: true });
    Object.assign(vscode.window, {
      showQuickPick: (rows: readonly unknown[]) => Promise.resolve(rows.at(-1)),
    });
  }

  beforeEach(() => {
    sent = [];
    counted = 0;
  });

  afterEach(async () => {
    Object.assign(vscode.window, { showQuickPick });
    Object.defineProperty(vscode.lm, 'selectChatModels', selectChatModels);
    const configuration = vscode.workspace.getConfiguration(settingsPrefix);
    await configuration.update(settings.model.name, undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** @param id another one in each test: VS Code keeps the text of a document for a while */
  async function grading(id: string) {
    const { context, study } = await activeApp();
    await study.questions.settled();
    const question = () => study.questions.question(id);
    const made = new Grading({ context, study, post: () => undefined, question });
    const request = { visit: 1, answer: 'It wraps the view. '.repeat(400) };
    return {
      grade: () => made.receive({ type: 'grade', ...request }),
      show: async () => {
        await made.receive({ type: 'showPrompt', ...request });
        return vscode.window.activeTextEditor!.document.getText();
      },
    };
  }

  it('is what is sent, to the model that is chosen for it', async () => {
    offer(100_000, 2000);
    const { grade, show } = await grading('middleware');
    const shown = await show();
    assert.equal(counted, 0, 'a model’s extension counts the text itself');
    await grade();
    assert.deepEqual(sent, [shown]);
  });

  it('is what was sent, also where that failed', async () => {
    offer(2000);
    const { grade, show } = await grading('signals');
    await grade();
    assert.deepEqual(sent, [await show()]);
  });
});
