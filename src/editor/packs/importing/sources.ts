/** Sources of an import: files, a folder, an archive, a repository. */
import * as vscode from 'vscode';
import { mayHaveQuestions } from '../../../study/importing/collection';
import { HumanError } from '../../base/log';
import { showQuickPick } from '../../base/picks';
import { largestArchive, openArchive, unpack } from './archive';
import { listFolder } from './folder';
import { cloneRepository } from './repository';

/** A file to import from. */
export interface SourceFile {
  /** Its name; in a folder or an archive its path there, with `/` between folders. */
  readonly path: string;
  /** In bytes. */
  size(): Promise<number>;
  read(): Promise<Uint8Array>;
}

/** The chosen source. */
export interface Source {
  readonly title: string;
  readonly files: readonly SourceFile[];
  /** The files were not chosen individually: those without questions are skipped. */
  readonly isFolder: boolean;
  /** Not everything was taken. */
  readonly truncated: boolean;
}

/** Asks what to import. `undefined` if the person cancelled. */
export async function chooseSource(): Promise<Source | undefined> {
  const chosen = await showQuickPick(
    [
      {
        from: 'files' as const,
        icon: 'file',
        label: vscode.l10n.t('Files…'),
        detail: vscode.l10n.t('Markdown, tables, JSON, Anki, or a .zip of them; one or several.'),
      },
      {
        from: 'folder' as const,
        icon: 'folder',
        label: vscode.l10n.t('A Folder…'),
        detail: vscode.l10n.t('All files with questions in it become one collection.'),
      },
      {
        from: 'repository' as const,
        icon: 'repo-clone',
        label: vscode.l10n.t('A Public Repository…'),
        detail: vscode.l10n.t('Cloned by its address with Git, then read as a folder.'),
      },
    ],
    {
      title: vscode.l10n.t('Import Questions'),
      placeHolder: vscode.l10n.t('Where are the questions?'),
    },
  );
  switch (chosen?.from) {
    case undefined:
      return undefined;
    case 'files': {
      const uris = await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Import Questions'),
        openLabel: vscode.l10n.t('Import Questions'),
        canSelectMany: true,
        filters: {
          [vscode.l10n.t('Tables, JSON, Markdown')]: [
            ...['csv', 'tsv', 'tab', 'txt', 'json', 'jsonl', 'ndjson', 'md', 'markdown'],
            ...['org', 'adoc', 'asciidoc', 'rst', 'gift'],
            ...['apkg', 'colpkg', 'zip'],
          ],
        },
      });
      return uris && uris.length > 0 ? sourceOf(uris) : undefined;
    }
    case 'folder': {
      const [uri] =
        (await vscode.window.showOpenDialog({
          title: vscode.l10n.t('Import a Folder of Questions'),
          openLabel: vscode.l10n.t('Import Questions'),
          canSelectFiles: false,
          canSelectFolders: true,
        })) ?? [];
      return uri && folderSource(uri);
    }
    case 'repository': {
      const uri = await cloneRepository();
      return uri && folderSource(uri);
    }
  }
}

/** Files chosen one by one, including archives and folders. */
export async function sourceOf(uris: readonly vscode.Uri[]): Promise<Source> {
  const files: SourceFile[] = [];
  let isFolder = false;
  let truncated = false;
  for (const uri of uris) {
    const name = nameOf(uri);
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) {
      const folder = await folderSource(uri);
      isFolder = true;
      truncated ||= folder.truncated;
      files.push(...folder.files);
    } else if (/\.zip$/i.test(name)) {
      isFolder = true;
      files.push(...(await filesOfArchive(uri, name, size)));
    } else files.push(fileOf(name, uri));
  }
  const [first] = uris;
  const title =
    uris.length === 1 && first ? nameOf(first) : vscode.l10n.t('{0} files', files.length);
  return { title, files, isFolder, truncated };
}

async function folderSource(uri: vscode.Uri): Promise<Source> {
  const { files, truncated } = await listFolder(uri);
  const title = nameOf(uri);
  if (files.length === 0) {
    throw new HumanError(
      vscode.l10n.t('{0} contains no file with questions. Nothing was imported.', title),
    );
  }
  const all = files.map(file => fileOf(file.path, file.uri));
  return { title, files: all, isFolder: true, truncated };
}

function fileOf(path: string, uri: vscode.Uri): SourceFile {
  const { fs } = vscode.workspace;
  return {
    path,
    size: async () => (await fs.stat(uri)).size,
    read: async () => fs.readFile(uri),
  };
}

async function filesOfArchive(uri: vscode.Uri, name: string, size: number): Promise<SourceFile[]> {
  // Size first, so that a disk image chosen by mistake is not read.
  if (size > largestArchive) {
    throw new HumanError(
      vscode.l10n.t(
        '{0} is larger than {1} MB. Nothing was imported. Unpack it and import the folder that has the questions.',
        name,
        largestArchive / 1024 / 1024,
      ),
    );
  }
  const entries = openArchive(name, await vscode.workspace.fs.readFile(uri), mayHaveQuestions);
  if (entries.length === 0) {
    throw new HumanError(
      vscode.l10n.t('{0} contains no file with questions. Nothing was imported.', name),
    );
  }
  const top = commonFolder(entries.map(({ path }) => path));
  return entries.map(entry => ({
    path: entry.path.slice(top.length),
    size: () => Promise.resolve(entry.size),
    read: () => unpack(name, entry),
  }));
}

/** The folder that contains everything in an archive, as in those made by GitHub. */
function commonFolder(paths: readonly string[]): string {
  const top = /^[^/]+\//.exec(paths[0] ?? '')?.[0] ?? '';
  return paths.every(path => path.startsWith(top)) ? top : '';
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.replace(/\/$/, '').split('/').at(-1) ?? '';
}
