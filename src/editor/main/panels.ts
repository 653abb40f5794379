import * as vscode from 'vscode';
import type { App } from './app';
import { interviewViewType, panelViewType, statisticsViewType } from '../base/ids';

/** Has VS Code give back the panels of the last session, after a reload of the window. */
export function registerPanels(app: () => Promise<App>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await (await app()).questionPanel()).restore(panel, state),
    }),
    vscode.window.registerWebviewPanelSerializer(statisticsViewType, {
      deserializeWebviewPanel: async panel => (await (await app()).statistics()).restore(panel),
    }),
    vscode.window.registerWebviewPanelSerializer(interviewViewType, {
      deserializeWebviewPanel: async (panel, state: unknown) =>
        (await (await app()).interviews()).panel.restore(panel, state),
    }),
  );
}
