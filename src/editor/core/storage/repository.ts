/** Identifies a folder's repository from its files, without running git. */
import * as vscode from 'vscode';
import { firstCommitOf, remoteOf, type FolderMarks } from '../../../study/sameFolder';

/** Maximum depth of a folder in a repository for the repository to be found. */
const deepest = 20;
/** Larger files of a repository, in bytes, are not read. */
const largestFile = 5_000_000;

/** The marks of a folder, or of the folder of a workspace file. Never rejects. */
export async function marksOf(address: vscode.Uri): Promise<FolderMarks> {
  const marks = { address };
  let folder = address;
  for (let depth = 0; depth < deepest; depth++) {
    const git = await gitFolder(vscode.Uri.joinPath(folder, '.git'));
    if (git) {
      // Folders of one repository are told apart by their paths in it.
      const inRepository = address.path.slice(folder.path.replace(/\/+$/, '').length);
      const below = inRepository.replace(/\/+$/, '');
      const [config, log] = await Promise.all([
        readText(vscode.Uri.joinPath(git, 'config')),
        readText(vscode.Uri.joinPath(git, 'logs', 'HEAD')),
      ]);
      const remote = remoteOf(config ?? '');
      const commit = firstCommitOf(log ?? '');
      return {
        ...marks,
        ...(remote !== undefined && { remote: remote + below }),
        ...(commit !== undefined && { commit: commit + below }),
      };
    }
    const parent = vscode.Uri.joinPath(folder, '..');
    if (parent.path === folder.path) break;
    folder = parent;
  }
  return marks;
}

/** The repository's own folder, even if `.git` is a file that points to it. */
async function gitFolder(git: vscode.Uri): Promise<vscode.Uri | undefined> {
  const type = await typeOf(git);
  if (type === undefined) return undefined;
  if ((type & vscode.FileType.Directory) !== 0) return git;
  const to = /^gitdir:\s*(\S.*)$/m.exec((await readText(git)) ?? '')?.[1]?.trim();
  if (to === undefined) return undefined;
  const own = resolved(vscode.Uri.joinPath(git, '..'), to);
  if (own === undefined) return undefined;
  // A worktree has its own `HEAD`; remotes and the first commit are shared.
  const common = (await readText(vscode.Uri.joinPath(own, 'commondir')))?.trim();
  return common === undefined || common === '' ? own : resolved(own, common);
}

/** Resolves a path in a Git file; `undefined` if it is on another computer. */
function resolved(folder: vscode.Uri, path: string): vscode.Uri | undefined {
  const slashes = path.replaceAll('\\', '/');
  if (slashes.startsWith('//')) return undefined;
  if (slashes.startsWith('/')) return folder.with({ path: slashes });
  if (/^[a-z]:\//i.test(slashes)) return folder.with({ path: `/${slashes}` });
  return vscode.Uri.joinPath(folder, slashes);
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined; // does not exist, or cannot be checked now
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > largestFile) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
