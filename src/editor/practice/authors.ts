/** Asks before code that is not ours can run: of packs, once per version, and of folders. */
import * as vscode from 'vscode';
import { codeBlock } from '../../study/pack/write';
import type { Question } from '../../study/question';
import { stateKeys } from '../base/ids';
import { showWarningMessage } from '../base/messages';
import { Slices } from '../base/slices';
import { askAboutAuthor, digestOfCode, isApproved } from '../base/trustedAuthors';
import { withoutLinks } from '../base/withoutLinks';
import { documentUri } from './documents';
import type { Exercises, LoadedExercise } from './exercises';
import type { ExerciseFolder } from './folders';
import { addOwn, isOwn } from './own';

/**
 * Whether an exercise's code may be written and run: always if built in, for a pack once the person
 * has agreed. Agreeing covers all exercises of its file as they are now, and what an earlier version of
 * the pack wrote to the exercise's folder: that runs too. Packs of several authors may share a folder.
 *
 * @param folder the exercise's, if it was started
 */
export async function mayRun(
  { globalState }: vscode.ExtensionContext,
  exercises: Exercises,
  loaded: LoadedExercise,
  folder: ExerciseFolder | undefined,
): Promise<boolean> {
  const { source } = loaded.question;
  if (source.pack === undefined) return true;
  const now = await digestOf(loaded);
  const written = folder?.code ?? now;
  if (isApproved(globalState, [now, written])) return true;
  const all = await exercisesOfFile(exercises, source);
  return askAboutAuthor(globalState, {
    title: loaded.title,
    detail: [
      vscode.l10n.t(
        'The pack is at {0}. Its exercises ({1}) are code by its author. It runs on this computer with your rights when you run the checks, and possibly earlier, through a tool of your editor such as a linter. You are asked again when it changes.',
        vscode.Uri.joinPath(vscode.Uri.parse(source.pack), source.file).fsPath,
        all.length,
      ),
      ...(written === now
        ? []
        : [
            vscode.l10n.t(
              'The files in {0} are from another version of the pack, and run as they are there.',
              folder?.path ?? '',
            ),
          ]),
    ],
    agree: vscode.l10n.t('Trust the Author'),
    show: vscode.l10n.t('Show What Will Run'),
    onShow: () => {
      const uri = documentUri('code', loaded.question.id, 'what-will-run.md');
      return vscode.window.showTextDocument(uri, { preview: false });
    },
    code: [...(await Promise.all(all.map(digestOf))), written, now],
  });
}

/**
 * Whether the code in a folder may run. Unless this extension made the folder, the person is asked.
 *
 * @param path an absolute path
 */
export async function mayUse(globalState: vscode.Memento, path: string): Promise<boolean> {
  if (isOwn(globalState.get<unknown>(stateKeys.practiceOwn), path)) return true;
  const run = vscode.l10n.t('Run It');
  const choice = await showWarningMessage(
    vscode.l10n.t('Run what is in {0}?', path),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Django Interview Study has no record of making this folder, so it may have come with the project. Its code runs on this computer with your rights. You are asked only once.',
      ),
    },
    run,
  );
  if (choice !== run) return false;
  await keepOwn(globalState, path);
  return true;
}

/** Records a folder that was made here. */
export async function keepOwn(globalState: vscode.Memento, path: string): Promise<void> {
  const before = globalState.get<unknown>(stateKeys.practiceOwn);
  await globalState.update(stateKeys.practiceOwn, addOwn(before, path));
}

/** The code that the exercises of a question's file run, as Markdown. */
export async function whatWillRun(exercises: Exercises, { source }: Question): Promise<string> {
  const all = source.pack === undefined ? [] : await exercisesOfFile(exercises, source);
  return all
    .map(({ title, exercise: { start, checks } }) => {
      const files = [...checks, ...start].map(({ path, text }) => {
        return `## ${path}\n\n${codeBlock(text, path.endsWith('.py') ? 'python' : '')}\n`;
      });
      // In the source of a Markdown document, tags and `<command:…>` are links too.
      const heading = withoutLinks(title).replace(/<(?=\S)/g, '<\u2060');
      return `# ${heading}\n\n${files.join('\n')}`;
    })
    .join('\n');
}

/** All exercises of a pack's file, which may be thousands: read one by one. */
async function exercisesOfFile(exercises: Exercises, { pack, file }: Question['source']) {
  const found: LoadedExercise[] = [];
  const slices = new Slices();
  for (const { id, source } of exercises.all) {
    if (source.pack !== pack || source.file !== file) continue;
    const one = await exercises.find(id).catch(() => undefined);
    if (one) found.push(one);
    await slices.pause();
  }
  return found;
}

/** A digest of the code that would run, and of its owner. */
export function digestOf({ question, exercise }: LoadedExercise): Promise<string> {
  const files = [...exercise.start, ...exercise.checks].map(({ path, text }) => [path, text]);
  return digestOfCode([question.source.pack, question.id, files]);
}
