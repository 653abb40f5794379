/** Commands to write packs without typing Markdown: new pack, question, shared pack. */
import * as vscode from 'vscode';
import { withoutUnsafeLinks } from '../../study/markdown/sourceLinks';
import { codeBlock, copied, questionMarkdown, type WrittenQuestion } from '../../study/pack/write';
import type { Category, Question } from '../../study/question';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { HumanError } from '../base/log';
import { showQuickPick, type PickItem } from '../base/picks';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import { writeOver } from '../base/writeOver';
import type { Study } from '../core/study';
import { meantQuestions } from '../core/target';
import { importQuestions } from './importing/importQuestions';
import {
  addToCategory,
  chooseCategory,
  newPackFile,
  packFolder,
  TooLargeError,
} from './packTargets';
import { slug } from '../../study/slug';
import { ask, freeId, freeIds, offerAgain, openPack, packText } from './writtenPack';

type WriteCommand =
  | typeof commands.newPack
  | typeof commands.addQuestion
  | typeof commands.questionFromSelection
  | typeof commands.importQuestions
  | typeof commands.exportPack
  | typeof commands.copyToPack;

/** The handlers of these commands. */
export function writeCommands({ study }: { readonly study: Study }): Handlers<WriteCommand> {
  return {
    [commands.newPack]: () => newPack(study),
    /** @param wording initial wording of the question, or of several that are added as they are */
    [commands.addQuestion]: wording => {
      const several: unknown[] = Array.isArray(wording) ? wording : [];
      const wordings = several.filter(each => typeof each === 'string');
      return wordings.length > 0
        ? addQuestions(study, wordings)
        : addQuestion(study, '', typeof wording === 'string' ? wording : '');
    },
    [commands.questionFromSelection]: () => questionFromSelection(study),
    [commands.importQuestions]: (...uris) =>
      importQuestions(
        study,
        uris.filter(uri => uri instanceof vscode.Uri),
      ),
    [commands.exportPack]: () => exportPack(study),
    [commands.copyToPack]: (target, selected) => copyToPack(study, target, selected),
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
  await openPack(await newPackFile(title, text));
}

/**
 * Asks for a question and adds it where the person chooses. If that comes to nothing once they have
 * typed it, they can continue with what they typed.
 *
 * @param body its answer so far
 */
async function addQuestion(study: Study, body: string, wording = '', clue = ''): Promise<void> {
  const title = await ask(
    vscode.l10n.t('The question'),
    vscode.l10n.t('How do we deploy?'),
    wording,
  );
  if (title === undefined) return;
  const hint = await vscode.window.showInputBox({
    title: vscode.l10n.t('The hint'),
    prompt: vscode.l10n.t('What to think of first. Leave it empty for none.'),
    value: clue,
    ignoreFocusOut: true,
  });
  let isAdded = false;
  let mayBeThere = false;
  try {
    if (hint === undefined) return;
    await study.questions.settled();
    const category = await chooseCategory(study);
    if (category === undefined) return;
    // An error may come after the question is in the editor of an existing pack.
    mayBeThere = category !== 'new';
    const answer =
      body === '' ? `### In short\n\n${vscode.l10n.t('Write the answer here.')}` : body;
    const question = { id: freeId(study, title), title, hint, body: answer };
    isAdded = await addTo(study, category, [question]);
  } catch (error) {
    if (error instanceof TooLargeError) mayBeThere = false;
    throw error;
  } finally {
    if (!isAdded && !mayBeThere) {
      offerAgain(title, () => addQuestion(study, body, title, hint ?? clue));
    }
  }
}

/** Adds several questions, without answers, to a chosen place; gives whether they were added. */
export async function addQuestions(study: Study, wordings: readonly string[]): Promise<boolean> {
  await study.questions.settled();
  const category = await chooseCategory(study);
  if (category === undefined) return false;
  const ids = freeIds(study);
  const questions = wordings.map(title => ({
    id: ids.take(slug(title)),
    title: withoutUnsafeLinks(title), // a model's
    hint: '',
    body: `### In short\n\n${vscode.l10n.t('Write the answer here.')}`,
  }));
  return addTo(study, category, questions);
}

/** Adds questions to a category or a new pack and opens it; gives whether they were added. */
async function addTo(
  study: Study,
  category: Category | 'new',
  questions: readonly WrittenQuestion[],
): Promise<boolean> {
  const { title = '' } = questions[0] ?? {};
  if (category !== 'new') {
    const markdown = questions.map(question => questionMarkdown(question).trimEnd()).join('\n\n');
    await openPack(await addToCategory(study, category, markdown), title);
    return true;
  }
  const name = await ask(vscode.l10n.t('The new pack'), vscode.l10n.t('My questions'));
  if (name === undefined) return false;
  await openPack(await newPackFile(name, await packText([{ title: name, questions }])), title);
  return true;
}

/**
 * Copies questions with hints and answers to a chosen place under new ids, to be changed there. The
 * originals and their progress stay. `target` and `selected` are the arguments of a row's command.
 */
async function copyToPack(study: Study, target: unknown, selected: unknown): Promise<void> {
  await study.questions.settled();
  const originals = meantQuestions(study, target, selected);
  if (originals.length === 0) throw new HumanError(vscode.l10n.t('Open a question first.'));
  const category = await chooseCategory(study);
  if (category === undefined) return;
  const ids = freeIds(study);
  const copies = await Promise.all(
    originals.map(async question => {
      const id = ids.take(question.id);
      return { ...(await copyOf(study, question)), id };
    }),
  );
  await addTo(study, category, copies);
}

async function copyOf(study: Study, question: Question): Promise<WrittenQuestion> {
  return new Slices().run(copied(question, await study.questions.body(question)));
}

/** Editor language ids that have another name in a pack's code blocks. */
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
      vscode.l10n.t('First select the code or text that the question is about.'),
    );
  }
  const { languageId } = editor.document;
  const isProse = languageId === 'markdown' || languageId === 'plaintext';
  const body = isProse ? code : codeBlock(code, fenceLanguages[languageId] ?? languageId);
  await addQuestion(study, `### In depth\n\n${body}`);
}

interface CategoryItem extends PickItem {
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
  const chosen = await showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which categories go into the pack?'),
  });
  const categories = await chooseQuestions(chosen?.flatMap(({ category }) => category ?? []) ?? []);
  if (categories.length === 0) return;
  const written = await Promise.all(
    categories.map(async ({ questions, ...category }) => ({
      ...category,
      questions: await Promise.all(questions.map(question => copyOf(study, question))),
    })),
  );
  const text = await packText(written);
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Pack'),
    defaultUri: vscode.Uri.joinPath(packFolder() ?? vscode.Uri.file('/'), 'pack.questions.md'),
    filters: { Markdown: ['md'] },
    saveLabel: vscode.l10n.t('Export Pack'),
  });
  if (!uri) return;
  await writeOver(uri, new TextEncoder().encode(text));
  await openPack(uri);
}

interface QuestionItem extends PickItem {
  readonly question?: Question;
}

/** Lets the person exclude questions of these categories; gives the rest, none after Escape. */
async function chooseQuestions(
  categories: readonly Category[],
): Promise<Pick<Category, 'title' | 'short' | 'questions'>[]> {
  if (categories.length === 0) return [];
  const items = categories.flatMap(({ title, questions }) => [
    { label: plainText(title), kind: vscode.QuickPickItemKind.Separator },
    ...questions.map((question): QuestionItem => {
      return { question, label: plainText(question.title), picked: true };
    }),
  ]);
  const chosen = await showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which questions go into the pack?'),
  });
  const taken = new Set(chosen?.map(({ question }) => question));
  return categories
    .map(category => ({
      ...category,
      questions: category.questions.filter(one => taken.has(one)),
    }))
    .filter(({ questions }) => questions.length > 0);
}
