/** What the repository says that a folder is in, read from its files: no git is run. */
import * as vscode from 'vscode';
import { firstCommitOf, remoteOf, type FolderMarks } from '../../../study/sameFolder';

/** A folder deeper in a repository than this is not looked for in it. */
const deepest = 20;
/** A file of a repository that is larger than this, in bytes, is not read. */
const largestFile = 5_000_000;

/** The marks of a folder, or of the folder of a workspace's file. Never rejects. */
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

/** The folder of the repository itself, also where `.git` is a file that leads to it. */
async function gitFolder(git: vscode.Uri): Promise<vscode.Uri | undefined> {
  const type = await typeOf(git);
  if (type === undefined) return undefined;
  if ((type & vscode.FileType.Directory) !== 0) return git;
  const to = /^gitdir:\s*(\S.*)$/m.exec((await readText(git)) ?? '')?.[1]?.trim();
  if (to === undefined) return undefined;
  const own = resolved(vscode.Uri.joinPath(git, '..'), to);
  if (own === undefined) return undefined;
  // A worktree has its own `HEAD`; remotes and the first commit are those of all of them.
  const common = (await readText(vscode.Uri.joinPath(own, 'commondir')))?.trim();
  return common === undefined || common === '' ? own : resolved(own, common);
}

/** Where a path in a file of Git leads; `undefined` for one that leads to another computer. */
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
    return undefined; // not there, or not to be asked for now
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
