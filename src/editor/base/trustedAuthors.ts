/**
 * Asks whether the person trusts the author of a pack, before anything by that author is on the disk.
 *
 * Linters start with the folder of the file that is open as the first place to import from, so a pack's
 * `shop/orjson.py` would run with mypy as soon as `shop/views.py` is shown. VS Code asks before it opens
 * a file outside the workspace, but not if an extension does.
 */
import * as vscode from 'vscode';
import { stateKeys } from './ids';
import { showWarningMessage } from './messages';

/** Further ones are forgotten, oldest first: the person is then asked again. */
const mostApproved = 1000;

/** What the person is asked, for display. */
export interface AuthorQuestion {
  /** The question that the code belongs to, as plain text. */
  readonly title: string;
  /** Paragraphs: where the pack is, and what becomes of its code. */
  readonly detail: readonly string[];
  /** The button that agrees. */
  readonly agree: string;
  /** The button that shows the code, which agrees to nothing. */
  readonly show: string;
  readonly onShow: () => PromiseLike<unknown>;
  /** Digests of all code that is agreed to. Of too many, the last ones are remembered. */
  readonly code: readonly string[];
}

/** Whether the person has agreed to all code with these digests. */
export function isApproved(globalState: vscode.Memento, code: readonly string[]): boolean {
  const approved = readApproved(globalState);
  return code.every(digest => approved.includes(digest));
}

/** Asks the person, and remembers it if they agree. */
export async function askAboutAuthor(
  globalState: vscode.Memento,
  { title, detail, agree, show, onShow, code }: AuthorQuestion,
): Promise<boolean> {
  const choice = await showWarningMessage(
    vscode.l10n.t('Trust the author of the pack that “{0}” is from?', title),
    { modal: true, detail: detail.join('\n\n') },
    agree,
    show,
  );
  if (choice === show) await onShow();
  if (choice !== agree) return false;
  // Each counts from when it was agreed to last.
  const newestFirst = [...readApproved(globalState), ...code].reverse();
  const kept = [...new Set(newestFirst)].slice(0, mostApproved).reverse();
  await globalState.update(stateKeys.practiceApproved, kept);
  return true;
}

/** A digest that nobody can find other code for: SHA-256 of its JSON, as hexadecimal digits. */
export async function digestOfCode(code: unknown): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(code));
  const bytes = await globalThis.crypto.subtle.digest('SHA-256', text);
  return Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('');
}

function readApproved(state: vscode.Memento): readonly string[] {
  const value = state.get<unknown>(stateKeys.practiceApproved);
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}
