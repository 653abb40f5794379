/** Writing packs without typing Markdown: a new pack, a question, an import; and a pack to share. */
import * as vscode from 'vscode';
import {
  codeBlock,
  packMarkdown,
  questionMarkdown,
  type WrittenCategory,
} from '../../study/pack/write';
import { maximumFileLength, maximumQuestions } from '../../study/pack/file';
import { findQuestions, type FoundQuestion } from '../../study/pack/importing';
import { decodeText, type DecodedText } from '../../study/pack/decode';
import { slug } from '../../study/slug';
import type { Category, Question } from '../../study/question';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { HumanError } from '../base/log';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { addToCategory, chooseCategory, newPackFile, packFolder } from './packTargets';

type WriteCommand =
  | typeof commands.newPack
  | typeof commands.addQuestion
  | typeof commands.questionFromSelection
  | typeof commands.importQuestions
  | typeof commands.exportPack;

/** The handlers of these commands. */
export function writeCommands({ study }: { readonly study: Study }): Handlers<WriteCommand> {
  return {
    [commands.newPack]: () => newPack(study),
    [commands.addQuestion]: () => addQuestion(study, ''),
    [commands.questionFromSelection]: () => questionFromSelection(study),
    [commands.importQuestions]: () => importQuestions(study),
    [commands.exportPack]: () => exportPack(study),
  };
}

async function newPack(study: Study): Promise<void> {
  const title = await ask(vscode.l10n.t('What is the pack about?'), vscode.l10n.t('Our stack'));
  if (title === undefined) return;
  const first = vscode.l10n.t('What should everybody know about it?');
  const id = freeId(study, first);
  const text = [
    `# ${title}`,
    '',
    `## ${first} {#${id}}`,
    '',
    `> ${vscode.l10n.t('What to think of first.')}`,
    '',
    '### In short',
    '',
    vscode.l10n.t('What you would say aloud.'),
    '',
    '### Key points',
    '',
    `- ${vscode.l10n.t('What an interviewer listens for')}`,
    '',
  ].join('\n');
  await open(await newPackFile(title, text));
}

/** Asks for a question and puts it where the person chooses. `body` is its answer so far. */
async function addQuestion(study: Study, body: string): Promise<void> {
  const title = await ask(vscode.l10n.t('The question'), vscode.l10n.t('How do we deploy?'));
  if (title === undefined) return;
  const hint = await vscode.window.showInputBox({
    title: vscode.l10n.t('The hint'),
    prompt: vscode.l10n.t('What to think of first. Leave it empty for none.'),
    ignoreFocusOut: true,
  });
  if (hint === undefined) return;
  await study.questions.settled();
  const category = await chooseCategory(study);
  if (category === undefined) return;
  const answer = body === '' ? `### In short\n\n${vscode.l10n.t('Write the answer here.')}` : body;
  const question = { id: freeId(study, title), title, hint, body: answer };
  if (category === 'new') {
    const name = await ask(vscode.l10n.t('The new pack'), vscode.l10n.t('My questions'));
    if (name === undefined) return;
    await open(
      await newPackFile(name, packMarkdown([{ title: name, questions: [question] }])),
      title,
    );
    return;
  }
  const uri = await addToCategory(study, category, questionMarkdown(question));
  await open(uri, title);
}

/** The languages of editors that a pack's code blocks call otherwise. */
const fenceLanguages: Partial<Record<string, string>> = {
  shellscript: 'bash',
  'django-html': 'django',
  plaintext: '',
};

async function questionFromSelection(study: Study): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const code = editor?.document.getText(editor.selection) ?? '';
  if (!editor || code.trim() === '') {
    throw new HumanError(
      vscode.l10n.t('Select the code or text first that the question is about.'),
    );
  }
  const { languageId } = editor.document;
  const isProse = languageId === 'markdown' || languageId === 'plaintext';
  const body = isProse ? code : codeBlock(code, fenceLanguages[languageId] ?? languageId);
  await addQuestion(study, `### In depth\n\n${body}`);
}

interface FoundItem extends vscode.QuickPickItem {
  readonly found?: FoundQuestion;
}

async function importQuestions(study: Study): Promise<void> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Questions'),
      openLabel: vscode.l10n.t('Import Questions'),
      filters: {
        [vscode.l10n.t('Tables, JSON, Markdown')]: ['csv', 'tsv', 'txt', 'json', 'md', 'markdown'],
      },
    })) ?? [];
  if (!uri) return;
  const name = uri.path.split('/').at(-1) ?? '';
  const { text: content, badLine } = await readText(uri, name);
  const { questions, leftOut, failure } = findQuestions(name, content);
  if (failure !== undefined) throw new HumanError(failureText(failure, name));
  if (badLine !== undefined) {
    // Spreadsheets save in other encodings than UTF-8 where one does not look.
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} is not UTF-8 from line {1} on: what cannot be read is shown as �. Save it with the encoding UTF-8 and import it again, or go on.',
        name,
        badLine + 1,
      ),
    );
  }
  await study.questions.settled();
  const items = questions.map((found): FoundItem => {
    return {
      found,
      label: found.title,
      description: found.category,
      detail: found.hint || found.answer.slice(0, 200),
      picked: true,
    };
  });
  // Nothing is written before this preview was confirmed.
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title:
      leftOut === 0
        ? vscode.l10n.t('Questions in {0}: {1}', name, questions.length)
        : vscode.l10n.t(
            'Questions in {0}: {1}. Left out, without a question or with one that is there already: {2}',
            name,
            questions.length,
            leftOut,
          ),
    placeHolder: vscode.l10n.t('Which questions are to be imported?'),
  });
  const taken = chosen?.flatMap(({ found }) => found ?? []) ?? [];
  if (taken.length === 0) return;
  const title = await ask(
    vscode.l10n.t('The name of the new pack'),
    vscode.l10n.t('Imported questions'),
    name.replace(/\.[^.]+$/, ''),
  );
  if (title === undefined) return;
  const categories = new Map<string, FoundQuestion[]>();
  for (const found of taken) {
    const category = found.category || title;
    categories.set(category, [...(categories.get(category) ?? []), found]);
  }
  const ids = new Set<string>();
  const text = packText(
    [...categories].map(([category, all]) => ({
      title: category,
      questions: all.map(({ title: wording, hint, answer }) => {
        const id = freeId(study, wording, ids);
        ids.add(id);
        return { id, title: wording, hint, body: answer };
      }),
    })),
  );
  // Above several categories the title names what they are together.
  const heading = categories.size > 1 ? `# ${title}\n\n` : '';
  await open(await newPackFile(title, heading + text));
}

/** UTF-16 takes two bytes for each of the characters that a file may have. */
const mostBytes = 2 * maximumFileLength;

async function readText(uri: vscode.Uri, name: string): Promise<DecodedText> {
  // Asked first, so that a film that was chosen by mistake is not read.
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > mostBytes) throw new HumanError(failureText('too-large', name));
  return decodeText(await vscode.workspace.fs.readFile(uri));
}

/** @throws HumanError when it would be a pack that is refused when it is read. */
function packText(categories: readonly WrittenCategory[]): string {
  const count = categories.reduce((sum, { questions }) => sum + questions.length, 0);
  const text = count > maximumQuestions ? '' : packMarkdown(categories);
  if (text !== '' && text.length <= maximumFileLength) return text;
  throw new HumanError(
    vscode.l10n.t(
      'A file of questions has at most {0} questions and 5 MB. Nothing was written. Choose fewer questions.',
      maximumQuestions,
    ),
  );
}

function failureText(failure: 'too-large' | 'not-json' | 'nothing', name: string): string {
  switch (failure) {
    case 'too-large':
      return vscode.l10n.t('{0} has more than 5 MB. Divide it and import its parts.', name);
    case 'not-json':
      return vscode.l10n.t(
        '{0} is no valid JSON. Open it in an editor to see where it breaks.',
        name,
      );
    case 'nothing':
      return vscode.l10n.t(
        'There are no questions in {0}. A table needs a column “question”, Markdown a list or headings.',
        name,
      );
  }
}

interface CategoryItem extends vscode.QuickPickItem {
  readonly category?: Category;
}

async function exportPack(study: Study): Promise<void> {
  await study.questions.settled();
  const items = study.questions.library.collections.flatMap(({ title, categories }) => [
    { label: title, kind: vscode.QuickPickItemKind.Separator },
    ...categories.map((category): CategoryItem => {
      const description = vscode.l10n.t('{0} questions', category.questions.length);
      return { category, label: category.title, description };
    }),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which categories go into the pack?'),
  });
  const categories = await chooseQuestions(chosen?.flatMap(({ category }) => category ?? []) ?? []);
  if (categories.length === 0) return;
  const written = await Promise.all(
    categories.map(async ({ title, questions }) => ({
      title,
      questions: await Promise.all(
        questions.map(async question => ({
          ...question,
          body: await study.questions.body(question),
        })),
      ),
    })),
  );
  const text = packText(written);
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Pack'),
    defaultUri: vscode.Uri.joinPath(packFolder() ?? vscode.Uri.file('/'), 'pack.questions.md'),
    filters: { Markdown: ['md'] },
    saveLabel: vscode.l10n.t('Export Pack'),
  });
  if (!uri) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await open(uri);
}

interface QuestionItem extends vscode.QuickPickItem {
  readonly question?: Question;
}

/** Lets the person leave out questions of these categories; gives what is left, none after Escape. */
async function chooseQuestions(
  categories: readonly Category[],
): Promise<Pick<Category, 'title' | 'questions'>[]> {
  if (categories.length === 0) return [];
  const items = categories.flatMap(({ title, questions }) => [
    { label: plainText(title), kind: vscode.QuickPickItemKind.Separator },
    ...questions.map((question): QuestionItem => {
      return { question, label: plainText(question.title), picked: true };
    }),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which questions go into the pack?'),
  });
  const taken = new Set(chosen?.map(({ question }) => question));
  return categories
    .map(({ title, questions }) => ({ title, questions: questions.filter(one => taken.has(one)) }))
    .filter(({ questions }) => questions.length > 0);
}

function ask(title: string, placeHolder: string, value = ''): Promise<string | undefined> {
  const answer = vscode.window.showInputBox({
    title,
    placeHolder,
    value,
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? vscode.l10n.t('Type a few words.') : undefined),
  });
  return Promise.resolve(answer).then(text => text?.replace(/\s+/g, ' ').trim());
}

/** An id for a wording that no question has, those of `others` included. */
function freeId(study: Study, wording: string, others: ReadonlySet<string> = new Set()): string {
  const wanted = slug(wording);
  let id = wanted;
  for (let suffix = 2; others.has(id) || study.questions.isTaken(id); suffix++) {
    id = `${wanted}-${suffix}`;
  }
  return id;
}

/** Opens a file, at the heading with this wording if it is given. */
async function open(uri: vscode.Uri, wording?: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  if (wording === undefined) return;
  const at = document.getText().lastIndexOf(`## ${plainText(wording)}`);
  if (at === -1) return;
  const position = document.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.AtTop);
}
