import * as vscode from 'vscode';
import { statisticsViewType } from '../../../src/editor/base/ids';
import type { StatisticsView } from '../../../src/protocol/statistics';
import { activeApp, until } from '../kit/app';
import { FakePage } from '../kit/fakePage';

describe('the statistics', () => {
  it('are those of the schedule that the settings give', async () => {
    const app = await activeApp();
    const settings = vscode.workspace.getConfiguration('djangoInterview');
    const page = new FakePage(statisticsViewType);
    (await app.statistics()).restore(page.panel);
    const target = () =>
      (page.last('show')?.statistics as StatisticsView | undefined)?.targetRetention;
    const is = (expected: number) => until(`retention is ${expected}`, () => target() === expected);
    try {
      page.send({ type: 'ready' });
      await is(0.9);
      await settings.update('retention', 0.8, vscode.ConfigurationTarget.Global);
      await is(0.8);
    } finally {
      await settings.update('retention', undefined, vscode.ConfigurationTarget.Global);
      page.panel.dispose();
    }
  });
});
