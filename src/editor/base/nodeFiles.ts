/** What only Node can tell of files; everywhere else the answer is `undefined`. */
import type * as vscode from 'vscode';
import { hasNode } from './pieces';

export { isInside, pathBelow } from './paths';

/** The path of a file or folder with all symbolic links followed; `undefined` where nobody knows. */
export async function realPath(uri: vscode.Uri): Promise<string | undefined> {
  if (uri.scheme !== 'file' || !hasNode()) return undefined;
  const fs = await import('node:fs/promises');
  return fs.realpath(uri.fsPath).catch(() => undefined);
}

/** The person's home folder, for `~/` in a setting. */
export function homeFolder(): string | undefined {
  return hasNode() ? (process.env.HOME ?? process.env.USERPROFILE) : undefined;
}

/** A module of Node that not every Node has; `undefined` where there is none. */
export function nodeModule(name: `node:${string}`): object | undefined {
  if (!hasNode() || typeof process.getBuiltinModule !== 'function') return undefined;
  return process.getBuiltinModule(name);
}
