/**
 * An answer's code as a project that runs: the bookshop with the answer's files put into it.
 *
 * A Python block is merged into the file of its title by names: a top-level class or function of the
 * same name is replaced, imports go to the top, everything else to the end. Something new that a
 * replaced definition needs when the module is loaded (a manager, a constant) stands in front of it.
 */

import { FileTree, isProjectPath } from '../fileNames';
import { isForDjango } from '../markdown/fence';

/** A text file of the project, by its path with `/` between folders. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** A code block of an answer, as the question panel knows it. */
export interface ExampleBlock {
  readonly language: string;
  readonly text: string;
  /** The file it belongs to, such as `shop/models.py`; none for a snippet. */
  readonly title?: string | undefined;
  /** Why it cannot run here, such as `needs channels`. */
  readonly norun?: string | undefined;
  /** The releases of Django it is for: `6.0` (that one or newer) or `<6.0` (older ones). */
  readonly django?: string | undefined;
}

/** A project, and what of the blocks is not in it. */
export interface Project {
  readonly files: readonly ProjectFile[];
  /** Titles of blocks that may not be names of files in it: see `isProjectPath` and `FileTree`. */
  readonly leftOut: readonly string[];
}

/** Names that the project has of its own. */
const reserved = ['README.md', 'requirements.txt'];
/** The release of Django that the project is for. */
const projectDjango = '5.2';

/** Gives the files of `base` with the blocks put in, and the snippets as files of their own. */
export function projectWith(
  base: readonly ProjectFile[],
  blocks: readonly ExampleBlock[],
): Project {
  const files = new Map(base.map(({ path, text }) => [path, text]));
  const tree = new FileTree();
  for (const path of [...files.keys(), ...reserved, 'snippets/__init__.py']) tree.place(path);
  const leftOut = new Set<string>();
  let snippets = 0;
  for (const { language, text, title, norun, django } of blocks) {
    if (norun !== undefined || !isForDjango(django, projectDjango)) continue;
    if (title === undefined) {
      if (language !== 'python') continue;
      let path;
      do path = `snippets/snippet_${++snippets}.py`;
      while (files.has(path) || !tree.place(path));
      files.set(path, `${text.trimEnd()}\n`);
    } else if (isProjectPath(title) && !reserved.includes(title) && tree.place(title)) {
      const own = files.get(title);
      files.set(
        title,
        title.endsWith('.py') && own?.trim() ? mergePython(own, text) : `${text.trimEnd()}\n`,
      );
    } else {
      leftOut.add(title);
    }
  }
  for (const path of [...files.keys()]) {
    if (!path.endsWith('.py') || path.startsWith('snippets/')) continue;
    const folders = path.split('/').slice(0, -1);
    folders.forEach((_, index) => {
      const init = `${folders.slice(0, index + 1).join('/')}/__init__.py`;
      if (!files.has(init) && tree.place(init)) files.set(init, '');
    });
  }
  return {
    files: [...files]
      .map(([path, text]) => ({ path, text }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    leftOut: [...leftOut],
  };
}

/** The packages on PyPI that bring a module, where the two have different names. */
const packageOf: Readonly<Record<string, string>> = {
  celery: 'celery',
  channels: 'channels[daphne]',
  corsheaders: 'django-cors-headers',
  debug_toolbar: 'django-debug-toolbar',
  django_filters: 'django-filter',
  graphene_django: 'graphene-django',
  graphql: 'graphql-core',
  joblib: 'joblib',
  jwt: 'PyJWT',
  matplotlib: 'matplotlib',
  numpy: 'numpy',
  pandas: 'pandas',
  PIL: 'pillow',
  prometheus_client: 'prometheus-client',
  redis: 'redis',
  requests: 'requests',
  rest_framework: 'djangorestframework',
  seaborn: 'seaborn',
  selenium: 'selenium',
  sklearn: 'scikit-learn',
  yaml: 'PyYAML',
};

/** The text of a requirements file for what the project's Python imports: Django 5.2 and the rest. */
export function requirementsOf(files: readonly ProjectFile[]): string {
  const packages = new Set<string>();
  for (const { path, text } of files) {
    if (!path.endsWith('.py')) continue;
    for (const [, module = ''] of text.matchAll(/^\s*(?:from|import)\s+([A-Za-z_]\w*)/gm)) {
      const name = Object.hasOwn(packageOf, module) ? packageOf[module] : undefined;
      if (name !== undefined) packages.add(name);
    }
  }
  return `${['Django>=5.2,<5.3', ...[...packages].sort()].join('\n')}\n`;
}

interface Statement {
  readonly kind: 'docstring' | 'future' | 'import' | 'definition' | 'other';
  readonly text: string;
  /** The name a definition gives; the names an assignment gives. */
  readonly names: ReadonlySet<string>;
}

/** Merges the statements of `block` into those of `base`. */
export function mergePython(base: string, block: string): string {
  const statements = topLevel(base);
  const incoming = topLevel(block);
  const after = (...kinds: readonly Statement['kind'][]) => {
    let at = 0;
    while (kinds.includes(statements[at]?.kind ?? 'other') && at < statements.length) at += 1;
    return at;
  };
  for (const one of incoming) {
    if (one.kind === 'future') statements.splice(after('docstring'), 0, one);
  }
  for (const one of incoming) {
    if (one.kind === 'import') statements.splice(after('docstring', 'future', 'import'), 0, one);
  }
  const placed = new Set<Statement>();
  const fresh: Statement[] = [];
  for (const one of incoming) {
    if (one.kind === 'future' || one.kind === 'import') continue;
    const [name = ''] = one.names;
    const old =
      one.kind === 'definition'
        ? statements.findIndex(other => other.kind === 'definition' && other.names.has(name))
        : -1;
    if (old === -1) fresh.push(one);
    else {
      statements[old] = one;
      placed.add(one);
    }
  }
  let end = statements.length;
  for (const one of fresh.reverse()) {
    const user = statements.findIndex(
      other => placed.has(other) && [...one.names].some(name => hasName(other.text, name)),
    );
    if (user === -1) statements.splice(end, 0, one);
    else {
      statements.splice(user, 0, one);
      placed.add(one);
      end += 1;
    }
  }
  return `${statements
    .map(({ text }) => text)
    .join('\n')
    .trimEnd()}\n`;
}

function hasName(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}\\b`).test(text);
}

/** Takes a module apart; comments, decorators and blank lines belong to the statement below them. */
function topLevel(text: string): Statement[] {
  const statements: Statement[] = [];
  let lines: string[] = [];
  let begun = false;
  const flush = () => {
    if (lines.length > 0) statements.push(toStatement(lines.join('\n'), statements.length));
    lines = [];
    begun = false;
  };
  // Blank lines and comments at the margin, until it is known whose they are.
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
    lines.push(...between, line);
    between = [];
    if (starts && !line.startsWith('@')) begun = true;
  }
  lines.push(...between);
  flush();
  return statements;
}

/** Lines at the margin that belong to the statement above. */
const continues = /^(?:else|elif|except|finally)\b/;

function toStatement(text: string, index: number): Statement {
  const code = text.replace(/^(?:\s*(?:#.*)?\n)+/, '');
  const first = code.replace(/^(?:@.*\n(?:[\s)].*\n)*)+/, '');
  const definition = /^(?:class|(?:async\s+)?def)\s+(\w+)/.exec(first)?.[1];
  if (definition !== undefined) return { kind: 'definition', text, names: new Set([definition]) };
  if (/^from\s+__future__\s/.test(first)) return { kind: 'future', text, names: new Set() };
  if (/^(?:import|from)\s/.test(first)) return { kind: 'import', text, names: new Set() };
  if (index === 0 && /^[rRbBuU]*(?:"|')/.test(first))
    return { kind: 'docstring', text, names: new Set() };
  const targets = /^([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=]+)?=(?!=)/.exec(first)?.[1];
  return { kind: 'other', text, names: new Set(targets?.split(/\s*,\s*/)) };
}

/** Knows, line by line, whether a bracket, a long string or a backslash is open. */
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
      const rest = line.slice(at);
      if (rest.startsWith('#')) break;
      const long = /^("""|''')/.exec(rest)?.[1];
      if (long !== undefined) {
        this.#quote = long;
        at += 3;
        continue;
      }
      const short = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.exec(rest)?.[0];
      if (short !== undefined) {
        at += short.length;
        continue;
      }
      const character = rest.charAt(0);
      if ('([{'.includes(character)) this.#depth += 1;
      else if (')]}'.includes(character)) this.#depth = Math.max(0, this.#depth - 1);
      at += 1;
    }
    this.#joined = this.#quote === undefined && /\\$/.test(line);
  }
}
