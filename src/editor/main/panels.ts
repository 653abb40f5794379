import * as vscode from 'vscode';
import type { App } from './app';
import { interviewViewType, panelViewType, statisticsViewType } from '../base/ids';

/** Has VS Code give back the panels of the last session, after a reload of the window. */
export function registerPanels(app: () => Promise<App>): vscode.Disposable {
  const register = (viewType: string, owner: (parts: App) => Promise<Restorer>) =>
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => {
        let closed = false as boolean;
        panel.onDidDispose(() => (closed = true));
        const restorer = await owner(await app());
        // Meanwhile the person may have closed it, or had another one opened.
        if (!closed) await restorer.restore(panel, state);
      },
    });
  return vscode.Disposable.from(
    register(panelViewType, parts => parts.questionPanel()),
    register(statisticsViewType, parts => parts.statistics()),
    register(interviewViewType, async parts => (await parts.interviews()).panel),
  );
}

/** Takes a panel of the last session over, with what its page remembered. */
interface Restorer {
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> | void;
}
