/** Locates packs: in the folders of the workspace, and in folders that the person added. */
import * as vscode from 'vscode';
import { literalFolder, matchGlob } from '../../study/glob';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';
import { homeFolder } from '../base/nodeFiles';

/** A folder with question files. */
export interface PackRoot {
  /** Its URI as text: the pack's name in the questions' sources. */
  readonly id: string;
  readonly uri: vscode.Uri;
  /** A workspace folder has the files matching its patterns; an added one is a whole pack. */
  readonly kind: 'workspace' | 'folder';
  /** Patterns of paths relative to `uri`. */
  readonly globs: readonly string[];
}

/** The packs in order of study, and invalid entries of the settings. */
export interface PackRoots {
  readonly roots: readonly PackRoot[];
  readonly unreadable: readonly string[];
}

const everyFile = ['**/*.{md,markdown,MD}'];

/** Reads the settings and the workspace, but no files. */
export function packRoots(): PackRoots {
  const unreadable: string[] = [];
  const roots = new Map<string, PackRoot>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const globs = readSetting(settings.packFiles, uri);
    if (globs.length > 0) add(roots, { id: uri.toString(), uri, kind: 'workspace', globs });
  }
  for (const entry of readSetting(settings.packFolders)) {
    const uris = folderUris(entry);
    if (uris === undefined) unreadable.push(entry);
    for (const uri of uris ?? []) {
      add(roots, { id: uri.toString(), uri, kind: 'folder', globs: everyFile });
    }
  }
  return { roots: [...roots.values()], unreadable };
}

function add(roots: Map<string, PackRoot>, root: PackRoot): void {
  // A workspace folder that was also added is a pack as a whole.
  roots.set(root.id, root);
}

/**
 * Reads an entry of the setting: an absolute path, one below `~`, a URI, or a path relative to each
 * workspace folder. A path without meaning on this machine gives no folders; `undefined` if the
 * entry is none of these.
 */
export function folderUris(entry: string): readonly vscode.Uri[] | undefined {
  const text = entry.trim();
  if (/^~(?=[\\/]|$)/.test(text)) {
    const home = homeFolder();
    return home === undefined ? [] : [vscode.Uri.file(trimEnd(home + text.slice(1)))];
  }
  if (/^(\/|\\\\|[a-z]:[\\/])/i.test(text)) return [vscode.Uri.file(trimEnd(text))];
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) {
    try {
      return [vscode.Uri.parse(trimEnd(text), true)];
    } catch {
      return undefined;
    }
  }
  if (text.includes('\0')) return undefined;
  const path = trimEnd(text.replaceAll('\\', '/'));
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, path));
}

/** The entry for a folder in the setting. */
export function folderEntry(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

function trimEnd(path: string): string {
  return path.length > 1 && !/^[a-z]:.$/i.test(path) ? path.replace(/[\\/]$/, '') : path;
}

/** The path of `uri` relative to the folder, with `/` between its parts; `undefined` if outside. */
export function pathIn(folder: vscode.Uri, uri: vscode.Uri): string | undefined {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return undefined;
  const start = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(start) ? uri.path.slice(start.length) : undefined;
}

/** A file and its pack. */
export interface PackMember {
  readonly root: PackRoot;
  readonly path: string;
}

/** The packs that a file belongs to by name and settings, whether it exists or not. */
export function packOf(uri: vscode.Uri, roots = packRoots().roots): PackMember | undefined {
  for (const root of roots) {
    const path = pathIn(root.uri, uri);
    if (path === undefined || path.split('/').some(isSkipped)) continue;
    if (root.globs.some(glob => matchGlob(glob)(path))) return { root, path };
  }
  return undefined;
}

/**
 * The pack folder that a file belongs to, relative to its root: an added folder is a pack as a
 * whole; in a workspace folder only the part its pattern names (`.interview` for
 * `.interview/*.md`), or, if that is not a folder, the one with the file.
 *
 * @param pack the name of the pack, as in a question's source
 */
export function packFolder(pack: string, path: string): string {
  const root = packRoots().roots.find(({ id }) => id === pack);
  if (root?.kind === 'folder') return '';
  const globs = root?.globs.filter(glob => matchGlob(glob)(path)) ?? [];
  return (
    globs.map(literalFolder).find(folder => folder !== '') ?? path.split('/').slice(0, -1).join('/')
  );
}

/**
 * Folders of packages and version control, which hold no questions of the person's, and those that
 * are being written.
 */
export function isSkipped(name: string): boolean {
  return skipped.has(name) || name.endsWith('.tmp');
}

const skipped = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', 'venv', 'site-packages']);

/** The skipped folders as a pattern for `findFiles`. */
export const skippedGlob = `**/{${[...skipped, '*.tmp'].join(',')}}/**`;
