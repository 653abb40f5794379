import * as vscode from 'vscode';

/**
 * Closes tabs of a panel that there is one of, which VS Code remembers from the last session and has
 * not restored yet: it does that only when the tab is looked at, and then there would be two.
 */
export async function closeUnrestoredTabs(viewType: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType),
    );
  const stale = tabs.filter(tab => !tab.isActive);
  if (tabs.length > 1 && stale.length > 0) await vscode.window.tabGroups.close(stale, true);
}
