/** "Export Progress…": writes it all to a file, or as a table. */
import * as vscode from 'vscode';
import { progressFileLines } from '../../study/exchange/progressFile';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { showQuickPick } from '../base/picks';
import { exportedQuestions } from './exportedQuestions';
import { sayExported, saveText } from './files';
import { progressFileOf, type Exchanged } from './exchanged';

/** The handler of this command. */
export function exportProgressCommands(
  exchanged: Exchanged,
): Handlers<typeof commands.exportProgress> {
  return { [commands.exportProgress]: () => exportProgress(exchanged) };
}

async function exportProgress(exchanged: Exchanged): Promise<void> {
  const { study } = exchanged;
  await study.store.open();
  const formats = [
    {
      icon: 'json',
      label: vscode.l10n.t('Progress file'),
      description: '.json',
      detail: vscode.l10n.t(
        'All of it: marks, reviews, notes and interviews. For another machine, or as a backup.',
      ),
      table: false,
    },
    {
      icon: 'table',
      label: vscode.l10n.t('Table'),
      description: '.csv',
      detail: vscode.l10n.t('A row for each question, for a spreadsheet.'),
      table: true,
    },
  ];
  const format = await showQuickPick(formats, {
    title: vscode.l10n.t('Export Progress'),
    placeHolder: vscode.l10n.t('As which file?'),
  });
  if (!format) return;
  const now = new Date().toISOString();
  const uri = await saveText(
    `django-interview-progress-${now.slice(0, 10)}`,
    {
      title: vscode.l10n.t('Export Progress'),
      extension: format.table ? 'csv' : 'json',
      description: format.table ? vscode.l10n.t('Table') : vscode.l10n.t('Progress file'),
    },
    async () => {
      if (!format.table) return progressFileLines(await progressFileOf(exchanged), now);
      const { progressCsv } = await import('../../study/exchange/progressCsv');
      const { questions } = await exportedQuestions(study, study.questions.library.questions, {
        answers: false,
        pictures: false,
      });
      return progressCsv(questions, study.store.progress, timeForSpreadsheet);
    },
  );
  if (uri) await sayExported(uri);
}

/** Local time in spreadsheet format; empty for an invalid time. */
export function timeForSpreadsheet(time: number): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return '';
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [String(at.getFullYear()), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${date} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}
