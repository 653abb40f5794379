/** What a project is made of, read from the files that say so: its Django and its libraries. */
import { parse, type TomlTable } from 'smol-toml';

/** A project's stack. */
export interface Stack {
  /** Django's version as `major.minor`; `undefined` where no file says it. */
  readonly django: string | undefined;
  /** The packages, in lower case with `-` between words (PEP 503), sorted, without Django. */
  readonly libraries: readonly string[];
}

/** A file that may say something of the stack. */
export interface StackFile {
  /** Its path or name; only the last part is looked at. */
  readonly path: string;
  readonly text: string;
}

/** How sure a version is: a lock file's before a pin, a pin before a range, a comment last. */
type Certainty = 3 | 2 | 1 | 0;

interface Requirement {
  readonly name: string;
  readonly version: string | undefined;
  readonly certainty: Certainty;
}

/** The names of the files worth reading, as a glob for `workspace.findFiles`. */
export const stackFiles =
  '**/{requirements*.txt,requirements/*.txt,pyproject.toml,Pipfile,Pipfile.lock,poetry.lock,uv.lock,settings.py,settings/*.py}';

/** Reads what the files say. A file that cannot be read says nothing; this never throws. */
export function readStack(files: readonly StackFile[]): Stack {
  const requirements = files.flatMap(readFile);
  const libraries = new Set(requirements.map(({ name }) => name));
  libraries.delete('django');
  const versions = requirements.filter(({ name, version }) => name === 'django' && version);
  versions.sort((a, b) => b.certainty - a.certainty);
  return { django: versions[0]?.version, libraries: [...libraries].sort() };
}

function readFile({ path, text }: StackFile): readonly Requirement[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'Pipfile.lock') return readPipfileLock(text);
  if (name.endsWith('.lock')) return readLock(text);
  if (name === 'pyproject.toml') return readPyproject(text);
  if (name === 'Pipfile') return readPipfile(text);
  return name.endsWith('.py') ? readSettings(text) : readRequirements(text);
}

function readRequirements(text: string): Requirement[] {
  return text.split('\n').flatMap(line => readRequirement(line.replace(/(^|\s)#.*$/, '')));
}

/** One requirement by PEP 508, such as `Django[argon2]>=5.1,<5.3; python_version > "3.10"`. */
function readRequirement(line: string): Requirement[] {
  const match = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(line);
  const name = match?.[1];
  if (match === null || name === undefined) return [];
  const specifier = (match[2] ?? '').split(';')[0] ?? '';
  // Anything else after the name is a sentence or an option, not a requirement.
  if (!/^[\s(]*(?:$|[=<>~!^@])/.test(specifier)) return [];
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

/** The lowest version a specifier allows, as `major.minor`; `undefined` where it sets no bound below. */
function lowestVersion(specifier: string): string | undefined {
  for (const part of specifier.split(',')) {
    const match = /^[\s(]*(?:===?|~=|>=|\^|~)?\s*v?(\d+)(?:\.(\d+))?/.exec(part);
    if (match) return `${match[1] ?? ''}.${match[2] ?? '0'}`;
  }
  return undefined;
}

function readToml(text: string): TomlTable {
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

function readPipfile(text: string): Requirement[] {
  const toml = readToml(text);
  return [toml.packages, toml['dev-packages']].flatMap(readNamed);
}

/** Requirements as a table from name to version, as Poetry and Pipenv have them. */
function readNamed(value: unknown): Requirement[] {
  return Object.entries(table(value))
    .filter(([name]) => name !== 'python')
    .map(([name, entry]) => {
      const version = typeof entry === 'string' ? entry : table(entry).version;
      return toRequirement(name, typeof version === 'string' ? version : '');
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

/** Apps that a settings file installs, by the package that brings them. */
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
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** How texts name a package where they do not use the package's own name. */
const alsoNamed: Readonly<Record<string, readonly string[]>> = {
  djangorestframework: ['rest framework', 'drf', 'serializer', 'restful'],
  'graphene-django': ['graphene', 'graphql'],
  'strawberry-graphql-django': ['graphql'],
  'channels-redis': ['channels'],
  'django-redis': ['redis'],
  'scikit-learn': ['scikit-learn', 'machine learning'],
  'django-cors-headers': ['cors', 'single page'],
  'django-csp': ['content security policy'],
  'django-allauth': ['authentication'],
  'pytest-django': ['testing', 'unit tests'],
  'pytest-cov': ['coverage'],
  coverage: ['code coverage'],
  gunicorn: ['gunicorn', 'deployment'],
  uvicorn: ['uvicorn', 'asgi'],
  whitenoise: ['static file'],
  'django-storages': ['static file'],
  'sentry-sdk': ['monitoring', 'sentry'],
};

/** Packages that are in every project and speak for no subject. */
const toldNothing = new Set(['asgiref', 'sqlparse', 'tzdata', 'pip', 'setuptools', 'wheel']);

/** The libraries of the stack that a text (title and hint of questions) speaks of. */
export function librariesIn(text: string, { libraries }: Stack): readonly string[] {
  const lower = text.toLowerCase();
  return libraries.filter(
    library =>
      !toldNothing.has(library) &&
      (alsoNamed[library] ?? [library.replace(/^django-/, '').replaceAll('-', ' ')]).some(
        name => name.length > 2 && hasWord(lower, name),
      ),
  );
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at >= 0 && !/[a-z0-9]/.test(text.charAt(at - 1));
}
