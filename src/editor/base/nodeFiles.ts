/** File operations that need Node; elsewhere they give `undefined`. */
import type * as vscode from 'vscode';
import { hasNode } from './pieces';

export { isInside, pathBelow } from './paths';

/** The path with all symbolic links followed; `undefined` if unknown. */
export async function realPath(uri: vscode.Uri): Promise<string | undefined> {
  if (uri.scheme !== 'file' || !hasNode()) return undefined;
  const fs = await import('node:fs/promises');
  return fs.realpath(uri.fsPath).catch(() => undefined);
}

/** The home folder, for `~/` in a setting. */
export function homeFolder(): string | undefined {
  return hasNode() ? (process.env.HOME ?? process.env.USERPROFILE) : undefined;
}

/** A Node module that may be missing; `undefined` if so. */
export function nodeModule(name: `node:${string}`): object | undefined {
  if (!hasNode() || typeof process.getBuiltinModule !== 'function') return undefined;
  return process.getBuiltinModule(name);
}
