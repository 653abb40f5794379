/**
 * An answer's code as a runnable project: the bookshop plus the answer's files.
 *
 * A Python block is merged into the file of its title by names: a top-level class or function of
 * the same name is replaced, imports go to the top, everything else to the end. Anything new that a
 * replaced definition needs when the module is loaded (a manager, a constant) goes in front of it.
 * An import below code stays below it, since it may depend on that code, as an import of models
 * does on `get_asgi_application()`.
 */

import { FileTree, isProjectPath, isRunUnasked } from '../fileNames';
import { isForDjango } from '../markdown/fence';
import { inertInline } from '../markdown/inert';
import { addPackages, inOrder, pytestGuard, reservedPaths, type ProjectFile } from './projectFiles';

export type { ProjectFile };

/** A code block of an answer, as used by the question panel. */
export interface ExampleBlock {
  readonly language: string;
  readonly text: string;
  /** The file it belongs to, such as `shop/models.py`; none for a snippet. */
  readonly title?: string | undefined;
  /** Why it cannot run here, such as `needs channels`. */
  readonly norun?: string | undefined;
  /** The releases of Django it is for: `6.0` (6.0 or newer) or `<6.0` (older ones). */
  readonly django?: string | undefined;
}

/** A project, and the blocks left out of it. */
export interface Project {
  readonly files: readonly ProjectFile[];
  /** The release of Django it is for: one of `releases`. */
  readonly django: string;
  /** The blocks for other releases, which are left out. */
  readonly otherReleases: readonly ExampleBlock[];
  /** Titles of blocks that must not be file names in it: see `isProjectPath` and `FileTree`. */
  readonly leftOut: readonly string[];
  /** The folder for the files, with a `/`; empty if they are where README and requirements are. */
  readonly below: string;
}

/** The releases of Django used to run the answers' code, the oldest first. */
export const releases = ['5.2', '6.1'] as const;

/** The oldest Python supported by each of them. */
const oldestPython: Readonly<Record<string, string>> = { '5.2': '3.10', '6.1': '3.12' };

/** The oldest release that meets all the blocks' requirements; the newest if there is none. */
function releaseFor(blocks: readonly ExampleBlock[]): string {
  const asked = blocks.flatMap(({ django }) => (django?.startsWith('<') ? [] : (django ?? [])));
  const fits = (release: string) => asked.every(django => isForDjango(django, release));
  return releases.find(fits) ?? releases[releases.length - 1] ?? '';
}

/**
 * Returns the files of `base` with the blocks put in, and the snippets as separate files.
 *
 * @param isOfPack whether the blocks are a pack's, whose author the person trusts. For those who open
 *   the folder all the same with tools that import from it first, whatever a module there is called, the
 *   code is in a folder below. It has the name that Pylance looks in, and no `__init__.py`, so that
 *   unittest does not. Besides, nothing is in it that `isRunUnasked`, and pytest is kept out
 */
export function projectWith(
  base: readonly ProjectFile[],
  blocks: readonly ExampleBlock[],
  isOfPack = false,
): Project {
  const below = isOfPack ? 'src/' : '';
  const files = new Map(base.map(({ path, text }) => [path, text]));
  const tree = new FileTree();
  for (const path of [...files.keys(), ...reservedPaths, 'snippets/__init__.py']) tree.place(path);
  const leftOut = new Set<string>();
  const pieces = new Map<string, string[]>();
  let snippets = 0;
  const runnable = blocks.filter(({ norun }) => norun === undefined);
  const release = releaseFor(runnable);
  const isForIt = ({ django }: ExampleBlock) => isForDjango(django, release);
  for (const { language, text, title } of runnable.filter(isForIt)) {
    if (title === undefined) {
      if (language !== 'python') continue;
      let path;
      do path = `snippets/snippet_${++snippets}.py`;
      while (files.has(path) || pieces.has(path) || !tree.place(path));
      files.set(path, `${text.trimEnd()}\n`);
    } else if (isOfPack && isRunUnasked(title)) {
      leftOut.add(title);
    } else if (
      isProjectPath(below + title) &&
      !reservedPaths.includes(title) &&
      tree.place(title)
    ) {
      if (!title.endsWith('.py')) {
        files.set(title, `${text.trimEnd()}\n`);
        continue;
      }
      const own = pieces.get(title);
      if (own === undefined) pieces.set(title, [text]);
      else if (own.length < mostPieces) own.push(text);
      else own.push(`${own.pop() ?? ''}\n\n${text}`);
    } else {
      leftOut.add(title);
    }
  }
  for (const [path, own] of pieces) files.set(path, merged(files.get(path), own));
  addPackages(files, tree);
  if (isOfPack) files.set(guard.path, guard.text);
  return {
    files: inOrder(files),
    django: release,
    otherReleases: runnable.filter(block => !isForIt(block)),
    leftOut: [...leftOut],
    below,
  };
}

/** All files to write, with the project's README and requirements. See `readmeOf` for `title`. */
export function filesOf(project: Project, title: string): readonly ProjectFile[] {
  return [
    ...project.files.map(({ path, text }) => ({ path: project.below + path, text })),
    { path: 'README.md', text: readmeOf(project, title) },
    { path: 'requirements.txt', text: requirementsOf(project) },
  ];
}

const guard = pytestGuard(
  'Keeps pytest, and an editor that looks for tests, out of the code. To run its tests, delete this file.',
);

/** So many blocks are merged into a file one by one, and then the rest together: each takes time. */
const mostPieces = 50;

function merged(base: string | undefined, pieces: readonly string[]): string {
  return pieces.reduce(
    (all, text) => (all.trim() ? mergePython(all, text) : `${text.trimEnd()}\n`),
    base ?? '',
  );
}

/** The packages on PyPI that provide a module. */
const packageOf: Readonly<Record<string, string>> = {
  authlib: 'Authlib',
  boto3: 'boto3',
  botocore: 'boto3',
  celery: 'celery[redis]',
  channels: 'channels[daphne]',
  channels_redis: 'channels-redis',
  corsheaders: 'django-cors-headers',
  csp: 'django-csp',
  daphne: 'channels[daphne]',
  debug_toolbar: 'django-debug-toolbar',
  django_filters: 'django-filter',
  factory: 'factory-boy',
  graphene: 'graphene-django',
  graphene_django: 'graphene-django',
  graphql: 'graphql-core',
  joblib: 'joblib',
  jwt: 'PyJWT',
  matplotlib: 'matplotlib',
  nh3: 'nh3',
  numpy: 'numpy',
  pandas: 'pandas',
  PIL: 'pillow',
  prometheus_client: 'prometheus-client',
  pytest: 'pytest-django',
  redis: 'redis',
  requests: 'requests',
  rest_framework: 'djangorestframework',
  rest_framework_simplejwt: 'djangorestframework-simplejwt',
  seaborn: 'seaborn',
  selenium: 'selenium',
  sklearn: 'scikit-learn',
  storages: 'django-storages[s3]',
  whitenoise: 'whitenoise',
  yaml: 'PyYAML',
};

/** Undeclared dependencies of packages: Authlib's client for Django is built on requests. */
const alsoNeeded: Readonly<Record<string, string>> = { Authlib: 'requests' };

/** Django backends that need a package, by their path in settings. */
const packageOfBackend: Readonly<Record<string, string>> = {
  'django.core.cache.backends.redis': 'redis',
  'django.db.backends.postgresql': 'psycopg[binary]',
};

/** The modules that Python code imports at any depth, by their first names. */
export function importedModules(text: string): readonly string[] {
  const found = text.matchAll(/^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)/gm);
  return [...new Set(Array.from(found, ([, module = '']) => module))];
}

/** Returns the package providing a module; none for Python's, Django's and the project's own. */
export function packageFor(module: string): string | undefined {
  return Object.hasOwn(packageOf, module) ? packageOf[module] : undefined;
}

/**
 * The text of a requirements file: the project's Django, plus packages its Python imports or its
 * settings name (apps, middleware and backends are strings there).
 */
export function requirementsOf({ files, django }: Pick<Project, 'files' | 'django'>): string {
  const packages = new Set<string>();
  for (const { path, text } of files) {
    if (!path.endsWith('.py')) continue;
    const modules = [...importedModules(text)];
    if (/^config\/settings(?:\w*\.py|\/.+)$/.test(path)) {
      const quoted = text.matchAll(/["']([A-Za-z_]\w*)(?:\.[\w.]*\w)?["']/g);
      for (const [, module = ''] of quoted) modules.push(module);
      for (const [backend, name] of Object.entries(packageOfBackend)) {
        if (text.includes(backend)) packages.add(name);
      }
    }
    for (const module of modules) {
      const name = packageFor(module);
      if (name !== undefined) packages.add(name);
    }
  }
  for (const name of [...packages]) packages.add(alsoNeeded[name] ?? name);
  const [major = '', minor = ''] = django.split('.');
  const next = `${major}.${Number(minor) + 1}`;
  return `${[`Django>=${django},<${next}`, ...[...packages].sort()].join('\n')}\n`;
}

/**
 * The project's README: what it is, for which Django, how to run it. English, like the answers.
 *
 * @param title the question's wording, as Markdown
 */
export function readmeOf({ django, otherReleases, below }: Project, title: string): string {
  const named = otherReleases.map(({ title: file, django: releases = '' }) => {
    const which = releases.startsWith('<')
      ? `older than ${releases.slice(1)}`
      : `${releases} or newer`;
    const part = file === undefined ? 'a snippet' : `a part of ${inertInline(`\`${file}\``)}`;
    return `- ${part}, for Django ${which}`;
  });
  const left =
    named.length === 0
      ? ''
      : `\nThe answer also has code for other releases, which is not here:\n\n${named.join('\n')}\n`;
  const [where, enter] = below === '' ? ['', ''] : [`, in \`${below}\``, `cd ${below}\n`];
  return `# ${inertInline(title)}

A small bookshop with the answer's code in it${where}. Blocks of code that belong to a file are in that file;
the others are in \`snippets/\`.

It is for Django ${django}${django === releases[0] ? ' LTS' : ', which some of the code needs'}, on Python ${oldestPython[django] ?? ''} or newer.
${left}
\`\`\`sh
python -m venv .venv
. .venv/bin/activate        # Windows: .venv\\Scripts\\activate
pip install -r requirements.txt
${enter}python manage.py makemigrations
python manage.py migrate
python manage.py runserver
\`\`\`
`;
}

interface Statement {
  readonly kind: 'docstring' | 'future' | 'import' | 'definition' | 'other';
  readonly text: string;
  /** The names bound by a definition, an assignment or an import below code. */
  readonly names: ReadonlySet<string>;
}

/** Merges the statements of `block` into those of `base`. Takes time in proportion to both. */
export function mergePython(base: string, block: string): string {
  const statements = topLevel(base);
  const incoming = topLevel(block);
  const ofKind = (...kinds: readonly Statement['kind'][]) =>
    incoming.filter(({ kind }) => kinds.includes(kind));
  const after = (...kinds: readonly Statement['kind'][]) => {
    let at = 0;
    while (kinds.includes(statements[at]?.kind ?? 'other') && at < statements.length) at += 1;
    return at;
  };
  insert(statements, after('docstring'), ofKind('future').reverse());
  insert(statements, after('docstring', 'future', 'import'), ofKind('import'));
  const definitions = new Map<string, number>();
  statements.forEach(({ kind, names }, index) => {
    if (kind !== 'definition') return;
    for (const name of names) if (!definitions.has(name)) definitions.set(name, index);
  });
  const replaced: number[] = [];
  const fresh: Statement[] = [];
  for (const one of ofKind('docstring', 'definition', 'other')) {
    const [name = ''] = one.names;
    const old = one.kind === 'definition' ? definitions.get(name) : undefined;
    if (old === undefined) fresh.push(one);
    else {
      statements[old] = one;
      replaced.push(old);
    }
  }
  // Something new goes before the first replaced statement that mentions it, or before new code
  // there that mentions it; the last is placed first, since another may need it.
  const users = new Map<string, number>();
  const note = (text: string, at: number) => {
    for (const [name] of text.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)) {
      users.set(name, Math.min(at, users.get(name) ?? at));
    }
  };
  for (const at of new Set(replaced)) note(statements[at]?.text ?? '', at);
  const infront = new Map<number, Statement[]>();
  const end: Statement[] = [];
  for (const one of fresh.reverse()) {
    const places = [...one.names].flatMap(name => users.get(name) ?? []);
    const [first] = places.sort((x, y) => x - y);
    if (first === undefined) {
      end.push(one);
      continue;
    }
    const others = infront.get(first);
    if (others) others.push(one);
    else infront.set(first, [one]);
    note(one.text, first);
  }
  const merged = statements.flatMap((one, index) => [...(infront.get(index) ?? []).reverse(), one]);
  return `${[...merged, ...end.reverse()]
    .map(({ text }) => text)
    .join('\n')
    .trimEnd()}\n`;
}

function insert(statements: Statement[], at: number, more: readonly Statement[]): void {
  const behind = statements.splice(at);
  for (const one of more) statements.push(one);
  for (const one of behind) statements.push(one);
}

/** Splits a module; comments, decorators and blank lines belong to the statement below them. */
function topLevel(text: string): Statement[] {
  const statements: Statement[] = [];
  let lines: string[] = [];
  let begun = false;
  let below = false; // whether code was seen
  const flush = () => {
    if (lines.length > 0) {
      const one = toStatement(lines.join('\n'), statements.length);
      below ||= one.kind === 'definition' || one.kind === 'other';
      statements.push(
        one.kind === 'import' && below ? { ...one, kind: 'other', names: imported(one.text) } : one,
      );
    }
    lines = [];
    begun = false;
  };
  // Blank lines and comments at the margin, not yet assigned to a statement.
  let between: string[] = [];
  const scanner = new LineScanner();
  for (const line of text.trimEnd().split('\n')) {
    const inside = scanner.inside;
    scanner.read(line);
    if (!inside && /^(?:#.*)?$/.test(line.trimEnd())) {
      between.push(line);
      continue;
    }
    const starts = !inside && /^[^\s)\]}]/.test(line) && !continues.test(line);
    if (starts && begun) flush();
    for (const one of between) lines.push(one);
    lines.push(line);
    between = [];
    if (starts && !line.startsWith('@')) begun = true;
  }
  for (const one of between) lines.push(one);
  flush();
  return statements;
}

/** The names that an import statement binds. */
function imported(text: string): ReadonlySet<string> {
  const code = text.replace(/#.*/g, '');
  const list = code.replace(/^\s*from\s[^\n]*?\simport\s|^\s*import\s/, '');
  const names = list.split(',').map(one => /(\w+)(?:\.[\w.]*\w)?(?:\s+as\s+(\w+))?/.exec(one));
  return new Set(names.flatMap(name => name?.[2] ?? name?.[1] ?? []));
}

/** Lines at the margin that belong to the statement above. */
const continues = /^(?:else|elif|except|finally)\b/;

/** Assigned names are searched for in this much of a statement, in UTF-16 units. */
const longestTargets = 10_000;

/** The text after the blank lines and comments at its top. */
function withoutComments(text: string): string {
  for (let at = 0; ;) {
    const end = text.indexOf('\n', at);
    if (end === -1 || !/^\s*(?:#|$)/.test(text.slice(at, end))) return text.slice(at);
    at = end + 1;
  }
}

/** The text after the decorators at its top, each with its continuation lines. */
function withoutDecorators(text: string): string {
  let isInside = false;
  for (let at = 0; ;) {
    const end = text.indexOf('\n', at);
    const first = text.charAt(at);
    isInside = first === '@' || (isInside && /[\s)]/.test(first));
    if (!isInside || end === -1) return text.slice(at);
    at = end + 1;
  }
}

function toStatement(text: string, index: number): Statement {
  const first = withoutDecorators(withoutComments(text));
  const definition = /^(?:class|(?:async\s+)?def)\s+(\w+)/.exec(first)?.[1];
  if (definition !== undefined) return { kind: 'definition', text, names: new Set([definition]) };
  if (/^from\s+__future__\s/.test(first)) return { kind: 'future', text, names: new Set() };
  if (/^(?:import|from)\s/.test(first)) return { kind: 'import', text, names: new Set() };
  if (index === 0 && /^[rRbBuU]*(?:"|')/.test(first))
    return { kind: 'docstring', text, names: new Set() };
  const start = first.slice(0, longestTargets);
  const targets = /^([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=]+)?=(?!=)/.exec(start)?.[1];
  return { kind: 'other', text, names: new Set(targets?.split(/\s*,\s*/)) };
}

/** Tracks, line by line, whether a bracket, a long string or a backslash is open. */
class LineScanner {
  #depth = 0;
  #quote: string | undefined;
  #joined = false;

  get inside(): boolean {
    return this.#depth > 0 || this.#quote !== undefined || this.#joined;
  }

  read(line: string): void {
    let at = 0;
    while (at < line.length) {
      if (this.#quote !== undefined) {
        const end = line.indexOf(this.#quote, at);
        if (end === -1) {
          at = line.length;
        } else if (line.charAt(end - 1) === '\\') {
          at = end + 1;
        } else {
          at = end + this.#quote.length;
          this.#quote = undefined;
        }
        continue;
      }
      const character = line.charAt(at);
      if (character === '#') break;
      if (character === '"' || character === "'") {
        if (line.startsWith(character.repeat(3), at)) {
          this.#quote = character.repeat(3);
          at += 3;
        } else at = afterString(line, at);
        continue;
      }
      if ('([{'.includes(character)) this.#depth += 1;
      else if (')]}'.includes(character)) this.#depth = Math.max(0, this.#depth - 1);
      at += 1;
    }
    this.#joined = this.#quote === undefined && line.endsWith('\\');
  }
}

/** The position after the short string at `start`; the line's end if it is not closed. */
function afterString(line: string, start: number): number {
  const quote = line.charAt(start);
  for (let at = start + 1; at < line.length; at++) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === quote) return at + 1;
  }
  return line.length;
}
