/**
 * Checks names of files from outside: a pack, an import, a title. Some names act: `.git/config`
 * runs a command at the next `git status`, `con.py` opens a device. Sources: learn.microsoft.com,
 * "Naming Files, Paths, and Namespaces"; git-scm.com, "gitrepository-layout".
 */

import { isTakenModule } from './code/pythonModules';

/** The longest path and the longest part of one, in characters. Windows stops at 260 in all. */
const longestPath = 200;
const longestPart = 100;

/** Device names on Windows, whatever follows a dot. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d|conin|conout)(?:\.|$)/i;

/** Whether Windows treats a name as a device: `con`, `NUL.txt`. */
export function isDeviceName(name: string): boolean {
  return deviceName.test(name);
}

/** Dotted names that answers need and nothing runs automatically. All others are refused. */
const dotted: readonly RegExp[] = [/^\.travis\.yml$/, /^\.github\/workflows\/[\w-]+\.ya?ml$/];

/** Extensionless files that answers need. `HEAD` beside `config` would be a Git repository. */
const withoutEnding = new Set(['Dockerfile', 'Jenkinsfile', 'Makefile', 'Procfile', 'Pipfile']);

/** Endings of files that are read, not run, when a folder is opened. */
const endings = new Set(
  (
    'cfg conf css csv env graphql html ini j2 jinja js json lock md mjs po py pyi rst scss service sh sls socket sql svg ' +
    'toml ts txt xml yaml yml'
  ).split(' '),
);

/** Folders tools load code from, and files a file manager, or an agent that writes code, acts on. */
const acting = new Set([
  'node_modules',
  'site-packages',
  'venv',
  'env',
  'desktop.ini',
  'agent.md',
  'agents.md',
  'agents.override.md',
  'claude.md',
  'claude.local.md',
  'codebuddy.md',
  'crush.md',
  'gemini.md',
  'iflow.md',
  'qwen.md',
  'skill.md',
  'warp.md',
]);

/** Endings of files that an agent takes for instructions: VS Code's, by `.instructions.md` and others. */
const instructing = /\.(?:instructions|prompt|agent|chatmode)\.md$/i;

/**
 * Whether a pack may use this as a project file's path: a relative path with `/` between plain
 * names that no system reads as another path and no tool acts on.
 */
export function isProjectPath(path: string): boolean {
  if (path.length > longestPath) return false;
  const parts = path.split('/');
  if (parts.length > 10 || parts.some(part => acting.has(part.toLowerCase()))) return false;
  if (instructing.test(path)) return false;
  if (parts.some(part => part.startsWith('.'))) return dotted.some(pattern => pattern.test(path));
  if (!parts.every(isPlainName)) return false;
  const name = parts.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  return dot === -1 ? withoutEnding.has(name) : endings.has(name.slice(dot + 1).toLowerCase());
}

/** What pytest and Python run of the folder that they start in. */
const readAtStart = new Set(['__init__.py', '__main__.py']);

/**
 * What tools of an editor run or follow in any folder, most of them up from the file that is open:
 * code of theirs and, by its `@plugin`, CSS; settings, since Prettier's in `package.json`, SQLFluff's
 * in `tox.ini` and CSpell's name code; SQL, whose comments set SQLFluff's `library_path`; what Sphinx,
 * CMake, Make, Maven and Ansible run.
 */
const ofTools = new RegExp(
  [
    /\.(?:m?js|ts|s?css|toml|cfg|ini|sql(?:\.j2)?|(?:config|workspace)\.\w+)$/,
    /(?:^|\/)(?:package|pubspec|requirements|dbt_project|cspell|deno|nx|dprint|rust-project|cmake\w*|[jt]sconfig[^/]*|\w*lint)\.(?:json|ya?ml)$/,
    /(?:^|\/)(?:conf\.py|makefile|cmakelists\.txt|pom\.xml|(?:\w+_plugins|ansible_collections)\/.*)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** The bookshop's own modules: they are free without a look at the list of others. */
const ofBookshop = /^(?:shop|config|checks|manage)$/;

/**
 * Whether a project's file runs, or says what runs, as soon as an editor looks for tests or checks
 * or formats the code, which it does by itself: in any folder what is of other tools (`ofTools`) and
 * anything by the name `conftest`, since Python prefers a package of that name to the `conftest.py`
 * that keeps pytest out; in the project's own folder a module that makes it a package, and one by the
 * name of another that pytest imports from there.
 *
 * @param path a path that `isProjectPath` takes
 */
export function isRunUnasked(path: string): boolean {
  return isReadAtStart(path) || takenModule(path) !== undefined;
}

function isReadAtStart(path: string): boolean {
  const name = path.toLowerCase(); // some systems find `Conftest.py` too
  return readAtStart.has(name) || ofTools.test(name) || /(?:^|\/)conftest(?:[./]|$)/.test(name);
}

/**
 * The module that a file takes the place of, if `isRunUnasked` is true of it for no other reason:
 * in another folder, or by another name, it would not be run unasked.
 */
export function takenModule(path: string): string | undefined {
  if (!/\.py$/i.test(path) || isReadAtStart(path)) return undefined;
  const [module = ''] = path.split(/[./]/, 1);
  return !ofBookshop.test(module) && isTakenModule(module) ? module : undefined;
}

function isPlainName(part: string): boolean {
  return (
    part.length <= longestPart &&
    /^[\w@+-][\w.@+-]*$/.test(part) &&
    !part.endsWith('.') &&
    !isDeviceName(part)
  );
}

/**
 * Paths that can coexist on every system: no two that differ only in case, and no file where
 * another path needs a folder.
 */
export class FileTree {
  /** Files and folders by lower-case path. */
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string>();

  /** Adds a file's path; returns `false`, without adding it, if it cannot coexist with others. */
  place(path: string): boolean {
    const parts = path.split('/');
    const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const fits =
      (this.#files.get(path.toLowerCase()) ?? path) === path &&
      !this.#folders.has(path.toLowerCase()) &&
      above.every(folder => {
        const lower = folder.toLowerCase();
        return !this.#files.has(lower) && (this.#folders.get(lower) ?? folder) === folder;
      });
    if (!fits) return false;
    this.#files.set(path.toLowerCase(), path);
    for (const folder of above) this.#folders.set(folder.toLowerCase(), folder);
    return true;
  }
}

/** The paths that must not be written together: see `isProjectPath` and `FileTree`. */
export function refusedPaths(paths: readonly string[]): readonly string[] {
  const tree = new FileTree();
  return paths.filter(path => !isProjectPath(path) || !tree.place(path));
}

/** A file name made from a title; a device name gets a word in front. */
export function fileName(name: string): string {
  let end = name.length;
  while (name[end - 1] === '.' || name[end - 1] === ' ') end--;
  const bare = name.slice(0, end);
  return isDeviceName(bare) || bare === '' ? `file-${bare}` : bare;
}
