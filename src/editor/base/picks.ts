/**
 * Quick picks, safe for foreign text such as a pack's title or a model's name. VS Code turns
 * `$(name)` in label, description and detail into icons, so a row's own icon has its own field.
 */
import * as vscode from 'vscode';
import { oneLine } from './oneLine';
import { withoutIcons } from './withoutIcons';

/** A row whose texts are shown literally. */
export interface PickItem extends vscode.QuickPickItem {
  /** The name of an icon before the label, such as `check`. */
  readonly icon?: string | undefined;
}

const shown = new WeakSet<PickItem>();

/** Rows for `QuickPick.items`; a row that is already converted is left as it is. */
export function shownItems<T extends PickItem>(items: readonly T[]): T[] {
  return items.map(item => (shown.has(item) ? item : shownItem(item)));
}

function shownItem<T extends PickItem>(item: T): T {
  const { icon, label, description, detail } = item;
  const text = (value: string) => withoutIcons(oneLine(value));
  const mended: T = {
    ...item,
    label: icon === undefined ? text(label) : `$(${icon}) ${text(label)}`,
    ...(description !== undefined && { description: text(description) }),
    ...(detail !== undefined && { detail: text(detail) }),
  };
  shown.add(mended);
  return mended;
}

/** `window.showQuickPick` with literal texts; gives the original row. */
export function showQuickPick<T extends PickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions & { readonly canPickMany: true },
): Promise<readonly T[] | undefined>;
export function showQuickPick<T extends PickItem>(
  items: readonly T[],
  options?: vscode.QuickPickOptions,
): Promise<T | undefined>;
export async function showQuickPick<T extends PickItem>(
  items: readonly T[],
  options?: vscode.QuickPickOptions,
): Promise<T | readonly T[] | undefined> {
  const rows = shownItems(items);
  const given = (row: T) => items[rows.indexOf(row)];
  const chosen: T | readonly T[] | undefined = await vscode.window.showQuickPick(rows, options);
  if (chosen === undefined) return undefined;
  if (!Array.isArray(chosen)) return given(chosen);
  return (chosen as readonly T[]).map(given).filter(item => item !== undefined);
}
