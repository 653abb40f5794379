/** Lists a folder's files that may have questions. */
import * as vscode from 'vscode';
import { mayHaveFiles, mayHaveQuestions } from '../../../study/importing/collection';
import { naturalCompare } from '../../../study/slug';
import { inParallel } from '../packFiles';

/** A file of a folder; its path has `/` between folders. */
export interface ListedFile {
  readonly path: string;
  readonly uri: vscode.Uri;
}

export interface ListedFolder {
  /** In natural sort order. */
  readonly files: readonly ListedFile[];
  /** Set if there are more files, or deeper folders, than are read. */
  readonly truncated: boolean;
}

const mostFiles = 5000;
/** Maximum number of files and folders examined. */
const mostEntries = 50_000;
const deepest = 32;

/** Lists a folder recursively. Links are not followed, which prevents loops. */
export async function listFolder(root: vscode.Uri): Promise<ListedFolder> {
  const files: ListedFile[] = [];
  let truncated = false;
  let seen = 0;
  let level = [''];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest || seen > mostEntries) {
      truncated = true;
      break;
    }
    const below = await inParallel(level, async folder => {
      const uri = folder === '' ? root : vscode.Uri.joinPath(root, folder);
      const entries = await vscode.workspace.fs.readDirectory(uri);
      seen += entries.length;
      return entries.flatMap(([name, type]) => {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (type === vscode.FileType.File && mayHaveQuestions(path))
          files.push({ path, uri: vscode.Uri.joinPath(root, path) });
        return type === vscode.FileType.Directory && mayHaveFiles(name) ? [path] : [];
      });
    });
    level = below.flat();
  }
  files.sort((a, b) => naturalCompare(a.path, b.path));
  truncated ||= files.length > mostFiles;
  return { files: files.slice(0, mostFiles), truncated };
}
