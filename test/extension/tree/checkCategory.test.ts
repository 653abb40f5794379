import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { addReview, resetProgress, reviewsOf } from '../../../src/study/progress';
import { activeApp, until } from '../kit/app';

describe('a category that is ticked', () => {
  const { showWarningMessage, showInformationMessage } = vscode.window;
  afterEach(() => Object.assign(vscode.window, { showWarningMessage, showInformationMessage }));

  it('is unticked by the Undo of its message, whatever was done since', async () => {
    const { study, tree } = await activeApp();
    await study.questions.settled();
    await study.store.apply('test', progress => resetProgress(progress, Date.now()));
    let click: (choice: string) => void = () => assert.fail('nothing was said');
    Object.assign(vscode.window, {
      showWarningMessage: (_: string, __: object, action: string) => Promise.resolve(action),
      showInformationMessage: () => new Promise(resolve => (click = resolve)),
    });
    const { category } = study.questions.library.place('middleware')!;
    const mastered = () => study.countMastered(category.questions);
    await tree.check({ kind: 'category', category, parent: undefined }, true);
    assert.equal(mastered(), category.questions.length);
    await study.store.apply('Good', progress =>
      addReview(progress, 'signals', { time: Date.now(), rating: 3, duration: 1 }),
    );
    click('Undo');
    await until('it is undone', () => mastered() === 0);
    assert.equal(reviewsOf(study.store.progress.get('signals')).length, 1);
    await study.store.undo(Date.now());
  });
});
