/** Command arguments: a row of the tree, a question's id, or nothing for the open question. */
import * as vscode from 'vscode';
import type { Category, Collection, Question, QuestionId } from '../../study/question';
import { isObject } from '../../study/values';
import type { Study } from './study';
import { showInformationMessage } from '../base/messages';

/** A tree row that a command can be run on. */
export type Row =
  | { readonly kind: 'collection'; readonly collection: Collection }
  | { readonly kind: 'category'; readonly category: Category }
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'other' };

export type Target = Row | QuestionId | undefined;

/**
 * Reads a command's argument, which is untrusted: a key binding or another extension may pass
 * anything.
 */
export function readTarget(given: unknown): Target {
  if (typeof given === 'string') return given;
  if (!isObject(given) || !('kind' in given)) return undefined;
  const { kind } = given;
  const known = kind === 'collection' || kind === 'category' || kind === 'question';
  const row = known ? given[kind] : undefined;
  return isObject(row) && typeof row.id === 'string' ? (given as Row) : { kind: 'other' };
}

/** The id of the question in the argument; `undefined` if a row is not a question. */
export function targetId(study: Study, target: Target): QuestionId | undefined {
  if (target === undefined) return study.current?.id;
  if (typeof target === 'string') return target;
  return target.kind === 'question' ? target.question.id : undefined;
}

/**
 * The questions of all selected rows, if a command was run on one of them; otherwise only the given
 * one, if any.
 *
 * @param selected what VS Code passes with the row: all selected rows, or nothing for a single one
 */
export function meantQuestions(
  study: Study,
  given: unknown,
  selected: unknown,
): readonly Question[] {
  const rows = Array.isArray(selected) && selected.includes(given) ? selected : [given];
  const ids = rows.flatMap((row: unknown) => targetId(study, readTarget(row)) ?? []);
  return [...new Set(ids)].flatMap(id => study.questions.question(id) ?? []);
}

/** Runs `use` with the given question; without one, tells the person how to choose one. */
export async function withQuestion(
  study: Study,
  given: unknown,
  use: (question: Question) => unknown,
): Promise<void> {
  const id = targetId(study, readTarget(given));
  const question = id === undefined ? undefined : study.questions.question(id);
  if (question) await use(question);
  else void showInformationMessage(vscode.l10n.t('Open a question first.'));
}
