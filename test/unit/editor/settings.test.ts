import assert from 'node:assert/strict';
import { settings, type Setting } from '../../../src/editor/base/settings';

describe('a setting', () => {
  const cases: readonly [Setting<unknown>, value: unknown, meant: unknown][] = [
    [settings.showHint, false, false],
    [settings.showHint, 'no', true],
    [settings.showHint, undefined, true],
    [settings.retention, 0.85, 0.85],
    [settings.retention, 0.2, 0.7],
    [settings.retention, 9, 0.99],
    [settings.retention, NaN, 0.9],
    [settings.retention, '0.8', 0.9],
    [settings.newPerDay, 0, 0],
    [settings.newPerDay, 2.9, 2],
    [settings.newPerDay, -1, 0],
    [settings.newPerDay, 1e9, 9999],
    [settings.dayStart, 23.5, 23],
    [settings.dayStart, null, 4],
    [settings.progressScope, 'everywhere', 'everywhere'],
    [settings.progressScope, 'nowhere', 'workspace'],
    [settings.packFolders, ['~/packs', 7, ' '], ['~/packs']],
    [settings.packFolders, '~/packs', []],
    [settings.packFiles, [], []],
    [settings.model, 7, ''],
  ];
  for (const [setting, value, meant] of cases) {
    it(`${setting.name} of ${JSON.stringify(value)} means ${JSON.stringify(meant)}`, () => {
      assert.deepEqual(setting.read(value), meant);
    });
  }
});
