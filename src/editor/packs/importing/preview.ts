/** Preview before an import is written: exclude questions, choose other readings or columns. */
import * as vscode from 'vscode';
import {
  readAs,
  withAllLeftOut,
  type FoundQuestion,
  type LeftOut,
  type Reading,
} from '../../../study/importing';
import type { Field } from '../../../study/importing/names';
import type { Question } from '../../../study/question';
import { HumanError } from '../../base/log';
import { showInformationMessage } from '../../base/messages';
import { shownItems, showQuickPick, type PickItem } from '../../base/picks';
import { plainText } from '../../base/plainText';
import { Slices } from '../../base/slices';
import type { Study } from '../../core/study';
import { comparison, type Comparison } from './comparison';
import type { ReadFile, ReadSource } from './readFiles';
import { columnNames, leftOutLine, leftOutText, oddityText, readingName } from './texts';

/** A question found, as a row. */
export interface FoundItem extends PickItem {
  readonly found: FoundQuestion;
  /** The person's question whose answer this one changes. */
  readonly changes: Question | undefined;
}

/**
 * Shows the questions found until the person confirms; other readings of a file and the meaning of
 * a table's columns can be chosen there. `undefined` if cancelled.
 */
export async function preview(
  study: Study,
  source: ReadSource,
): Promise<readonly FoundItem[] | undefined> {
  const { files, title } = source;
  const chosen = new Map(files.map(file => [file, file.readings[0]]));
  const compare = await comparison(study);
  const slices = new Slices();
  for (;;) {
    const found: FoundQuestion[] = [];
    for (const file of files) {
      for (const one of questionsIn(file, chosen.get(file), files.length > 1)) found.push(one);
    }
    const items = await itemsOf(found, compare, slices);
    const known = found.length - items.length;
    const readings = files.flatMap(file => chosen.get(file) ?? []);
    if (items.length === 0) {
      void showInformationMessage(
        vscode.l10n.t(
          'Every question in {0} is already in your packs with the same answer ({1}). Nothing was changed.',
          title,
          known,
        ),
      );
      return undefined;
    }
    const answer = await pickQuestions(source, items, known, readings);
    if (answer.kind !== 'again') return answer.kind === 'confirmed' ? answer.items : undefined;
    if (answer.what === 'left-out') {
      await showLeftOut(source, chosen);
      continue;
    }
    const isReading = answer.what === 'reading';
    const file = await chooseFile(files, chosen, isReading);
    if (!file) continue;
    const other = isReading
      ? await chooseReading(file, chosen.get(file))
      : await chooseColumns(file, slices);
    if (other) chosen.set(file, await slices.run(withAllLeftOut(other)));
  }
}

type Answer =
  | { readonly kind: 'confirmed'; readonly items: readonly FoundItem[] }
  | { readonly kind: 'again'; readonly what: 'reading' | 'columns' | 'left-out' }
  | { readonly kind: 'given-up' };

function pickQuestions(
  source: ReadSource,
  items: readonly FoundItem[],
  known: number,
  readings: readonly Reading[],
): Promise<Answer> {
  const { files } = source;
  const pick = vscode.window.createQuickPick<FoundItem>();
  const otherReading: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('list-selection'),
    tooltip:
      files.length === 1
        ? vscode.l10n.t('Read the File Another Way…')
        : vscode.l10n.t('Read a File Another Way…'),
  };
  const columns: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('table'),
    tooltip: vscode.l10n.t('Choose Columns…'),
  };
  const leftOutButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('info'),
    tooltip: vscode.l10n.t('Show What Was Left Out…'),
  };
  const leftOut = readings.flatMap(reading => reading.leftOut);
  const isSomethingLeft = leftOut.length + source.without.length + source.failures.length > 0;
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  const rows = shownItems(items);
  pick.items = rows;
  pick.selectedItems = rows.filter(({ picked }) => picked);
  pick.buttons = [
    ...(files.some(file => file.readings.length > 1) ? [otherReading] : []),
    ...(files.some(file => file.table) ? [columns] : []),
    ...(isSomethingLeft ? [leftOutButton] : []),
  ];
  pick.title = titleOf(source, items, known, readings);
  const said = [
    ...(leftOut.length > 0 ? [leftOutText(leftOut)] : []),
    ...(source.without.length > 0
      ? [vscode.l10n.t('Files without questions: {0}.', source.without.length)]
      : []),
    ...(source.truncated ? [vscode.l10n.t('There are more files than were read.')] : []),
    ...readings.flatMap(({ oddities = [] }) => oddities.map(oddityText)),
  ];
  pick.placeholder = [vscode.l10n.t('Which questions do you want to import?'), ...said].join(' ');
  return new Promise(resolve => {
    let answer: Answer = { kind: 'given-up' };
    pick.onDidAccept(() => {
      answer = { kind: 'confirmed', items: [...pick.selectedItems] };
      pick.hide();
    });
    pick.onDidTriggerButton(button => {
      const what =
        button === columns ? 'columns' : button === leftOutButton ? 'left-out' : 'reading';
      answer = { kind: 'again', what };
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(answer);
    });
    pick.show();
  });
}

function titleOf(
  { title, files }: ReadSource,
  items: readonly FoundItem[],
  known: number,
  readings: readonly Reading[],
): string {
  const unanswered = items.filter(({ found }) => found.answer === '').length;
  const changed = items.filter(({ picked }) => picked !== true).length;
  const [reading] = readings;
  return [
    files.length === 1 && reading
      ? vscode.l10n.t(
          '{0}, read as {1} · questions: {2}',
          title,
          readingName(reading),
          items.length,
        )
      : vscode.l10n.t('{0} · files: {1} · questions: {2}', title, files.length, items.length),
    ...(unanswered > 0 ? [vscode.l10n.t('without an answer: {0}', unanswered)] : []),
    ...(changed > 0 ? [vscode.l10n.t('other answers than yours, not ticked: {0}', changed)] : []),
    ...(known > 0 ? [vscode.l10n.t('already in your packs: {0}', known)] : []),
  ].join(' · ');
}

/** Maximum number of rows for skipped parts. */
const mostLeftOut = 2000;

/** Lists what was skipped and why; the preview returns when it is closed. */
async function showLeftOut(
  { files, without, failures }: ReadSource,
  chosen: ReadonlyMap<ReadFile, Reading | undefined>,
): Promise<void> {
  const all: (string | readonly [ReadFile, LeftOut])[] = [...failures, ...without];
  for (const file of files)
    for (const one of chosen.get(file)?.leftOut ?? []) all.push([file, one]);
  const rows = all.slice(0, mostLeftOut).map((one, index): PickItem => {
    if (typeof one === 'string') {
      const label = plainText(one);
      return index < failures.length
        ? { label }
        : { label, description: vscode.l10n.t('no questions') };
    }
    const [{ path }, leftOut] = one;
    const { label, description } = leftOutLine(leftOut);
    return { label: plainText(label), description: `${path} · ${description}` };
  });
  await showQuickPick(rows, {
    title: vscode.l10n.t('Left out: {0}', all.length),
    placeHolder: vscode.l10n.t('Press Enter or Escape to go back to the questions.'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
}

/** The file to read differently; asked if there are several. */
async function chooseFile(
  files: readonly ReadFile[],
  chosen: ReadonlyMap<ReadFile, Reading | undefined>,
  isReading: boolean,
): Promise<ReadFile | undefined> {
  const possible = files.filter(file => (isReading ? file.readings.length > 1 : file.table));
  if (possible.length <= 1) return possible[0];
  const items = possible.map(file => {
    const reading = chosen.get(file);
    return {
      file,
      label: file.path,
      description: reading ? readingName(reading) : '',
      detail: vscode.l10n.t('{0} questions', reading?.questions.length ?? 0),
    };
  });
  const item = await showQuickPick(items, {
    title: vscode.l10n.t('Which file?'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return item?.file;
}

async function chooseReading(
  file: ReadFile,
  present: Reading | undefined,
): Promise<Reading | undefined> {
  const items = file.readings.map(reading => ({
    reading,
    label: readingName(reading),
    description: vscode.l10n.t('{0} questions', reading.questions.length),
    detail: reading.questions
      .slice(0, 3)
      .map(({ title }) => plainText(title))
      .join(' · ')
      .slice(0, 200),
    picked: reading.questions === present?.questions,
  }));
  const chosen = await showQuickPick(items, {
    title: vscode.l10n.t('How should {0} be read?', file.path),
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  return chosen?.reading;
}

/** Asks column by column until nothing is left to ask or the person stops. */
async function chooseColumns(
  { path, table }: ReadFile,
  slices: Slices,
): Promise<Reading | undefined> {
  if (!table) return undefined;
  const width = Math.min(20, Math.max(...table.rows.slice(0, 50).map(row => row.length)));
  const columns: (Field | undefined)[] = [];
  for (let index = 0; index < width; index++) {
    const sample = table.rows.slice(0, 3).map(row => row[index] ?? '');
    const items = columnNames().map(({ field, label }) => ({
      field,
      label,
      ...(table.columns[index] === field ? { description: vscode.l10n.t('as now') } : {}),
    }));
    items.sort((a, b) => Number('description' in b) - Number('description' in a));
    const chosen = await showQuickPick(items, {
      title: vscode.l10n.t('{0}: what is column {1} of {2}?', path, index + 1, width),
      placeHolder: [table.head?.[index], ...sample].filter(Boolean).join(' · ').slice(0, 150),
      ignoreFocusOut: true,
    });
    if (!chosen) return undefined;
    columns.push(chosen.field);
  }
  const reading = await slices.run(readAs(table, columns));
  if (reading.questions.length > 0) return reading;
  throw new HumanError(
    vscode.l10n.t('No column has the questions, so there is nothing to import.'),
  );
}

/** Formats in which each question names its own category. */
const withCategories = new Set<Reading['shape']>(['anki', 'columns', 'gift', 'json', 'pack']);

function questionsIn(
  { category }: ReadFile,
  reading: Reading | undefined,
  isOneOfMany: boolean,
): readonly FoundQuestion[] {
  const questions = reading?.questions ?? [];
  const categories = new Set(questions.map(question => question.category));
  const hasOwn = reading && categories.size > 1 && withCategories.has(reading.shape);
  return isOneOfMany && !hasOwn ? questions.map(one => ({ ...one, category })) : questions;
}

/** The rows of those that are not in a pack of the person's already, unchanged. */
async function itemsOf(
  questions: readonly FoundQuestion[],
  compare: Comparison,
  slices: Slices,
): Promise<FoundItem[]> {
  const matchOf = await compare(questions);
  const items: FoundItem[] = [];
  for (const found of questions) {
    await slices.pause();
    const match = matchOf(found);
    if (match?.same) continue;
    items.push({
      found,
      changes: match?.own,
      label: plainText(found.title),
      description: match
        ? vscode.l10n.t('changes the answer in {0}', match.own.source.file)
        : plainText(found.category),
      detail: plainText(found.hint || found.answer.slice(0, 200)),
      picked: match === undefined || !(match.isUnsure || match.replaces),
    });
  }
  return items;
}
