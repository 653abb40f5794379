/** Finds an exercise's checks by name in its text, without running anything. */
import type { Exercise } from './exercise';

/** One test of a check file. */
export interface Check {
  /** Its name for `manage.py test`: `checks.test_book_list.BookListTests.test_counts_queries`. */
  readonly id: string;
  /** What it shows, in words: the first line of its docstring, or else its name. Plain text. */
  readonly name: string;
  /** The path of its file in the project, such as `checks/test_book_list.py`. */
  readonly path: string;
  /** The line of its `def` in that file, from 0. */
  readonly line: number;
}

/** The tests of the check files in the order of their text. Inherited ones are not found. */
export function checksOf({ checks }: Pick<Exercise, 'checks'>): readonly Check[] {
  return checks.flatMap(({ path, text }) => checksIn(path, text));
}

function checksIn(path: string, text: string): Check[] {
  const module = path.replace(/\.py$/, '').replaceAll('/', '.');
  const lines = text.split('\n');
  const found = new Map<string, Check>();
  let className: string | undefined;
  lines.forEach((code, line) => {
    // Any other statement at the margin ends the class; a comment, bracket or decorator does not.
    if (/^[A-Za-z_]/.test(code)) className = /^class[ \t]+(\w+)/.exec(code)?.[1];
    const method = /^[ \t]+(?:async[ \t]+)?def[ \t]+(test\w*)[ \t]*\(/.exec(code)?.[1];
    if (className === undefined || method === undefined) return;
    const id = `${module}.${className}.${method}`;
    if (found.has(id)) return;
    found.set(id, { id, name: docstring(lines, line) ?? wordsOf(method), path, line });
  });
  return [...found.values()];
}

/** How far below its `def` a docstring may begin, in lines: a signature may span several. */
const longestSignature = 5;

function docstring(lines: readonly string[], def: number): string | undefined {
  // Cut: a longer line, in UTF-16 units, would take long and be no name.
  const lineAt = (at: number) => (lines[at] ?? '').slice(0, 1000);
  let line = def;
  while (line < def + longestSignature && !/:[ \t]*(?:#.*)?$/.test(lineAt(line))) line++;
  const [, , first = ''] = /^[ \t]*[rR]?("""|''')(.*)$/.exec(lineAt(line + 1)) ?? [];
  const text = (first.trim() === '' ? lineAt(line + 2) : first).replace(/("""|''').*$/, '');
  const isOne = /^[ \t]*[rR]?(?:"""|''')/.test(lineAt(line + 1));
  return isOne && text.trim() !== '' ? text.trim() : undefined;
}

/** `test_counts_queries_once` becomes `Counts queries once`. */
function wordsOf(method: string): string {
  const words = method
    .replace(/^test_*/, '')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? method : words.charAt(0).toUpperCase() + words.slice(1);
}
