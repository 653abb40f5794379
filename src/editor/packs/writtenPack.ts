/** Shared steps of writing a pack: names, free ids, verified text, an editor. */
import * as vscode from 'vscode';
import { maximumFileLength, maximumQuestions } from '../../study/pack/file';
import { packMarkdownInSteps, type WrittenCategory } from '../../study/pack/write';
import type { Steps } from '../../study/steps';
import { FreeIds } from '../../study/pack/ids';
import { slug } from '../../study/slug';
import { HumanError, report } from '../base/log';
import { showInformationMessage } from '../base/messages';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';

/**
 * The text of a pack, written in slices.
 *
 * @param write how, if not plainly
 * @throws HumanError if reading the resulting pack would fail
 */
export async function packText(
  categories: readonly WrittenCategory[],
  write: (categories: readonly WrittenCategory[]) => Steps<string> = packMarkdownInSteps,
): Promise<string> {
  const count = categories.reduce((sum, { questions }) => sum + questions.length, 0);
  const text = count > maximumQuestions ? '' : await new Slices().run(write(categories));
  if (text !== '' && text.length <= maximumFileLength) return text;
  throw new HumanError(
    vscode.l10n.t(
      'A file of questions has at most {0} questions and 5 MB. Nothing was written. Choose fewer questions.',
      maximumQuestions,
    ),
  );
}

/** Asks for a single-line text; `undefined` after Escape. */
export function ask(title: string, placeHolder: string, value = ''): Promise<string | undefined> {
  const answer = vscode.window.showInputBox({
    title,
    placeHolder,
    value,
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? vscode.l10n.t('Type a few words.') : undefined),
  });
  return Promise.resolve(answer).then(text => text?.replace(/\s+/g, ' ').trim());
}

/** Says that a typed question was not added, and lets the person continue. Waits for nothing. */
export function offerAgain(title: string, again: () => Promise<void>): void {
  const goOn = vscode.l10n.t('Continue');
  const said = vscode.l10n.t('“{0}” was not added to a pack.', plainText(title));
  void showInformationMessage(said, goOn)
    .then(choice => (choice === goOn ? again() : undefined))
    .then(undefined, report);
}

/** An unused id for a wording. */
export function freeId(study: Study, wording: string): string {
  return freeIds(study).take(slug(wording));
}

/** Unused ids, each given once; avoids counting through thousands of equal wordings. */
export function freeIds({ questions }: Study): FreeIds {
  return new FreeIds([], id => questions.isTaken(id));
}

/** Opens a file, at the heading with this wording if given. */
export async function openPack(uri: vscode.Uri, wording?: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  if (wording === undefined) return;
  const at = document.getText().lastIndexOf(`## ${plainText(wording)}`);
  if (at === -1) return;
  const position = document.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.AtTop);
}
