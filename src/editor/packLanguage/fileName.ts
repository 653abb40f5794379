/** Recognises pack files by their names alone. */
import type * as vscode from 'vscode';
import { builtInScheme } from '../base/ids';
import { packOf } from '../packs/packRoots';

/** A file's location in its pack, as in the questions' sources. */
export interface FileName {
  /** Absent for the built-in packs. */
  readonly pack: string | undefined;
  readonly path: string;
}

/** The location of a file in the packs; `undefined` if it is in none. */
export function fileNameOf(uri: vscode.Uri): FileName | undefined {
  if (uri.scheme === builtInScheme) return { pack: undefined, path: uri.path.slice(1) };
  const member = packOf(uri);
  return member && { pack: member.root.id, path: member.path };
}

export function isPackFile(uri: vscode.Uri): boolean {
  return fileNameOf(uri) !== undefined;
}
