/** The interview history: a list to open, resume, compare, save and delete interviews. */
import * as vscode from 'vscode';
import type { Interview } from '../../study/mockInterview/interview';
import { comparable } from '../../study/mockInterview/report';
import { report } from '../base/log';
import { sayDone } from '../core/changeCommands';
import type { Study } from '../core/study';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { InterviewPanel } from './panel';
import type { InterviewReports } from './reports';
import { formatDate, timeText } from './texts';
import { scoreText, unfinishedText } from './views';
import { showInformationMessage } from '../base/messages';
import { shownItems, type PickItem } from '../base/picks';

/** The services the history uses. */
export interface HistoryParts {
  readonly study: Study;
  readonly store: InterviewStore;
  readonly panel: InterviewPanel;
  readonly reports: InterviewReports;
}

interface InterviewItem extends PickItem {
  readonly interview: Interview;
}

/** Shows the list. */
export async function showHistory(parts: HistoryParts): Promise<void> {
  const { store, panel, reports } = parts;
  const { t } = vscode.l10n;
  const interviews = await store.list();
  if (interviews.length === 0) {
    const start = t('Start One');
    const choice = await showInformationMessage(t('You have no mock interviews yet.'), start);
    if (choice === start) await panel.showSetup();
    return;
  }
  const compare = { iconPath: new vscode.ThemeIcon('graph-line'), tooltip: t('Compare All') };
  const begin = { iconPath: new vscode.ThemeIcon('add'), tooltip: t('New Interview') };
  const open = {
    iconPath: new vscode.ThemeIcon('markdown'),
    tooltip: t('Open Report as Markdown'),
  };
  const save = { iconPath: new vscode.ThemeIcon('save-as'), tooltip: t('Save Report as a File…') };
  const trash = { iconPath: new vscode.ThemeIcon('trash'), tooltip: t('Delete Interview') };

  const itemOf = (interview: Interview): InterviewItem => {
    const isOpen = interview.status === 'open';
    const { asked, score, spent } = comparable(interview);
    return {
      interview,
      label: formatDate(interview.started),
      description: isOpen
        ? t('not finished')
        : [scoreText(score), ...(interview.status === 'abandoned' ? [t('ended early')] : [])].join(
            ' · ',
          ),
      detail: isOpen ? unfinishedText(interview) : t('{0} questions, {1}', asked, timeText(spent)),
      buttons: isOpen ? [trash] : [open, save, trash],
    };
  };

  const pick = vscode.window.createQuickPick<InterviewItem>();
  pick.title = t('Mock interviews');
  pick.placeholder = t('Open a report, or continue an interview');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [compare, begin];
  pick.items = shownItems(interviews.map(itemOf));
  await new Promise<void>(resolve => {
    const act = (work: () => Promise<void>) => {
      pick.hide();
      work().catch(report);
    };
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item) act(() => panel.show(item.interview.id));
    });
    pick.onDidTriggerButton(button => {
      if (button === compare) act(() => reports.compare());
      if (button === begin) act(() => panel.showSetup());
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      if (button === open) act(() => reports.open(item.interview));
      if (button === save) act(() => reports.export(item.interview));
      if (button !== trash) return;
      pick.items = shownItems(pick.items.filter(other => other !== item));
      if (pick.items.length === 0) pick.hide();
      deleteInterview(parts, item.interview.id).catch(report);
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve();
    });
    pick.show();
  });
}

/** Deletes an interview; this can be undone. Its ratings stay in the schedule. */
export async function deleteInterview(
  { study, store, panel }: Omit<HistoryParts, 'reports'>,
  id: string,
): Promise<void> {
  await panel.forget(id);
  const interview = await store.read(id);
  if (!interview) return;
  const date = formatDate(interview.started);
  const step = await study.store.applyMuch(
    vscode.l10n.t('Deleted the interview of {0}', date),
    () => ({ progress: new Map(), removed: [id] }),
  );
  await panel.refresh();
  await sayDone(study, vscode.l10n.t('Deleted the interview of {0}.', date), step);
}
