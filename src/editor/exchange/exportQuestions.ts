/** "Export Questions…": asks which ones, then the format. */
import * as vscode from 'vscode';
import type { ExportedQuestion } from '../../study/exchange/question';
import type { Question } from '../../study/question';
import { slug } from '../../study/slug';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { report } from '../base/log';
import { showQuickPick, type PickItem } from '../base/picks';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';
import { exportedQuestions } from './exportedQuestions';
import { sayExported, saveText } from './files';

/** The handler of this command. */
export function exportQuestionsCommands({
  study,
}: {
  readonly study: Study;
}): Handlers<typeof commands.exportQuestions | typeof commands.cheatSheet> {
  return {
    [commands.exportQuestions]: () => exportQuestions(study),
    [commands.cheatSheet]: () => showCheatSheet(study),
  };
}

interface ScopeItem extends PickItem {
  /** Absent in a separator. */
  readonly questions?: readonly Question[];
  readonly name?: string;
}

interface FormatItem extends PickItem {
  readonly extension: string;
  readonly write: (questions: readonly ExportedQuestion[], title: string) => Promise<string>;
}

async function exportQuestions(study: Study): Promise<void> {
  await Promise.all([study.store.open(), study.questions.settled()]);
  const title = vscode.l10n.t('Export Questions');
  const scope = await showQuickPick(scopeItems(study), {
    title,
    placeHolder: vscode.l10n.t('Which questions?'),
    matchOnDescription: true,
  });
  const { questions, name } = scope ?? {};
  if (!questions || name === undefined) return;
  const format = await showQuickPick(formatItems(), {
    title,
    placeHolder: vscode.l10n.t('As which file?'),
    matchOnDetail: true,
  });
  if (!format) return;
  let leftOut = 0;
  const uri = await saveText(
    `django-interview-${slug(name)}`,
    { title, extension: format.extension, description: format.label },
    async () => {
      const exported = await exportedQuestions(study, questions, {
        answers: true,
        pictures: format.extension !== 'md',
      });
      ({ leftOut } = exported);
      return format.write(exported.questions, name);
    },
  );
  if (uri) await sayExported(uri, leftOut);
}

/** Shows the chosen questions' cheat sheet as Markdown, with its preview. */
async function showCheatSheet(study: Study): Promise<void> {
  await Promise.all([study.store.open(), study.questions.settled()]);
  const scope = await showQuickPick(scopeItems(study), {
    title: vscode.l10n.t('Cheat Sheet'),
    placeHolder: vscode.l10n.t('Which questions?'),
    matchOnDescription: true,
  });
  if (!scope?.questions || scope.name === undefined) return;
  const [{ cheatSheetInSteps }, { questions }] = await Promise.all([
    import('../../study/exchange/cheatSheet'),
    exportedQuestions(study, scope.questions, { answers: true, pictures: false }),
  ]);
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: await new Slices().run(
      cheatSheetInSteps(questions, {
        title: vscode.l10n.t('Cheat sheet – {0}', scope.name),
        contents: vscode.l10n.t('Contents'),
        noAnswer: vscode.l10n.t('no answer yet'),
      }),
    ),
  });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('markdown.showPreview').then(undefined, report);
}

function scopeItems(study: Study): ScopeItem[] {
  const { library } = study.questions;
  const { questions, collections } = library;
  const item = (icon: string, name: string, of: readonly Question[]): ScopeItem[] =>
    of.length === 0
      ? []
      : [{ icon, label: name, description: String(of.length), questions: of, name }];
  const bookmarked = questions.filter(({ id }) => study.has(id, 'bookmarked'));
  const unmastered = questions.filter(({ id }) => !study.has(id, 'mastered'));
  return [
    ...item('list-flat', vscode.l10n.t('All questions'), questions),
    ...item('bookmark', vscode.l10n.t('Bookmarked'), bookmarked),
    ...item('circle-large-outline', vscode.l10n.t('Not mastered'), unmastered),
    ...collections.flatMap(collection => [
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      ...item(
        'library',
        collection.title,
        collection.categories.flatMap(category => category.questions),
      ),
      ...collection.categories.flatMap(category =>
        item('symbol-class', category.title, category.questions),
      ),
    ]),
  ];
}

function formatItems(): FormatItem[] {
  return [
    {
      icon: 'layers',
      label: vscode.l10n.t('Anki cards'),
      description: '.txt',
      detail: vscode.l10n.t('For Anki’s File > Import: a deck for each category, ids first.'),
      extension: 'txt',
      write: async questions =>
        new Slices().run((await import('../../study/exchange/anki')).ankiFileInSteps(questions)),
    },
    {
      icon: 'markdown',
      label: vscode.l10n.t('Markdown'),
      description: '.md',
      detail: vscode.l10n.t(
        'One file with questions, answers and your notes, formatted as a pack.',
      ),
      extension: 'md',
      write: async questions => {
        const { questionsMarkdownInSteps } = await import('../../study/exchange/questionsMarkdown');
        const note = vscode.l10n.t('My note');
        return new Slices().run(questionsMarkdownInSteps(questions, { note }));
      },
    },
    {
      icon: 'note',
      label: vscode.l10n.t('Cheat sheet'),
      description: '.html',
      detail: vscode.l10n.t(
        'To print: the answers in short and their key points, a category on a page.',
      ),
      extension: 'html',
      write: (questions, name) =>
        writeSheet(questions, vscode.l10n.t('Cheat sheet – {0}', name), true),
    },
    {
      icon: 'file-code',
      label: vscode.l10n.t('Study sheet'),
      description: '.html',
      detail: vscode.l10n.t(
        'To print, or to read in a browser: questions, answers and your notes.',
      ),
      extension: 'html',
      write: (questions, name) =>
        writeSheet(questions, vscode.l10n.t('Django interview: {0}', name), false),
    },
  ];
}

async function writeSheet(
  questions: readonly ExportedQuestion[],
  title: string,
  isShort: boolean,
): Promise<string> {
  const { studySheetInSteps } = await import('../../study/exchange/studySheet');
  const date = new Date().toLocaleDateString(vscode.env.language, { dateStyle: 'long' });
  const texts = {
    language: vscode.env.language,
    title,
    subtitle: vscode.l10n.t('{0} questions, {1}', questions.length, date),
    contents: vscode.l10n.t('Contents'),
    hint: vscode.l10n.t('Hint'),
    note: vscode.l10n.t('My note'),
    isShort,
  };
  return new Slices().run(studySheetInSteps(questions, texts));
}
