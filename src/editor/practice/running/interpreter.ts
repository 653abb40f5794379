/** Finds a Python with Django and the modules that the exercise imports. */
import { cleanEnvironment, start } from './child';

/** A command for Python: the program, and its leading arguments. */
export type PythonCommand = readonly [program: string, ...args: string[]];

/** A Python's self-description. */
export interface PythonFacts {
  /** Such as `3.12.4`. */
  readonly version: string;
  /** Django's version; empty if it is not installed. */
  readonly django: string;
  /** Those of the requested modules that are not installed. */
  readonly missing: readonly string[];
}

/** A Python that was tried. `facts` is missing if it does not run; `problem` says why. */
export interface TriedPython {
  readonly command: PythonCommand;
  readonly facts?: PythonFacts;
  readonly problem?: string;
}

/** The oldest releases supported by the exercises. */
export const oldestDjango = '5.2';
/** Django 5.2 needs Python 3.10. */
export const oldestPython = '3.10';

/** Time limit for asking a Python, in ms. */
const longestProbeMs = 20_000;

/**
 * Nothing but `sys`, which is built in, is imported before the working directory leaves the path:
 * anybody may have put a `json.py` there. Not isolated by `-I`, which would hide a Django of the
 * user's own site-packages, though the checks can use it.
 */
const probe = `
import sys
sys.path[:] = [each for each in sys.path if each]
import importlib.util, json
try:
    import django
    version = django.__version__
except Exception:
    version = ""
missing = [each for each in sys.argv[1:] if importlib.util.find_spec(each) is None]
print("\\x1e" + json.dumps([sys.version.split()[0], version, missing]))
`;

/** Asks a Python for its version and modules. Never rejects. */
export async function tryPython(
  command: PythonCommand,
  modules: readonly string[],
): Promise<TriedPython> {
  const [program, ...before] = command;
  let printed = '';
  try {
    const { tmpdir } = await import('node:os');
    const child = await start(
      program,
      [...before, '-c', probe, ...modules],
      { cwd: tmpdir(), env: cleanEnvironment() },
      text => (printed = (printed + text).slice(-20_000)),
    );
    const timer = setTimeout(() => child.kill(), longestProbeMs);
    const { code, error } = await child.ended;
    clearTimeout(timer);
    const facts = code === 0 ? readFacts(printed) : undefined;
    if (facts) return { command, facts };
    return {
      command,
      problem: error ?? (printed.trim().slice(-500) || `exit code ${code ?? '?'}`),
    };
  } catch (error) {
    return { command, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Parses the output of `probe`, after anything a Python prints on startup. */
export function readFacts(printed: string): PythonFacts | undefined {
  const line = printed.slice(printed.lastIndexOf('\x1e') + 1).split('\n', 1)[0] ?? '';
  try {
    const value: unknown = JSON.parse(line);
    if (!Array.isArray(value)) return undefined;
    const [version, django, missing] = value as readonly unknown[];
    if (typeof version !== 'string' || typeof django !== 'string') return undefined;
    const names = Array.isArray(missing) ? missing.filter(each => typeof each === 'string') : [];
    return { version, django, missing: names };
  } catch {
    return undefined;
  }
}

/** Whether the checks can run with it. */
export function isEnough({ facts }: TriedPython): boolean {
  return facts !== undefined && isAtLeast(facts.django, oldestDjango) && facts.missing.length === 0;
}

/** Whether a virtual environment made with it can have a recent enough Django. */
export function canMakeEnvironment({ facts }: TriedPython): boolean {
  return facts !== undefined && isAtLeast(facts.version, oldestPython);
}

/**
 * Python's option against running the working directory's files: with `-m` alone, a folder `pip` or
 * a `venv.py` there would take the place of Python's own module. Exercises of packs are folders
 * named by their authors.
 */
const isolated = '-I';

/** The command that makes a virtual environment, safe in any working directory. */
export function makeEnvironment(python: PythonCommand, environment: string): readonly string[] {
  return [...python, isolated, '-m', 'venv', environment];
}

/** The command that installs packages for a Python, safe in any working directory. */
export function installInto(
  python: PythonCommand,
  requirements: readonly string[],
): readonly string[] {
  return [...python, isolated, '-m', 'pip', 'install', ...requirements];
}

/** Compares versions by their numbers; an empty one is the oldest. */
export function isAtLeast(version: string, oldest: string): boolean {
  const numbers = (text: string) => text.split('.').map(part => Number.parseInt(part, 10));
  const [a, b] = [numbers(version), numbers(oldest)];
  for (const [index, wanted] of b.entries()) {
    const has = a[index] ?? 0;
    if (Number.isNaN(has)) return false;
    if (has !== wanted) return has > wanted;
  }
  return true;
}

/** The Pythons on PATH, as absolute paths: Windows would search the working directory first. */
export async function pythonsOnPath(): Promise<readonly PythonCommand[]> {
  const { access, constants } = await import('node:fs/promises');
  const path = await import('node:path');
  const isWindows = process.platform === 'win32';
  const names: readonly PythonCommand[] = isWindows
    ? [['py.exe', '-3'], ['python.exe'], ['python3.exe']]
    : [['python3'], ['python']];
  const folders = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(folder => path.isAbsolute(folder));
  const found: PythonCommand[] = [];
  for (const [name, ...args] of names) {
    for (const folder of folders) {
      const program = path.join(folder, name);
      const isThere = await access(program, isWindows ? constants.F_OK : constants.X_OK).then(
        () => true,
        () => false,
      );
      if (!isThere) continue;
      found.push([program, ...args]);
      break;
    }
  }
  return found;
}

/** The Python of a virtual environment. */
export async function pythonOf(environment: string): Promise<PythonCommand> {
  const path = await import('node:path');
  const parts = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  return [path.join(environment, ...parts)];
}
