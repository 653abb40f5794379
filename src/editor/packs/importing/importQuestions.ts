/**
 * "Import Questions…": reads files of any kind, previews them, and writes a pack. Nothing is
 * written before the preview is confirmed; existing questions are not written again.
 */
import * as vscode from 'vscode';
import type { FoundQuestion } from '../../../study/importing';
import {
  collectionFiles,
  importedPackInSteps,
  wantedIds,
  type ImportedQuestion,
} from '../../../study/importing/collection';
import { withoutUnsafeLinksInSteps } from '../../../study/markdown/sourceLinks';
import { normalize } from '../../../study/pack/blocks';
import { showInformationMessage, showWarningMessage } from '../../base/messages';
import { Slices } from '../../base/slices';
import type { Study } from '../../core/study';
import { newPackFile, newPackFolder, replaceAnswers, type ChangedAnswer } from '../packTargets';
import { ask, freeIds, openPack, packText } from '../writtenPack';
import { preview } from './preview';
import { readSource } from './readFiles';
import { chooseSource, sourceOf } from './sources';

/**
 * Asks what to import, previews it, and makes a pack of the questions left ticked.
 *
 * @param uris what to import, if known
 */
export async function importQuestions(study: Study, uris: readonly vscode.Uri[]): Promise<void> {
  const source = uris.length > 0 ? await sourceOf(uris) : await chooseSource();
  if (!source) return;
  const read = await readSource(source);
  await study.questions.settled();
  const chosen = await preview(study, read);
  if (!chosen) return;
  if (chosen.length === 0) {
    void showInformationMessage(vscode.l10n.t('No row was ticked, so nothing was imported.'));
    return;
  }
  const added = chosen.filter(({ changes }) => changes === undefined);
  const changed: ChangedAnswer[] = [];
  const slices = new Slices();
  for (const { changes: question, found } of chosen) {
    if (!question) continue;
    const answer = await slices.run(withoutUnsafeLinksInSteps(normalize(found.answer)));
    changed.push({ question, answer });
  }
  const failures = await replaceAnswers(study, changed);
  // At once: the rest is still to be named.
  if (failures.length > 0) void showWarningMessage(failures.join(' '));
  const questions = added.map(({ found }) => found);
  const name = source.files.length === 1 || source.isFolder ? bare(read.title) : '';
  const isWritten =
    added.length > 0 && (await write(study, name, questions, read.files.length > 1));
  if (changed.length === 0 || failures.length > 0) return;
  void showInformationMessage(
    isWritten
      ? vscode.l10n.t('Answers changed in your packs: {0}.', changed.length)
      : vscode.l10n.t('Answers changed in your packs: {0}. No question was added.', changed.length),
  );
}

function bare(name: string): string {
  return name.replace(/\.\w{1,9}$/, '');
}

/**
 * Writes a new pack with these questions and opens it: a file, or for several files a folder. Gives
 * whether it was written: its name is asked for first.
 */
async function write(
  study: Study,
  name: string,
  questions: readonly FoundQuestion[],
  isCollection: boolean,
): Promise<boolean> {
  const title = await ask(
    vscode.l10n.t('The name of the new pack'),
    vscode.l10n.t('Imported questions'),
    name,
  );
  if (title === undefined) return false;
  const ids = freeIds(study);
  const slices = new Slices();
  const wanted = await slices.run(wantedIds(questions));
  const categories = new Map<string, ImportedQuestion[]>();
  for (const found of questions) {
    const category = found.category || title;
    const question = { ...found, id: ids.take(wanted.get(found) ?? '') };
    const others = categories.get(category);
    if (others) others.push(question);
    else categories.set(category, [question]);
    await slices.pause();
  }
  if (isCollection) {
    const files = await slices.run(collectionFiles(title, categories));
    await openPack(await newPackFolder(title, files));
    return true;
  }
  const text = await packText(
    [...categories].map(([category, all]) => ({
      title: category,
      questions: all.map(({ answer, ...question }) => ({ ...question, body: answer })),
    })),
    written => importedPackInSteps(title, written),
  );
  await openPack(await newPackFile(title, text));
  return true;
}
