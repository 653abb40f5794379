/**
 * "Try it": writes the bookshop with an answer's code to a folder the person picks. A pack's is written
 * only once its author is trusted, since tools of an editor may run what is in a folder.
 */
import * as vscode from 'vscode';
import { filesOf, projectWith, type ProjectFile } from '../../study/code/project';
import { fileName, refusedPaths } from '../../study/fileNames';
import type { Question } from '../../study/question';
import { HumanError, log } from '../base/log';
import { bookshopFiles, bookshopFolder, bookshopPage } from '../core/bookshop';
import type { Study } from '../core/study';
import { isInside, realPath } from '../base/nodeFiles';
import { showInformationMessage, showWarningMessage } from '../base/messages';
import { openCode } from '../base/openCode';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import { askAboutAuthor, digestOfCode, isApproved } from '../base/trustedAuthors';

/**
 * Writes a question's project. Only the person runs it.
 *
 * @param current the question; without one the person is told to open one
 */
export async function writeProject(
  study: Study,
  { extensionUri, globalState }: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalState'>,
  current: Question | undefined,
): Promise<void> {
  if (!current) {
    void showInformationMessage(vscode.l10n.t('Open a question first.'));
    return;
  }
  const [body, { parseAnswerInSteps }, { renderAnswerInSteps }] = await Promise.all([
    study.questions.body(current),
    import('../../study/pack'),
    import('../../study/markdown/render'),
  ]);
  const slices = new Slices();
  const answer = await slices.run(parseAnswerInSteps(body, current.source.bodyLine));
  const { code } = await slices.run(renderAnswerInSteps(answer));
  if (!code.some(({ language }) => language === 'python')) {
    void showInformationMessage(
      vscode.l10n.t('The answer to this question has no Python code to try.'),
    );
    return;
  }
  const base = await readBookshop(bookshopFolder(extensionUri));
  const project = projectWith(base, code, current.source.pack !== undefined);
  const files = filesOf(project, current.title);
  const ours = new Set(base.map(({ path, text }) => `${project.below}${path}\n${text}`));
  const theirs = files.filter(({ path, text }) => !ours.has(`${path}\n${text}`));
  if (!(await mayWrite(globalState, current, theirs))) return;
  const parent = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Write the Project Here'),
    title: vscode.l10n.t('Where should the bookshop project be written?'),
  });
  const [chosen] = parent ?? [];
  if (!chosen) return;
  const { leftOut } = project;
  const folder = await newFolder(chosen, fileName(`bookshop-${current.id}`));
  await writeFiles(folder, files);
  if (leftOut.length > 0) {
    log().warn(`Blocks of ${current.id} left out for their names: ${JSON.stringify(leftOut)}`);
    void showWarningMessage(
      vscode.l10n.t(
        'Blocks of code left out because their titles cannot be names of files: {0}. The log names them.',
        leftOut.length,
      ),
    );
  }
  const open = vscode.l10n.t('Open in a New Window');
  const choice = await showInformationMessage(
    vscode.l10n.t('The project was written to {0}. Its README says how to run it.', folder.fsPath),
    open,
  );
  if (choice === open) {
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
  }
}

/**
 * Whether a question's code may be written: always if built in, for a pack once the person has agreed to
 * just this. Packs of several authors may share a folder, so that agreeing to more would be a guess.
 *
 * @param files all that is written and not the bookshop's
 */
async function mayWrite(
  globalState: vscode.Memento,
  { id, title, source: { pack, file } }: Question,
  files: readonly ProjectFile[],
): Promise<boolean> {
  if (pack === undefined) return true;
  const digest = await digestOfCode([pack, file, id, files.map(({ path, text }) => [path, text])]);
  if (isApproved(globalState, [digest])) return true;
  return askAboutAuthor(globalState, {
    title: plainText(title),
    detail: [
      vscode.l10n.t(
        'This answer has code by the author of {0}. Writing it runs nothing, but a tool of your editor such as a linter may run it with your rights. You are asked for each answer, and again when its code changes.',
        vscode.Uri.joinPath(vscode.Uri.parse(pack), file).fsPath,
      ),
    ],
    agree: vscode.l10n.t('Trust and Write the Project'),
    show: vscode.l10n.t('Show What Will Be Written'),
    onShow: async () => {
      const { codeBlock } = await import('../../study/pack/write');
      const shown = files.map(({ path, text }) => {
        return `## ${path}\n\n${codeBlock(text, path.endsWith('.py') ? 'python' : '')}\n`;
      });
      // As plain text: VS Code would make links of Markdown's that run commands.
      await openCode('text', shown.join('\n'));
    },
    code: [digest],
  });
}

/**
 * Writes files into a new folder. All names are checked before the first byte, and links are not
 * followed: a file that would land outside the folder is not written.
 *
 * @throws HumanError if a file cannot be written; files already written remain
 */
export async function writeFiles(folder: vscode.Uri, files: readonly ProjectFile[]): Promise<void> {
  const [refused] = refusedPaths(files.map(({ path }) => path));
  if (refused !== undefined) throw new Error(`No name for a file: ${JSON.stringify(refused)}`);
  try {
    await vscode.workspace.fs.createDirectory(folder);
    const real = await realPath(folder);
    for (const { path, text } of files) {
      const parts = path.split('/');
      const above = vscode.Uri.joinPath(folder, ...parts.slice(0, -1));
      const uri = vscode.Uri.joinPath(folder, ...parts);
      await vscode.workspace.fs.createDirectory(above);
      const parent = await realPath(above);
      if (
        (parent !== undefined && real !== undefined && !isInside(parent, real)) ||
        (await isLink(uri))
      ) {
        throw new Error(vscode.l10n.t('{0} is a link', path));
      }
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    }
  } catch (error) {
    throw new HumanError(
      vscode.l10n.t(
        'The project in {0} is not complete: {1}. Delete the folder and try again in another place.',
        folder.fsPath,
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}

async function isLink(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    ({ type }) => (type & vscode.FileType.SymbolicLink) !== 0,
    () => false,
  );
}

/** A folder that does not exist yet: nothing of the person's is overwritten. */
async function newFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let number = 1; number < 100; number++) {
    const folder = vscode.Uri.joinPath(parent, number === 1 ? name : `${name}-${number}`);
    const taken = await Promise.resolve(vscode.workspace.fs.stat(folder)).then(
      () => true,
      () => false,
    );
    if (!taken) return folder;
  }
  throw new HumanError(
    vscode.l10n.t('{0} already has a hundred such projects. Choose another folder.', parent.fsPath),
  );
}

async function readBookshop(folder: vscode.Uri): Promise<ProjectFile[]> {
  // The page about the bookshop is left out: the written project has its own README.
  const paths = bookshopFiles.filter(path => path !== bookshopPage);
  return Promise.all(
    paths.map(async path => {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path));
      return { path, text: new TextDecoder().decode(bytes) };
    }),
  );
}
