import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settings, settingsPrefix } from '../../../src/editor/base/settings';
import type { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { hasMark, setMark } from '../../../src/study/progress';
import { activeApp } from '../kit/app';

describe('the setting for where progress is kept', () => {
  let store: ProgressStore;

  const mark = (id: string, value: boolean) =>
    store.apply(`${id}: ${value}`, progress =>
      setMark(progress, [id], 'mastered', value, Date.now()),
    );
  const isMastered = (id: string) => hasMark(store.progress, id, 'mastered');
  const place = () => store.folder.path.split('/').at(-1);

  async function setScope(scope: string | undefined): Promise<void> {
    const before = place();
    await vscode.workspace
      .getConfiguration(settingsPrefix)
      .update(settings.progressScope.name, scope, vscode.ConfigurationTarget.Global);
    const isThere = () => (place() === 'everywhere') === (scope === 'everywhere');
    for (let i = 0; i < 200 && !isThere(); i++) await new Promise(go => setTimeout(go, 25));
    assert.ok(isThere(), `${before} to ${scope}: still ${place()}`);
    await store.refresh();
  }

  before(async () => {
    const app = await activeApp();
    store = app.study.store;
    await store.open();
  });

  after(async () => {
    await setScope(undefined);
    for (const id of ['forms', 'signals', 'caching']) await mark(id, false);
  });

  it('takes effect at once, and what was done before is there in either place', async () => {
    await mark('forms', true);
    await setScope('everywhere');
    assert.equal(isMastered('forms'), true);
    await mark('signals', true);
    await setScope('workspace');
    assert.equal(isMastered('forms'), true);
    assert.equal(isMastered('signals'), true);
    await mark('forms', false);
    await setScope('everywhere');
    assert.equal(isMastered('forms'), false, 'the later of the two changes stands');
  });

  it('keeps what can be undone', async () => {
    await mark('caching', true);
    await setScope('workspace');
    assert.equal(store.undoLabel, 'caching: true');
    await store.undo(Date.now());
    assert.equal(isMastered('caching'), false);
  });

  it('keeps progress with the workspace when it is set to nonsense', async () => {
    await setScope('the moon');
    assert.notEqual(place(), 'everywhere');
  });
});
