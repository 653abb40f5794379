import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { statisticsViewType } from '../../src/editor/ids';
import type { Api } from '../../src/extension';
import type { StatisticsView } from '../../src/protocol/statistics';
import { FakePage } from './fakePage';

describe('the statistics', () => {
  it('are those of the schedule that the settings give', async () => {
    const extension = vscode.extensions.getExtension<Api>(
      'django-interview-study.django-interview-study',
    );
    const app = await (await extension!.activate()).app();
    const settings = vscode.workspace.getConfiguration('djangoInterview');
    const page = new FakePage(statisticsViewType);
    app.statistics.restore(page.panel);
    const target = () =>
      (page.last('show')?.statistics as StatisticsView | undefined)?.targetRetention;
    const until = async (expected: number) => {
      for (let time = 0; time < 400 && target() !== expected; time++) {
        await new Promise(resolve => setTimeout(resolve, 25));
      }
      assert.equal(target(), expected);
    };
    try {
      page.send({ type: 'ready' });
      await until(0.9);
      await settings.update('retention', 0.8, vscode.ConfigurationTarget.Global);
      await until(0.8);
    } finally {
      await settings.update('retention', undefined, vscode.ConfigurationTarget.Global);
      page.panel.dispose();
    }
  });
});
