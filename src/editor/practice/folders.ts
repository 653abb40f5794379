/**
 * Exercise folders on disk: written whole or not at all, overwriting nothing, and found again by a
 * small file in each.
 */
import { pytestGuard, type ProjectFile } from '../../study/code/projectFiles';
import { fileName, refusedPaths } from '../../study/fileNames';
import { isInside } from '../base/paths';

/** The file that names the folder's exercise. */
const markerName = '.exercise.json';
/** Start Over keeps previous work here, below the folder of all exercises. */
const backupsName = 'backups';
/** Start Over neither copies nor deletes these: tools create them, and they can be large. */
const notOfExercise = new Set(['.venv', 'venv', '.git', '__pycache__', 'node_modules', markerName]);

const gitignore = '*\n';
/**
 * Placed in the folder of all exercises, if that is ours, else in each exercise; and in each exercise
 * of a pack, since pytest may start there, or import the file before it looks at the one above.
 */
const guard = pytestGuard(
  'Keeps pytest, and an editor that looks for tests, out of the exercises.',
);

/** The text of the guard of earlier versions, which left its folder on Python's path. */
const formerGuard = `# Keeps pytest, and an editor that looks for tests, out of the exercises.
collect_ignore_glob = ["*"]
`;

/** The name of a folder that another window is writing, or that a kill left half written. */
const unfinished = /^\..*-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The folder of a started exercise. */
export interface ExerciseFolder {
  readonly question: string;
  /** An absolute path. */
  readonly path: string;
  /** When it was written, in ms since 1970. */
  readonly started: number;
  /** A digest of the exercise's code as written there, if the pack is not built in. */
  readonly code?: string;
  /** Where the person's work was copied to, if starting over was interrupted. */
  readonly copy?: string;
}

async function modules() {
  const [fs, path] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  return { fs, path };
}

/** A folder name for an exercise, of harmless characters whatever the id is. */
export function folderNameOf(question: string): string {
  const plain = question
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  if (plain === '') return 'exercise';
  return fileName(plain === backupsName ? `exercise-${plain}` : plain);
}

/** The exercises started below `root`, in order of folder names. Never rejects. */
export async function begunIn(root: string): Promise<readonly ExerciseFolder[]> {
  const { fs, path } = await modules();
  const names = await fs.readdir(root).catch((): string[] => []);
  const whole = names.filter(name => !unfinished.test(name));
  const found = await Promise.all(whole.map(name => readMarker(path.join(root, name))));
  return found.filter(each => each !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The folder in which the exercise was started; `undefined` if it was not. */
export async function begun(root: string, question: string): Promise<ExerciseFolder | undefined> {
  return (await begunIn(root)).find(folder => folder.question === question);
}

/** In bytes. */
const largestMarker = 10_000;

/**
 * The text of a file.
 *
 * @param largest in bytes
 * @throws Error if it is larger, or a link to something without an end, which must not be read
 */
async function readWhole(file: string, largest: number): Promise<string> {
  const { fs } = await modules();
  const stat = await fs.stat(file);
  if (!stat.isFile() || stat.size > largest)
    throw new Error(`${file} is too large, or not a regular file`);
  return fs.readFile(file, 'utf8');
}

async function readMarker(folder: string): Promise<ExerciseFolder | undefined> {
  const { path } = await modules();
  try {
    const text = await readWhole(path.join(folder, markerName), largestMarker);
    const value = JSON.parse(text) as Record<'question' | 'started' | 'code' | 'copy', unknown>;
    if (typeof value.question !== 'string') return undefined;
    const started = typeof value.started === 'number' ? value.started : 0;
    const code = typeof value.code === 'string' ? { code: value.code } : {};
    const made = { question: value.question, path: folder, started, ...code };
    if (typeof value.copy !== 'string' || value.copy !== path.basename(value.copy)) return made;
    const copy = path.join(path.dirname(folder), backupsName, value.copy);
    return (await exists(copy)) ? { ...made, copy } : made;
  } catch {
    return undefined;
  }
}

/**
 * Gives the folder of the exercise: the existing one, with no change but to a guard of an earlier
 * version, or a new one with these files. A new one appears complete, under an unused name.
 *
 * @param code a digest of the exercise's code, stored in the folder
 * @param made is told the path of a new one
 * @throws the file system's error; nothing is left behind then
 */
export async function openFolder(
  root: string,
  question: string,
  files: readonly ProjectFile[],
  now: number,
  code?: string,
  made: (path: string) => unknown = ignore,
): Promise<ExerciseFolder> {
  check(files);
  const { fs, path } = await modules();
  const isNew = !(await exists(root));
  await fs.mkdir(root, { recursive: true });
  const own = path.join(root, '.gitignore');
  // Practice files are not part of the project that may surround them.
  if (isNew) await fs.writeFile(own, gitignore, { flag: 'wx' }).catch(ignore);
  if (await isOurs(root)) {
    await fs.writeFile(path.join(root, guard.path), guard.text, { flag: 'wx' }).catch(ignore);
  }
  await renewGuard(root);
  const all = await guarded(root, files, code);
  const name = folderNameOf(question);
  for (let number = 1; number < 100; number++) {
    // Another window may have started it meanwhile.
    const known = await begun(root, question);
    if (known) {
      await renewGuard(known.path);
      return known;
    }
    const folder = path.join(root, number === 1 ? name : `${name}-${number}`);
    if (await exists(folder)) continue;
    const beside = path.join(root, `.${name}-${globalThis.crypto.randomUUID()}`);
    try {
      await writeNew(beside, all);
      const own = { question, path: folder, started: now, ...(code !== undefined && { code }) };
      await fs.writeFile(path.join(beside, markerName), marker(own), { flag: 'wx' });
      await fs.rename(beside, folder);
      made(folder);
      return own;
    } catch (error) {
      await fs.rm(beside, { recursive: true, force: true }).catch(ignore);
      // The folder appeared at this moment: look again. Anything else is an error.
      if (!(await exists(folder))) throw error;
    }
  }
  throw new Error(`${root}: ${name}-99`);
}

/** Whether the folder of all exercises was made by us, and is not one of the person's. */
async function isOurs(root: string): Promise<boolean> {
  const { path } = await modules();
  const text = await readWhole(path.join(root, '.gitignore'), largestMarker).catch(() => '');
  return text === gitignore;
}

/** Replaces a guard of an earlier version; one that the person changed stays. Never rejects. */
async function renewGuard(folder: string): Promise<void> {
  const { path } = await modules();
  const file = path.join(folder, guard.path);
  const text = await readWhole(file, largestMarker).catch(() => '');
  if (text === formerGuard) await replace(file, guard.text).catch(ignore);
}

/** The files of an exercise, with what keeps pytest out. `code`: for a pack's, see `openFolder`. */
async function guarded(
  root: string,
  files: readonly ProjectFile[],
  code: string | undefined,
): Promise<readonly ProjectFile[]> {
  if (code === undefined && (await isOurs(root))) return files;
  return [...files.filter(({ path }) => path !== guard.path), guard];
}

/** The content of the folder's marker file. `copy`: the name of a copy. */
function marker({ question, started, code, copy }: Omit<ExerciseFolder, 'path'>): string {
  return `${JSON.stringify({ version: 1, question, started, code, copy })}\n`;
}

/**
 * Resets the exercise. Its files are first copied beside it; nothing is changed if that fails.
 *
 * @param code a digest of the exercise's code, stored in the folder
 * @returns the folder of the copy
 * @throws the file system's error
 */
export async function startOver(
  root: string,
  folder: ExerciseFolder,
  files: readonly ProjectFile[],
  now: number,
  code?: string,
): Promise<string> {
  check(files);
  const { fs, path } = await modules();
  const time = new Date(now).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const unique = globalThis.crypto.randomUUID().slice(0, 4);
  const name = `${path.basename(folder.path)}-${time}-${unique}`;
  const backup = path.join(root, backupsName, name);
  const isOfExercise = (file: string) => !notOfExercise.has(path.basename(file));
  await fs.mkdir(path.dirname(backup), { recursive: true });
  // The folder itself may be a link, of which only the link would be copied.
  const real = await fs.realpath(folder.path);
  try {
    await fs.cp(real, backup, {
      recursive: true,
      errorOnExist: true,
      force: false,
      filter: file => file === real || isOfExercise(file),
      verbatimSymlinks: true,
    });
  } catch (error) {
    await fs.rm(backup, { recursive: true, force: true }).catch(ignore);
    throw error;
  }
  // Until the end the folder says where the work is: a kill would leave it neither old nor new.
  const markerFile = path.join(folder.path, markerName);
  const copy = folder.copy === undefined ? name : path.basename(folder.copy);
  await replace(markerFile, marker({ ...folder, copy }));
  const all = await guarded(root, files, code);
  const wanted = new Set(all.map(file => path.join(folder.path, ...file.path.split('/'))));
  const clear = async (below: string): Promise<void> => {
    for (const entry of await fs.readdir(below, { withFileTypes: true })) {
      const each = path.join(below, entry.name);
      if (!isOfExercise(each)) continue;
      if (entry.isDirectory()) await clear(each);
      else if (!wanted.has(each)) await fs.rm(each, { force: true });
    }
    if (below !== folder.path) await fs.rmdir(below).catch(ignore); // kept if it is not empty
  };
  await clear(folder.path);
  for (const { path: name, text } of all) {
    const file = path.join(folder.path, ...name.split('/'));
    await realFolder(folder.path, path.dirname(file));
    await replace(file, text);
  }
  const { question, started } = folder;
  const own = { question, started, ...(code !== undefined && { code }) };
  await replace(markerFile, marker(own));
  return backup;
}

/** Writes a file, replacing what is there, even a link or a folder. Editors see one change. */
async function replace(file: string, text: string): Promise<void> {
  const { fs } = await modules();
  const now = await fs.lstat(file).catch(() => undefined);
  if (now?.isFile() && (await fs.readFile(file, 'utf8')) === text) return;
  if (now && !now.isFile()) await fs.rm(file, { recursive: true, force: true });
  const beside = `${file}.${globalThis.crypto.randomUUID()}.tmp`;
  try {
    await fs.writeFile(beside, text, { flag: 'wx' });
    await fs.rename(beside, file);
  } catch (error) {
    await fs.rm(beside, { force: true }).catch(ignore);
    throw error;
  }
}

/** Creates the folders of a file; removes anything in their way, such as a link to elsewhere. */
async function realFolder(folder: string, wanted: string): Promise<void> {
  const { fs, path } = await modules();
  if (!isInside(wanted, folder)) throw new Error(wanted);
  let at = folder;
  for (const part of path.relative(folder, wanted).split(path.sep)) {
    if (part === '') continue;
    at = path.join(at, part);
    const now = await fs.lstat(at).catch(() => undefined);
    if (now && !now.isDirectory()) await fs.rm(at, { force: true });
    await fs.mkdir(at, { recursive: true });
  }
}

async function writeNew(folder: string, files: readonly ProjectFile[]): Promise<void> {
  const { fs, path } = await modules();
  await fs.mkdir(folder);
  for (const { path: name, text } of files) {
    const file = path.join(folder, ...name.split('/'));
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text, { flag: 'wx' });
  }
}

/** A larger file of an exercise, in bytes, is not read. */
const largestRead = 20_000_000;

/** The files that are missing or changed since they were written, ignoring line breaks. */
export async function changedFiles(
  folder: string,
  files: readonly ProjectFile[],
): Promise<ReadonlySet<string>> {
  const { path } = await modules();
  const changed = new Set<string>();
  for (const { path: name, text } of files) {
    const file = path.join(folder, ...name.split('/'));
    const now = await readWhole(file, largestRead).catch(() => '');
    if (now.replaceAll('\r\n', '\n') !== text) changed.add(name);
  }
  return changed;
}

/** Maximum length of an exercise file, in characters. */
const longestWritten = 200_000;

/** The current content of these files; leaves out those deleted, or linked from elsewhere. */
export async function readWritten(
  folder: string,
  paths: readonly string[],
): Promise<readonly ProjectFile[]> {
  const { fs, path } = await modules();
  const root = await fs.realpath(folder);
  const files = await Promise.all(
    paths.map(async name => {
      try {
        const file = await fs.realpath(path.join(root, ...name.split('/')));
        if (!isInside(file, root)) return undefined;
        const text = await readWhole(file, largestRead);
        return { path: name, text: text.slice(0, longestWritten) };
      } catch {
        return undefined;
      }
    }),
  );
  return files.filter(file => file !== undefined);
}

function check(files: readonly ProjectFile[]): void {
  const [refused] = refusedPaths(files.map(({ path }) => path));
  if (refused !== undefined) throw new Error(`No name for a file: ${JSON.stringify(refused)}`);
}

/** Whether anything has this name, even a link to nowhere. */
async function exists(file: string): Promise<boolean> {
  const { fs } = await modules();
  return fs.lstat(file).then(
    () => true,
    () => false,
  );
}

function ignore(): void {
  // Report the original error, or the following one.
}
