import * as vscode from 'vscode';
import type { App } from './app';
import { interviewViewType, panelViewType, statisticsViewType } from '../base/ids';

/** Restores the panels of the last session after a window reload. */
export function registerPanels(app: () => Promise<App>): vscode.Disposable {
  const register = (viewType: string, owner: (parts: App) => Promise<Restorer>) =>
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        let closed = false as boolean;
        panel.onDidDispose(() => (closed = true));
        const restorer = await owner(await app());
        // Meanwhile the person may have closed it or opened another.
        if (!closed) await restorer.restore(panel, state);
      },
    });
  return vscode.Disposable.from(
    register(panelViewType, parts => parts.questionPanel()),
    register(statisticsViewType, parts => parts.statistics()),
    register(interviewViewType, async parts => (await parts.interviews()).panel),
  );
}

/** Takes over a panel of the last session, with its page's state. */
interface Restorer {
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> | void;
}
