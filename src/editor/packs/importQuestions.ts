/**
 * "Import Questions…": files of any list, read, shown, and written as a pack. Nothing is written
 * before the preview was confirmed; what is there already is not written a second time.
 */
import * as vscode from 'vscode';
import {
  findQuestionsInSteps,
  readAs,
  type FoundQuestion,
  type Reading,
  type Table,
} from '../../study/importing';
import type { Field } from '../../study/importing/names';
import { decodeText } from '../../study/pack/decode';
import { maximumFileLength } from '../../study/pack/file';
import type { Question } from '../../study/question';
import { foldText } from '../../study/search';
import { slug, titleFromName } from '../../study/slug';
import { HumanError } from '../base/log';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';
import { columnNames, failureText, leftOutText, oddityText, readingName } from './importTexts';
import { newPackFile, replaceAnswer } from './packTargets';
import { ask, freeIds, openPack, packText } from './writtenPack';
import { showInformationMessage, showWarningMessage } from '../base/messages';

/** A file that was read. */
interface ReadFile {
  readonly name: string;
  readonly readings: readonly Reading[];
  readonly table: Table | undefined;
}

/** What of a file is proposed: a reading, compared with what the person has. */
interface Proposal {
  readonly items: readonly FoundItem[];
  /** How many questions are in a pack of the person's already, just so. */
  readonly known: number;
}

interface FoundItem extends vscode.QuickPickItem {
  readonly found: FoundQuestion;
  /** The person's question whose answer this one changes. */
  readonly changes: Question | undefined;
}

/** Asks for files, shows what is in them, and makes a pack of what the person leaves ticked. */
export async function importQuestions(study: Study): Promise<void> {
  const uris = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Questions'),
    openLabel: vscode.l10n.t('Import Questions'),
    canSelectMany: true,
    filters: {
      [vscode.l10n.t('Tables, JSON, Markdown')]: [
        ...['csv', 'tsv', 'txt', 'json', 'jsonl', 'md', 'markdown'],
      ],
    },
  });
  if (!uris || uris.length === 0) return;
  const files = await readFiles(uris);
  const [first] = files;
  if (!first) return;
  const title = files.length === 1 ? first.name : vscode.l10n.t('{0} files', files.length);
  await study.questions.settled();
  const chosen = await preview(study, title, files);
  if (!chosen || chosen.length === 0) return;
  const added = chosen.filter(({ changes }) => changes === undefined);
  for (const { changes, found } of chosen) {
    if (changes) await replaceAnswer(study, changes, found.answer);
  }
  if (added.length > 0) {
    const name = files.length === 1 ? first.name.replace(/\.[^.]+$/, '') : '';
    await write(
      study,
      name,
      added.map(({ found }) => found),
    );
  } else {
    const changed = chosen.length;
    void showInformationMessage(
      vscode.l10n.t('Answers changed in your packs: {0}. No question was added.', changed),
    );
  }
}

/** UTF-16 takes two bytes for each of the characters that a file may have. */
const mostBytes = 2 * maximumFileLength;

/**
 * Reads the files one after the other. Of several those without questions are named and passed over.
 *
 * @throws HumanError when there is nothing in any of them
 */
async function readFiles(uris: readonly vscode.Uri[]): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  const failures: string[] = [];
  const slices = new Slices();
  for (const uri of uris) {
    const name = uri.path.split('/').at(-1) ?? '';
    // Asked first, so that a film that was chosen by mistake is not read.
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) {
      failures.push(failureText('too-large', name));
      continue;
    }
    const { text, badLine } = decodeText(await vscode.workspace.fs.readFile(uri));
    const { readings, table, failure } = await slices.run(findQuestionsInSteps(name, text));
    if (failure !== undefined) {
      failures.push(failureText(failure, name));
      continue;
    }
    if (badLine !== undefined) {
      // Spreadsheets save in other encodings than UTF-8 where one does not look.
      void showWarningMessage(
        vscode.l10n.t(
          '{0} is not UTF-8 from line {1} on: what cannot be read is shown as �. Save it with the encoding UTF-8 and import it again, or go on.',
          name,
          badLine + 1,
        ),
      );
    }
    files.push({ name, readings, table });
  }
  const [why] = failures;
  if (files.length === 0) throw new HumanError(why ?? '');
  if (why !== undefined) void showWarningMessage(failures.slice(0, 5).join(' '));
  return files;
}

/**
 * Shows what was found until the person confirms it; from there the other readings of a file and the
 * meaning of a table's columns can be chosen. `undefined` where it was given up.
 */
async function preview(
  study: Study,
  title: string,
  files: readonly ReadFile[],
): Promise<readonly FoundItem[] | undefined> {
  const chosen = new Map(files.map(file => [file, file.readings[0]]));
  const compare = await comparison(study);
  for (;;) {
    const proposals = files.map(file => propose(file, chosen.get(file), files.length > 1, compare));
    const items = proposals.flatMap(proposal => proposal.items);
    const known = proposals.reduce((sum, proposal) => sum + proposal.known, 0);
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
    const [only] = files.length === 1 ? files : [];
    const answer = await pickQuestions(title, items, known, readings, only);
    if (answer.kind !== 'again') return answer.kind === 'confirmed' ? answer.items : undefined;
    if (!only) continue;
    const other =
      answer.what === 'reading'
        ? await chooseReading(only, chosen.get(only))
        : await chooseColumns(only);
    if (other) chosen.set(only, other);
  }
}

type Answer =
  | { readonly kind: 'confirmed'; readonly items: readonly FoundItem[] }
  | { readonly kind: 'again'; readonly what: 'reading' | 'columns' }
  | { readonly kind: 'given-up' };

function pickQuestions(
  title: string,
  items: readonly FoundItem[],
  known: number,
  readings: readonly Reading[],
  only: ReadFile | undefined,
): Promise<Answer> {
  const pick = vscode.window.createQuickPick<FoundItem>();
  const otherReading: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('list-selection'),
    tooltip: vscode.l10n.t('Read the File Another Way…'),
  };
  const columns: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('table'),
    tooltip: vscode.l10n.t('Choose Columns…'),
  };
  const leftOut = readings.flatMap(reading => reading.leftOut);
  const unanswered = items.filter(({ found }) => found.answer === '').length;
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked);
  pick.buttons = [
    ...((only?.readings.length ?? 0) > 1 ? [otherReading] : []),
    ...(only?.table ? [columns] : []),
  ];
  const [reading] = readings;
  const parts = [
    only && reading
      ? vscode.l10n.t(
          '{0}, read as {1} · questions: {2}',
          title,
          readingName(reading),
          items.length,
        )
      : vscode.l10n.t('{0} · questions: {1}', title, items.length),
    ...(unanswered > 0 ? [vscode.l10n.t('without an answer: {0}', unanswered)] : []),
    ...(known > 0 ? [vscode.l10n.t('already in your packs: {0}', known)] : []),
  ];
  pick.title = parts.join(' · ');
  const said = [
    ...(leftOut.length > 0 ? [leftOutText(leftOut)] : []),
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
      answer = { kind: 'again', what: button === columns ? 'columns' : 'reading' };
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(answer);
    });
    pick.show();
  });
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
    picked: reading === present,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('How should {0} be read?', file.name),
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  return chosen?.reading;
}

/** Asks column by column, until there is nothing left to ask or the person has enough. */
async function chooseColumns({ name, table }: ReadFile): Promise<Reading | undefined> {
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
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('{0}: what is column {1} of {2}?', name, index + 1, width),
      placeHolder: [table.head?.[index], ...sample].filter(Boolean).join(' · ').slice(0, 150),
      ignoreFocusOut: true,
    });
    if (!chosen) return undefined;
    columns.push(chosen.field);
  }
  const reading = readAs(table, columns);
  if (reading.questions.length > 0) return reading;
  throw new HumanError(
    vscode.l10n.t('No column has the questions, so there is nothing to import.'),
  );
}

/** Tells of a question that was found which of the person's own it is, with the same answer or another. */
type Comparison = (
  found: FoundQuestion,
) => { readonly same: boolean; readonly own: Question } | undefined;

async function comparison(study: Study): Promise<Comparison> {
  const packs = await study.questions.packs();
  const own = study.questions.library.questions.filter(({ source }) => source.pack !== undefined);
  const byWording = new Map<string, { readonly question: Question; readonly body: string }[]>();
  const slices = new Slices();
  for (const question of own) {
    const body = await study.questions.body(question).catch(() => '');
    const key = wordingKey(question.title);
    const others = byWording.get(key);
    if (others) others.push({ question, body });
    else byWording.set(key, [{ question, body }]);
    await slices.pause();
  }
  return ({ title, answer }) => {
    const alike = byWording.get(wordingKey(title)) ?? [];
    const same = alike.find(({ body }) => answerKey(body) === answerKey(answer));
    if (same) return { same: true, own: same.question };
    const [only] = alike;
    // Of several with one wording nobody can say which is meant; an item of a list has no answer to set.
    if (alike.length !== 1 || !only || answer === '') return undefined;
    const isItem = packs.file(only.question.source)?.draft.questions.bullets !== false;
    return isItem ? undefined : { same: false, own: only.question };
  };
}

function wordingKey(title: string): string {
  return foldText(title)
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}

/** White space, and what writing a pack changes in an answer, are no difference. */
function answerKey(markdown: string): string {
  return markdown
    .replace(/^#+\s*/gm, '#')
    .replace(/\s+/g, ' ')
    .trim();
}

function propose(
  { name }: ReadFile,
  reading: Reading | undefined,
  isOneOfMany: boolean,
  compare: Comparison,
): Proposal {
  const questions = reading?.questions ?? [];
  const categories = new Set(questions.map(({ category }) => category));
  const file = titleFromName(name);
  let known = 0;
  const items = questions.flatMap((question): FoundItem[] => {
    const found = isOneOfMany && categories.size === 1 ? { ...question, category: file } : question;
    const match = compare(found);
    if (match?.same) {
      known++;
      return [];
    }
    return [
      {
        found,
        changes: match?.own,
        label: plainText(found.title),
        description: match
          ? vscode.l10n.t('changes the answer in {0}', match.own.source.file)
          : plainText(found.category),
        detail: plainText(found.hint || found.answer.slice(0, 200)),
        picked: true,
      },
    ];
  });
  return { items, known };
}

/** Writes a new pack of these questions and opens it. */
async function write(
  study: Study,
  name: string,
  questions: readonly FoundQuestion[],
): Promise<void> {
  const title = await ask(
    vscode.l10n.t('The name of the new pack'),
    vscode.l10n.t('Imported questions'),
    name,
  );
  if (title === undefined) return;
  const categories = new Map<string, FoundQuestion[]>();
  for (const found of questions) {
    const category = found.category || title;
    const others = categories.get(category);
    if (others) others.push(found);
    else categories.set(category, [found]);
  }
  const ids = freeIds(study);
  const text = packText(
    [...categories].map(([category, all]) => ({
      title: category,
      questions: all.map(({ title: wording, hint, answer, id: own }) => {
        return { id: ids.take(slug(own ?? wording)), title: wording, hint, body: answer };
      }),
    })),
  );
  // Above several categories the title names what they are together.
  const heading = categories.size > 1 ? `# ${title}\n\n` : '';
  await openPack(await newPackFile(title, heading + text));
}
