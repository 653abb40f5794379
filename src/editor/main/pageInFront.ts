/** Which page a command of both pages acts on. */
import * as vscode from 'vscode';
import { interviewViewType, panelViewType } from '../base/ids';

/**
 * The page that a command's arguments name, as the pages' own buttons and keys do; otherwise the
 * one in front, and behind another editor the question's, if that is open.
 */
export function pageOf([named]: readonly unknown[]): 'question' | 'interview' {
  if (named === interviewViewType) return 'interview';
  if (named === panelViewType) return 'question';
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const front = pageIn(activeTabGroup.activeTab);
  if (front) return front;
  const open = all.flatMap(group => group.tabs.map(pageIn));
  return !open.includes('question') && open.includes('interview') ? 'interview' : 'question';
}

function pageIn(tab: vscode.Tab | undefined): 'question' | 'interview' | undefined {
  if (!(tab?.input instanceof vscode.TabInputWebview)) return undefined;
  // VS Code puts a prefix before a view type of its own.
  if (tab.input.viewType.endsWith(interviewViewType)) return 'interview';
  return tab.input.viewType.endsWith(panelViewType) ? 'question' : undefined;
}
