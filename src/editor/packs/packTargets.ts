/** Destinations for new questions: a new file in the workspace, or an existing category. */
import * as vscode from 'vscode';
import { finish } from '../../study/steps';
import type { DraftQuestion } from '../../study/pack/draft';
import {
  maximumFileLength,
  maximumQuestions,
  questionsOf,
  readPackFile,
} from '../../study/pack/file';
import { keepExercise } from '../../study/pack/answer';
import { answerText, belowHint, finderOf, insertionLine } from '../../study/pack/write';
import type { Category, Question } from '../../study/question';
import { fileName } from '../../study/fileNames';
import { slug } from '../../study/slug';
import { changeSetting, readSetting } from '../base/configuration';
import { HumanError, log, report } from '../base/log';
import { showInformationMessage, showWarningMessage } from '../base/messages';
import { showQuickPick, type PickItem } from '../base/picks';
import { settings } from '../base/settings';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { placeOfPath } from './packFiles';
import { folderEntry, packOf } from './packRoots';

/** The name of the folder for packs, in a workspace folder or one that the person picks. */
const folderName = '.interview';

/** The folder for new packs: the current file's if several are open; `undefined` if none. */
export function packFolder(): vscode.Uri | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  const [first] = vscode.workspace.workspaceFolders ?? [];
  const folder = (active && vscode.workspace.getWorkspaceFolder(active)) ?? first;
  return folder && vscode.Uri.joinPath(folder.uri, folderName);
}

/** Where a new pack goes. Asks if no folder is open, or packs in this one's would not be read. */
async function newPackPlace(): Promise<vscode.Uri> {
  let folder = packFolder();
  while (folder && (await leadsOut(folder))) {
    void showWarningMessage(
      vscode.l10n.t(
        '{0} is a link that leads out of the workspace, and packs there are not read. Choose another folder for the new pack.',
        folderEntry(folder),
      ),
    );
    folder = await askForFolder();
  }
  folder ??= await askForFolder();
  await removeBegun(folder);
  return folder;
}

/** Removes what a window that was killed an hour ago, or earlier, had begun to write. */
async function removeBegun(folder: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  try {
    for (const [name] of await fs.readDirectory(folder)) {
      if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/.test(name)) continue;
      const uri = vscode.Uri.joinPath(folder, name);
      const { mtime } = await fs.stat(uri);
      if (Date.now() - mtime > 3_600_000) await fs.delete(uri, { recursive: true });
    }
  } catch (error) {
    log().debug(String(error)); // There may be no folder yet.
  }
}

/** Whether a folder for packs is a link out of its workspace folder, and not a pack folder itself. */
async function leadsOut(folder: vscode.Uri): Promise<boolean> {
  const owner = vscode.workspace.getWorkspaceFolder(folder);
  if (!owner || packOf(vscode.Uri.joinPath(folder, 'a.md'))?.root.kind === 'folder') return false;
  const place = await placeOfPath(owner.uri, folderName);
  if (place !== 'nowhere') return place === 'outside';
  // Nothing is there, or a link to nothing.
  return Promise.resolve(vscode.workspace.fs.stat(folder)).then(
    ({ type }) => (type & vscode.FileType.SymbolicLink) !== 0,
    () => false,
  );
}

/**
 * Ensures that a new pack is read: a folder outside the workspace is added to the person's, and if
 * the setting excludes the workspace's own folder, the person is told and can change it.
 */
async function makeFound(uri: vscode.Uri, folder: vscode.Uri): Promise<void> {
  if (packOf(uri)) return;
  const owner = vscode.workspace.getWorkspaceFolder(folder);
  if (!owner) {
    const before = readSetting(settings.packFolders);
    const entry = folderEntry(folder);
    await changeSetting(settings.packFolders, [...before.filter(one => one !== entry), entry]);
    void showInformationMessage(
      vscode.l10n.t('The pack is in {0}, which is one of your pack folders now.', entry),
    );
    return;
  }
  const add = vscode.l10n.t('Add {0}', folderName);
  // Not awaited: the pack is written, and its author may go on.
  void showWarningMessage(
    vscode.l10n.t(
      'The pack is written, but the setting “{0}” leaves {1} out, so its questions are not shown.',
      'djangoInterview.packFiles',
      folderName,
    ),
    add,
  ).then(async choice => {
    if (choice !== add) return;
    const globs = readSetting(settings.packFiles, owner.uri);
    await changeSetting(settings.packFiles, [`${folderName}/**/*.md`, ...globs], owner.uri);
  }, report);
}

/**
 * Writes a new pack and gives its URI. Asks where, if no folder is open. Overwrites nothing.
 *
 * @throws HumanError if it cannot be written; nothing is left behind then
 */
export async function newPackFile(title: string, text: string): Promise<vscode.Uri> {
  const folder = await newPackPlace();
  const name = fileName(slug(title));
  let uri = vscode.Uri.joinPath(folder, `${name}.questions.md`);
  // Its name is taken once it is whole: another window may want the same one, and a full disk leaves
  // an empty file, which would be taken for the pack.
  const begun = vscode.Uri.joinPath(folder, `${globalThis.crypto.randomUUID()}.tmp`);
  try {
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.writeFile(begun, new TextEncoder().encode(text));
    for (let number = 2; !(await isRenamed(begun, uri)); number++) {
      uri = vscode.Uri.joinPath(folder, `${name}-${number}.questions.md`);
    }
  } catch (error) {
    await Promise.resolve(vscode.workspace.fs.delete(begun)).catch(() => undefined);
    throw new HumanError(
      vscode.l10n.t(
        '{0} could not be written: {1}. No pack was made.',
        folderEntry(uri),
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
  await makeFound(uri, folder);
  return uri;
}

/**
 * Writes a collection to a new folder, and gives the URI of its first file. Overwrites nothing.
 *
 * @throws HumanError if it cannot be written; nothing is left behind then
 */
export async function newPackFolder(
  title: string,
  files: readonly { readonly path: string; readonly text: string }[],
): Promise<vscode.Uri> {
  const parent = await newPackPlace();
  const name = fileName(slug(title));
  let folder = vscode.Uri.joinPath(parent, name);
  // Like a file's, its name is taken once it is whole. What ends in `.tmp` is not read as a pack.
  const begun = vscode.Uri.joinPath(parent, `${globalThis.crypto.randomUUID()}.tmp`);
  try {
    await vscode.workspace.fs.createDirectory(begun);
    for (const { path, text } of files) {
      const uri = vscode.Uri.joinPath(begun, path);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    }
    const isMoved = () => isRenamed(begun, folder).catch(() => isCopied(begun, folder));
    for (let number = 2; !(await isMoved()); number++) {
      folder = vscode.Uri.joinPath(parent, `${name}-${number}`);
    }
  } catch (error) {
    await Promise.resolve(vscode.workspace.fs.delete(begun, { recursive: true })).catch(report);
    throw new HumanError(
      vscode.l10n.t(
        'The pack could not be written: {0}. Nothing was imported.',
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
  const first = vscode.Uri.joinPath(folder, files[1]?.path ?? files[0]?.path ?? '');
  await makeFound(first, parent);
  return first;
}

async function askForFolder(): Promise<vscode.Uri> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: vscode.l10n.t('Where does the new pack go?'),
      openLabel: vscode.l10n.t('Put the Pack Here'),
    })) ?? [];
  if (folder) return vscode.Uri.joinPath(folder, folderName);
  throw new HumanError(
    vscode.l10n.t('No folder was chosen, so nothing was written. Open a folder and try again.'),
  );
}

/** Renames a file or folder unless there is one of the new name, and returns whether it did. */
async function isRenamed(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  if (await exists(to)) return false;
  try {
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
    return true;
  } catch (error) {
    if (await exists(to)) return false;
    throw error;
  }
}

/**
 * `isRenamed` by a copy: VS Code's file system for the folders of a browser renames only files.
 * Leaves nothing behind if it fails.
 */
async function isCopied(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  const { fs } = vscode.workspace;
  try {
    await fs.copy(from, to, { overwrite: false });
  } catch (error) {
    // Another window's, by now.
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') return false;
    await Promise.resolve(fs.delete(to, { recursive: true })).catch(() => undefined);
    throw error;
  }
  await Promise.resolve(fs.delete(from, { recursive: true })).catch(report);
  return true;
}

/** Whether a file exists. @throws the file system's error if unknown. */
async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

interface CategoryItem extends PickItem {
  readonly category?: Category;
}

/** Lets the person choose a category of one of their packs, or a new pack. */
export async function chooseCategory(study: Study): Promise<Category | 'new' | undefined> {
  const packs = await study.questions.packs();
  const own = study.questions.library.categories.filter(({ questions: [first] }) => {
    if (first?.source.pack === undefined) return false;
    // In a bullet list a heading would start another collection.
    return packs.file(first.source)?.draft.questions.bullets === false;
  });
  if (own.length === 0) return 'new';
  const items: CategoryItem[] = [
    { icon: 'new-file', label: vscode.l10n.t('In a new pack…') },
    ...own.map(category => {
      return {
        category,
        label: plainText(category.title),
        description: category.questions[0]?.source.file ?? '',
      };
    }),
  ];
  const chosen = await showQuickPick(items, {
    title: vscode.l10n.t('Where does the question go?'),
    ignoreFocusOut: true,
  });
  return chosen === undefined ? undefined : (chosen.category ?? 'new');
}

/** A change would make a file too large to be read; nothing was changed. */
export class TooLargeError extends HumanError {}

/** The length of a text once it is in the document, in UTF-16 units. */
function lengthIn({ eol }: vscode.TextDocument, text: string): number {
  return text.length + (eol === vscode.EndOfLine.CRLF ? text.split('\n').length - 1 : 0);
}

/**
 * Adds questions at the end of a category, in the editor if its file is open, and saves it.
 *
 * @throws TooLargeError if the file would not be read then
 */
export async function addToCategory(
  study: Study,
  { questions }: Category,
  markdown: string,
): Promise<vscode.Uri> {
  const last = questions.at(-1);
  if (!last) throw new HumanError(vscode.l10n.t('This category has no file.'));
  const uri = study.questions.uriOf(last.source);
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  // The editor's version, saved or not.
  const draft = finish(readPackFile({ path: last.source.file, text }));
  const line = Math.min(insertionLine(text, draft, last), document.lineCount);
  const added = finish(readPackFile({ path: last.source.file, text: markdown }));
  if (
    text.length + lengthIn(document, markdown) + longestSeparator > maximumFileLength ||
    questionsOf(draft).length + questionsOf(added).length > maximumQuestions
  ) {
    throw new TooLargeError(
      vscode.l10n.t(
        '{0} would have more than {1} questions or 5 MB, and none of them would be read. Nothing was added: choose another pack.',
        last.source.file,
        maximumQuestions,
      ),
    );
  }
  const edit = new vscode.WorkspaceEdit();
  const position = line === 0 ? new vscode.Position(0, 0) : document.lineAt(line - 1).range.end;
  const before = line === 0 ? '' : '\n\n';
  edit.insert(uri, position, `${before}${markdown.trimEnd()}${line === 0 ? '\n' : ''}`);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new HumanError(
      vscode.l10n.t('{0} could not be written. The question was not added.', last.source.file),
    );
  }
  if (!(await document.save())) {
    throw new HumanError(
      vscode.l10n.t(
        '{0} could not be saved. The question is in its editor: save it there.',
        last.source.file,
      ),
    );
  }
  return uri;
}

/** The line breaks around added questions, in UTF-16 units. */
const longestSeparator = 4;

/** A question, and the answer to give it, as Markdown. */
export interface ChangedAnswer {
  readonly question: Question;
  readonly answer: string;
}

/**
 * Replaces answers in their files, in the editor if those are open, and saves them: the questions'
 * wordings, ids, hints and exercises stay.
 *
 * @returns what could not be changed or saved, in sentences
 */
export async function replaceAnswers(
  study: Study,
  changes: readonly ChangedAnswer[],
): Promise<string[]> {
  const byFile = new Map<string, ChangedAnswer[]>();
  for (const change of changes) {
    const uri = study.questions.uriOf(change.question.source).toString();
    const ofFile = byFile.get(uri);
    if (ofFile) ofFile.push(change);
    else byFile.set(uri, [change]);
  }
  const failures: string[] = [];
  for (const [uri, ofFile] of byFile) {
    const failure = await replaceInFile(vscode.Uri.parse(uri), ofFile).catch((error: unknown) => {
      log().warn(`${uri}: ${String(error)}`);
      return unchanged(ofFile);
    });
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

function unchanged([first]: readonly ChangedAnswer[]): string {
  return vscode.l10n.t(
    'The answer to a question in {0} could not be changed. It is as it was.',
    first?.question.source.file ?? '',
  );
}

/** Gives what could not be done, in a sentence. */
async function replaceInFile(
  uri: vscode.Uri,
  changes: readonly ChangedAnswer[],
): Promise<string | undefined> {
  const { file } = changes[0]?.question.source ?? { file: '' };
  const document = await vscode.workspace.openTextDocument(uri);
  const draft = finish(readPackFile({ path: file, text: document.getText() }));
  const find = finderOf(draft);
  /** The last change of each counts. */
  const wanted = new Map<DraftQuestion, string>();
  const missing: ChangedAnswer[] = [];
  for (const change of changes) {
    const question = find(change.question);
    if (question) wanted.set(question, change.answer);
    else missing.push(change);
  }
  const edit = new vscode.WorkspaceEdit();
  let length = document.getText().length;
  for (const [{ source, hintLine }, answer] of wanted) {
    const start = document.lineAt(Math.max(0, source.bodyLine - 1)).range.end;
    const end = document.lineAt(Math.max(source.bodyLine, source.endLine) - 1).range.end;
    const range = new vscode.Range(start, end);
    const present = document.getText(range);
    // In a bullet list hints are in parentheses.
    const isHinted = draft.questions.bullets || source.bodyLine > hintLine;
    const text = `\n\n${belowHint(answerText(keepExercise(present, answer)), isHinted)}`;
    length += lengthIn(document, text) - present.length;
    edit.replace(uri, range, text);
  }
  if (length > maximumFileLength) {
    return vscode.l10n.t(
      '{0} would be larger than 5 MB, and none of its questions would be read. Answers that stay as they were: {1}.',
      file,
      changes.length,
    );
  }
  if (wanted.size === 0 || !(await vscode.workspace.applyEdit(edit))) return unchanged(changes);
  if (!(await document.save())) {
    return vscode.l10n.t(
      '{0} could not be saved. The changed answer is in its editor: save it there.',
      file,
    );
  }
  return missing.length > 0 ? unchanged(missing) : undefined;
}
