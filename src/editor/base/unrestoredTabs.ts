/** Tabs from the last session: VS Code restores a panel only when its tab is shown. */
import * as vscode from 'vscode';
import { report } from './log';

/** The tabs of a panel. */
export function tabsOf(viewType: string): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType),
    );
}

/** The other tabs of a panel that should exist only once. */
export function unrestoredTabs(viewType: string): readonly vscode.Tab[] {
  const tabs = tabsOf(viewType);
  return tabs.length > 1 ? tabs.filter(tab => !tab.isActive) : [];
}

/** Closes tabs without moving the focus. */
export function closeTabs(tabs: readonly vscode.Tab[]): void {
  if (tabs.length > 0) vscode.window.tabGroups.close(tabs, true).then(undefined, report);
}
