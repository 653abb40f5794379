/** Reads the packages a project uses from its requirements, lock and settings files. */
import { parse, type TomlTable } from 'smol-toml';
import { isObject } from '../values';

/** A file that may describe the stack. */
export interface StackFile {
  /** Its path or name; only the last part matters. */
  readonly path: string;
  readonly text: string;
}

/** How certain a version is: lock file, then pin, then range, then comment. */
type Certainty = 3 | 2 | 1 | 0;

/** A package named in a file. */
export interface Requirement {
  /** In lower case with `-` between words (PEP 503). */
  readonly name: string;
  /** The lowest version allowed, as `major.minor`. */
  readonly version: string | undefined;
  readonly certainty: Certainty;
}

/**
 * The names of the files worth reading, as a glob for `workspace.findFiles`, which does not match
 * nested braces.
 */
export const stackFiles =
  '**/{requirements*.txt,requirements*.in,requirements/*.txt,requirements/*.in,environment.yml,environment.yaml,setup.cfg,pyproject.toml,Pipfile,Pipfile.lock,poetry.lock,uv.lock,settings.py,settings/*.py}';

/** The packages named in a file; none if it cannot be read. Never throws. */
export function readRequirementsOf({ path, text }: StackFile): readonly Requirement[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'Pipfile.lock') return readPipfileLock(text);
  if (name.endsWith('.lock')) return readLock(text);
  if (name === 'pyproject.toml') return readPyproject(text);
  if (name === 'Pipfile') return readPipfile(text);
  if (name === 'setup.cfg') return readSetupCfg(text);
  if (/^environment\.ya?ml$/.test(name)) return readCondaEnvironment(text);
  return name.endsWith('.py') ? readSettings(text) : readRequirements(text);
}

function readRequirements(text: string): Requirement[] {
  return linesOf(text).flatMap(line => {
    const comment = line.search(/(?:^|\s)#/);
    return readRequirement(comment === -1 ? line : line.slice(0, comment));
  });
}

const lineEnd = /[\n\r\u2028\u2029]/;
/** No requirement is longer, in characters. */
const longestLine = 1000;
/** More lines are not read: a lock file with hashes in pip's format has fewer. */
const mostLines = 20_000;

/** The lines of a file, each cut: scanning a long line is slow. */
function linesOf(text: string): readonly string[] {
  return text.split(lineEnd, mostLines).map(line => line.slice(0, longestLine));
}

/**
 * A requirement by PEP 508, such as `Django[argon2]>=5.1,<5.3; python_version > "3.10"`, or from a
 * repository, such as `-e git+https://github.com/django/django.git@stable/5.2.x#egg=Django`.
 */
function readRequirement(whole: string): Requirement[] {
  const line = whole.slice(0, longestLine).trim();
  const repository = /^(?:(?:-e|--editable)[\s=]+)?(git\+\S+)/.exec(line)?.[1];
  if (repository !== undefined) {
    const name = eggName(repository) ?? repositoryName(repository);
    return name === undefined ? [] : [fromRepository(name, repository)];
  }
  // Step by step: of several spaces each could belong to the text before or after them.
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(line)?.[0];
  if (name === undefined) return [];
  const rest = line.slice(name.length).trimStart();
  const extras = /^\[[^\]]*\]/.exec(rest)?.[0] ?? '';
  const specifier = rest.slice(extras.length).trimStart().split(';')[0] ?? '';
  // Anything else after the name is a sentence or an option, not a requirement.
  if (!/^[\s(]*(?:$|[=<>~!^@])/.test(specifier)) return [];
  if (/^\s*@\s*git\+/.test(specifier)) return [fromRepository(name, specifier)];
  return [toRequirement(name, specifier)];
}

function toRequirement(name: string, specifier: string, certainty?: Certainty): Requirement {
  const pinned = /^={2,3}\s*\d/.test(specifier.trim().replace(/^\(/, ''));
  return {
    name: name.toLowerCase().replace(/[-_.]+/g, '-'),
    version: lowestVersion(specifier),
    certainty: certainty ?? (pinned ? 2 : 1),
  };
}

/** The name in an address such as `git+https://…#subdirectory=a&egg=Django`. */
function eggName(address: string): string | undefined {
  const [, ...parts] = address.split(/[#&]/);
  const egg = parts.find(part => part.startsWith('egg='));
  return /^egg=([A-Za-z0-9._-]+)/.exec(egg ?? '')?.[1];
}

/** The part of an address after the host: a `git@` before it is not a branch. */
function pathIn(address: string): string {
  return address.replace(/^[^/]*\/\/[^/]*/, '').replace(/[#\s].*$/, '');
}

/** The end of a repository's path: `django` in `git+https://github.com/django/django.git@main`. */
function repositoryName(address: string): string | undefined {
  const path = pathIn(address)
    .replace(/@.*$/, '')
    .replace(/\.git$/, '');
  const last = path.split(/[^\w.-]/).at(-1) ?? '';
  return /[A-Za-z0-9].*/.exec(last)?.[0];
}

/** A package from a repository: the branch or tag after `@` gives its version, if it has one. */
function fromRepository(name: string, address: string): Requirement {
  const revision = pathIn(address).split('@')[1] ?? '';
  return toRequirement(name, versionInRevision(revision), 2);
}

/** `5.2` of `stable/5.2.x`, `v5.2.1` or `5.2`; empty for `main` or a commit. */
function versionInRevision(revision: string): string {
  return /(?:^|[/v])(\d+\.\d+)(?:[.]|$|[a-z])/.exec(revision)?.[1] ?? '';
}

/** The lowest version a specifier allows, as `major.minor`; `undefined` without a lower bound. */
function lowestVersion(specifier: string): string | undefined {
  for (const part of specifier.split(',')) {
    const match = /^[\s(]*(?:===?|~=|>=|\^|~)?\s*v?(\d+)(?:\.(\d+))?/.exec(part);
    if (match) return `${match[1] ?? ''}.${match[2] ?? '0'}`;
  }
  return undefined;
}

/** A longer file is not read, in UTF-16 units: the TOML reader is slow. */
const longestToml = 1024 * 1024;

function readToml(text: string): TomlTable {
  if (text.length > longestToml) return {};
  try {
    return parse(text);
  } catch {
    return {};
  }
}

function readPyproject(text: string): Requirement[] {
  const toml = readToml(text);
  const project = table(toml.project);
  const lists = [
    project.dependencies,
    ...Object.values(table(project['optional-dependencies'])),
    ...Object.values(table(toml['dependency-groups'])),
  ];
  const poetry = table(table(toml.tool).poetry);
  const tables = [
    poetry.dependencies,
    poetry['dev-dependencies'],
    ...Object.values(table(poetry.group)).map(group => table(group).dependencies),
  ];
  return [
    ...lists
      .flatMap(list => (Array.isArray(list) ? (list as unknown[]) : []))
      .flatMap(entry => (typeof entry === 'string' ? readRequirement(entry) : [])),
    ...tables.flatMap(readNamed),
  ];
}

/** `install_requires` and the extras of setuptools' declarative configuration. */
function readSetupCfg(text: string): Requirement[] {
  let section = '';
  let key = '';
  return linesOf(text).flatMap(line => {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim();
      key = '';
      return [];
    }
    const assignment = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (assignment) key = assignment[1] ?? '';
    const lists =
      (section === 'options' && key === 'install_requires') || section === 'options.extras_require';
    if (!lists) return [];
    const value = assignment ? (assignment[2] ?? '') : line;
    return /^\s*[#;]/.test(value) ? [] : readRequirement(value);
  });
}

/** Conda's environment: its own packages as `- django=5.2`, and pip's in the list below. */
function readCondaEnvironment(text: string): Requirement[] {
  let inDependencies = false;
  return linesOf(text).flatMap(line => {
    if (/^\S/.test(line) && !line.startsWith('-')) inDependencies = /^dependencies\s*:/.test(line);
    const entry = /^\s*-\s+["']?([^"'#]+)/.exec(line)?.[1];
    if (!inDependencies || entry === undefined || /^pip\s*:/.test(entry)) return [];
    // Conda's own form: a channel before `::`, one `=`, a build after the second.
    const own = /^(?:[\w-]+::)?([\w.-]+)\s*=\s*(\d[\w.*]*)(?:=\S*)?\s*$/.exec(entry);
    const found = own ? [toRequirement(own[1] ?? '', `==${own[2] ?? ''}`)] : readRequirement(entry);
    return found.filter(({ name }) => name !== 'python' && name !== 'pip');
  });
}

function readPipfile(text: string): Requirement[] {
  const toml = readToml(text);
  return [toml.packages, toml['dev-packages']].flatMap(readNamed);
}

/** Requirements as a table from name to version, as in Poetry and Pipenv. */
function readNamed(value: unknown): Requirement[] {
  return Object.entries(table(value))
    .filter(([name]) => name !== 'python')
    .map(([name, entry]) => {
      const { version, git, ref, rev, tag, branch } = table(entry);
      if (typeof git === 'string') {
        const revision = [ref, rev, tag, branch].find(each => typeof each === 'string');
        return toRequirement(name, versionInRevision(revision ?? ''), 2);
      }
      const specifier = typeof entry === 'string' ? entry : version;
      return toRequirement(name, typeof specifier === 'string' ? specifier : '');
    });
}

function readLock(text: string): Requirement[] {
  const packages = readToml(text).package;
  return (Array.isArray(packages) ? (packages as unknown[]) : []).flatMap(entry => {
    const { name, version } = table(entry);
    return typeof name === 'string' && typeof version === 'string'
      ? [toRequirement(name, version, 3)]
      : [];
  });
}

function readPipfileLock(text: string): Requirement[] {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    return [];
  }
  return ['default', 'develop'].flatMap(group =>
    Object.entries(table(table(lock)[group])).map(([name, entry]) => {
      const { version } = table(entry);
      return toRequirement(name, typeof version === 'string' ? version : '', 3);
    }),
  );
}

/** Apps that settings install, by the package that provides them. */
const appPackages: Readonly<Record<string, string>> = {
  rest_framework: 'djangorestframework',
  graphene_django: 'graphene-django',
  channels: 'channels',
  allauth: 'django-allauth',
  corsheaders: 'django-cors-headers',
  debug_toolbar: 'django-debug-toolbar',
  django_celery_beat: 'celery',
  django_filters: 'django-filter',
  storages: 'django-storages',
  silk: 'django-silk',
};

function readSettings(text: string): Requirement[] {
  const found: Requirement[] = [];
  const made = /Generated by 'django-admin startproject' using Django (\d+\.\d+)/.exec(text)?.[1];
  if (made !== undefined) found.push({ name: 'django', version: made, certainty: 0 });
  for (const [app, name] of Object.entries(appPackages)) {
    if (new RegExp(`["']${app}(?:\\.[\\w.]+)?["']`).test(text)) {
      found.push({ name, version: undefined, certainty: 0 });
    }
  }
  return found;
}

function table(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
