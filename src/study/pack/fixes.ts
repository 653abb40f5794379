/** Edits of a pack's text that fix a problem or save typing. */
import type { Problem } from '../question';
import { slug } from '../slug';
import type { DraftQuestion } from './draft';
import { questionsOf, type FileDraft } from './file';
import { afterId, idColumns } from './headings';
import { isValidId } from './ids';
import { similarity } from './renames';
import { exerciseKinds } from '../exercise/exercise';
import { CodeReader } from './complete';
import { exerciseMarks, exerciseTitle, sectionTitles, type ExerciseMark } from './sections';

/** Replaces the columns from `start` to `end` of a line by `text`. */
export interface LineEdit {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a change does, and the values for its title. */
export type FixKind =
  | 'add-block'
  | 'add-exercise'
  | 'add-hint'
  | 'add-id'
  | 'add-question'
  | 'add-sections'
  | 'add-space'
  | 'close-fence'
  | 'keep-id'
  | 'link-https'
  | 'link-to'
  | 'remove-heading'
  | 'rename-file'
  | 'rename-section'
  | 'set-id'
  | 'set-kind'
  | 'set-mark';

export interface Fix {
  readonly kind: FixKind;
  /** The id, link or section names the change is about. */
  readonly subject: string;
  readonly edits: readonly LineEdit[];
}

/** The changes that fix a problem, the best first; none if only the author can know. */
export function fixesFor(
  problem: Problem,
  draft: FileDraft,
  lines: readonly string[],
  knownIds: Iterable<string>,
): Fix[] {
  const [subject = '', other = ''] = problem.args.map(String);
  const question = questionsOf(draft).find(
    ({ source }) => source.startLine <= problem.startLine && problem.startLine < source.endLine,
  );
  switch (problem.code) {
    case 'duplicate-id':
      return setId('set-id', question, lines, String(problem.args[2] ?? ''));
    case 'invalid-id':
      return setId('set-id', question, lines, other);
    case 'id-changed':
      return setId('keep-id', question, lines, subject);
    case 'missing-hint':
      return question ? [addHint(question, lines)] : [];
    case 'swallowed-question':
    case 'unclosed-fence':
      return closeFence(problem, lines);
    case 'unknown-section':
      return renameSection(problem, subject);
    case 'unsafe-link':
      return problem.columns && /^http:\/\//i.test(subject)
        ? [edit('link-https', 'https://', problem.startLine, problem.columns[0], 7, 'https://')]
        : [];
    case 'missing-question':
      return [...nearestLinks(problem, subject, knownIds), ...addQuestion(subject, lines)];
    case 'missing-space':
      return problem.columns
        ? [
            edit(
              'add-space',
              subject,
              problem.startLine,
              problem.columns[0] + subject.length,
              0,
              ' ',
            ),
          ]
        : [];
    case 'empty-question':
      return removeHeading(problem, lines);
    case 'exercise-file':
      return problem.key === 'exercise-file.check' ? renameCheck(problem, subject) : [];
    case 'exercise-incomplete':
      return addBlock(problem, question, lines);
    case 'exercise-kind':
      return setKind(problem, subject);
    case 'exercise-mark':
      return setMark(problem, lines);
    case 'encoding':
    case 'exercise-hints':
    case 'exercise-minutes':
    case 'exercise-twice':
    case 'list':
    case 'missing-image':
    case 'no-questions':
    case 'nul-character':
    case 'too-large':
    case 'unclosed-comment':
    case 'unsafe-image':
      return [];
  }
}

/** The initial content of an exercise block, by its mark. */
const exerciseBlocks: Readonly<Record<ExerciseMark, string>> = {
  start: '```python title="shop/views.py" start\n…\n```',
  check: [
    '```python title="checks/test_views.py" check',
    'from django.test import TestCase',
    '',
    '',
    'class ViewTests(TestCase):',
    '    def test_answers(self):',
    '        """The page answers."""',
    '        self.assertEqual(self.client.get("/").status_code, 200)',
    '```',
  ].join('\n'),
  solution: '```python title="shop/views.py" solution\n…\n```',
};

/** An exercise to fill in, without the `###` of its heading. */
export const exerciseSkeleton = [
  'Exercise {kind="repair" minutes="15"}',
  '…',
  ...exerciseMarks.map(mark => exerciseBlocks[mark]),
  '#### Hint',
  '…',
].join('\n\n');

/** The block an exercise lacks, inserted before its hints. */
function addBlock(
  { key, startLine }: Problem,
  question: DraftQuestion | undefined,
  lines: readonly string[],
): Fix[] {
  const mark = exerciseMarks.find(one => key === `exercise-incomplete.${one}`);
  if (!question || mark === undefined) return [];
  let line = question.sections.find(one => one.line > startLine)?.line ?? question.source.endLine;
  const code = new CodeReader();
  for (let at = startLine + 1; at < line; at++) {
    const text = lines[at] ?? '';
    if (!code.inside && /^ {0,3}####[ \t]/.test(text)) line = at;
    code.read(text);
  }
  while (line > startLine + 1 && (lines[line - 1] ?? '').trim() === '') line--;
  const end = (lines[line - 1] ?? '').length;
  return [edit('add-block', mark, line - 1, end, 0, `\n\n${exerciseBlocks[mark]}`)];
}

/** The most similar words to replace an invalid one, the best first. */
function likest<T extends string>(words: readonly T[], word: string): readonly T[] {
  return [...words].sort((left, right) => similarity(right, word) - similarity(left, word));
}

function setKind({ key, startLine, columns }: Problem, kind: string): Fix[] {
  if (key !== 'exercise-kind' || !columns) return [];
  const [start, end] = columns;
  return likest(exerciseKinds, kind).map(one =>
    edit('set-kind', one, startLine, start, end - start, `kind="${one}"`),
  );
}

/** Replaces an invalid word by a mark, or adds the mark after the title if there is no word. */
function setMark({ key, startLine, columns, args }: Problem, lines: readonly string[]): Fix[] {
  const isMissing = key === 'exercise-mark.none';
  const last = (lines[startLine] ?? '').trimEnd().length;
  const [start, end] = isMissing || !columns ? [last, last] : columns;
  return likest(exerciseMarks, String(args[0] ?? '')).map(mark =>
    edit('set-mark', mark, startLine, start, end - start, isMissing ? ` ${mark}` : mark),
  );
}

/** `tests/views.py` becomes `checks/test_views.py`. */
function renameCheck({ startLine, columns }: Problem, path: string): Fix[] {
  const bare = (path.split('/').at(-1) ?? '').replace(/\.py$/, '').replace(/\W+/g, '_');
  if (!columns || bare === '') return [];
  const name = `checks/${bare.startsWith('test_') ? bare : `test_${bare}`}.py`;
  const [start, end] = columns;
  return [edit('rename-file', name, startLine, start, end - start, name)];
}

/**
 * The changes that save typing in a question: its own id, a hint, missing sections, an exercise.
 */
export function additionsFor(question: DraftQuestion, lines: readonly string[]): Fix[] {
  const fixes: Fix[] = [];
  if (question.explicitId === undefined) {
    fixes.push(...setId('add-id', question, lines, question.wishedId));
  }
  if (!isHeading(question, lines)) return fixes;
  if (question.hint === undefined) fixes.push(addHint(question, lines));
  const sections = addSections(question, lines);
  if (sections) fixes.push(sections);
  if (!question.sections.some(({ title }) => exerciseTitle(title) !== undefined)) {
    const line = question.source.endLine - 1;
    const end = (lines[line] ?? '').length;
    fixes.push(edit('add-exercise', '', line, end, 0, `\n\n### ${exerciseSkeleton}`));
  }
  return fixes;
}

function edit(
  kind: FixKind,
  subject: string,
  line: number,
  start: number,
  length: number,
  text: string,
): Fix {
  return { kind, subject, edits: [{ line, start, end: start + length, text }] };
}

/** Only a heading can have an id: the bullets form has none. */
function isHeading({ source }: DraftQuestion, lines: readonly string[]): boolean {
  return !/^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(lines[source.startLine] ?? '');
}

function setId(
  kind: 'add-id' | 'keep-id' | 'set-id',
  question: DraftQuestion | undefined,
  lines: readonly string[],
  id: string,
): Fix[] {
  if (!question || id === '' || !isHeading(question, lines)) return [];
  const { startLine } = question.source;
  // Underlined headings have several lines, the last of them the line below the text.
  const line = Math.max(startLine, question.hintLine - 2);
  const text = lines[line] ?? '';
  const present = idColumns(text);
  if (present) {
    const braces = `{#${id}${afterId(text.slice(...present))}}`;
    return [edit(kind, id, line, present[0], present[1] - present[0], braces)];
  }
  // Before closing marks of a heading, as in `## Question ##`.
  const end = /^ {0,3}#/.test(text) ? text.trimEnd().replace(/[ \t]#+$/, '') : text;
  const at = end.trimEnd().length;
  return [edit(kind, id, line, at, 0, ` {#${id}}`)];
}

function addHint(question: DraftQuestion, lines: readonly string[]): Fix {
  const { hintLine, source, columns } = question;
  if (!isHeading(question, lines)) {
    return edit('add-hint', '', source.startLine, columns[1], 0, ' (…)');
  }
  const line = hintLine - 1;
  const end = (lines[line] ?? '').length;
  const blank = (lines[hintLine] ?? '').trim() === '';
  return edit('add-hint', '', line, end, 0, blank ? '\n\n> …' : '\n\n> …\n');
}

/** The initial content of a new section. */
const skeletons = new Map([
  ['key-points', '- …'],
  ['pitfalls', '- …'],
  ['follow-up-questions', '- **…?** …'],
  ['read-more', '- [Django documentation](https://docs.djangoproject.com/)'],
]);

function addSections(
  { sections, source }: DraftQuestion,
  lines: readonly string[],
): Fix | undefined {
  const present = new Set(sections.map(({ kind }) => kind));
  const missing = sectionTitles.filter(([kind]) => !present.has(kind));
  if (missing.length === 0) return undefined;
  const order = sectionTitles.map(([kind]) => kind);
  const texts = new Map<number, string>();
  for (const [kind, title] of missing) {
    // Before the first section that comes after it, or at the question's end.
    const next = sections.find(
      section => section.kind === 'exercise' || order.indexOf(section.kind) > order.indexOf(kind),
    );
    const line = next?.line ?? source.endLine;
    const text = `### ${title}\n\n${skeletons.get(kind) ?? '…'}\n`;
    texts.set(line, [...(texts.has(line) ? [texts.get(line)] : []), text].join('\n'));
  }
  const edits = [...texts].map(([line, text]): LineEdit => {
    if (line < source.endLine) return { line, start: 0, end: 0, text: `${text}\n` };
    const end = (lines[line - 1] ?? '').length;
    return { line: line - 1, start: end, end, text: `\n\n${text.trimEnd()}` };
  });
  return { kind: 'add-sections', subject: missing.map(([, title]) => title).join(', '), edits };
}

function closeFence({ startLine, endLine }: Problem, lines: readonly string[]): Fix[] {
  const [, before = '', marks] = /^(.*?)(`{3,}|~{3,})/.exec(lines[startLine] ?? '') ?? [];
  if (marks === undefined) return [];
  // In a list the fence is indented, in a quotation it has its mark.
  const indent = before.replace(/[^>\s]/g, ' ');
  const line = endLine - 1;
  return [edit('close-fence', marks, line, (lines[line] ?? '').length, 0, `\n${indent}${marks}`)];
}

/** The minimum likeness for taking a word for a misspelling of another. */
const similarEnough = 0.4;

function renameSection({ startLine, columns }: Problem, title: string): Fix[] {
  if (!columns) return [];
  const [start, end] = columns;
  return sectionTitles
    .map(([, known]) => ({ known, likeness: similarity(known, title) }))
    .filter(({ likeness }) => likeness >= similarEnough)
    .sort((left, right) => right.likeness - left.likeness)
    .map(({ known }) => edit('rename-section', known, startLine, start, end - start, known));
}

/** Comparing more ids would keep a person waiting. */
const mostCompared = 2_000;

/** Whether texts of these lengths can share enough pairs of letters. */
function mayBeAlike(left: number, right: number): boolean {
  const [less, more] = left < right ? [left, right] : [right, left];
  return (2 * less) / (less + more) >= similarEnough;
}

function nearestLinks({ startLine, columns }: Problem, id: string, known: Iterable<string>): Fix[] {
  if (!columns) return [];
  const [start, end] = columns;
  const wanted = slug(id);
  return [...known]
    .filter(other => mayBeAlike(other.length, wanted.length))
    .slice(0, mostCompared)
    .map(other => ({ other, likeness: similarity(other, wanted) }))
    .filter(({ likeness }) => likeness >= similarEnough)
    .sort((left, right) => right.likeness - left.likeness)
    .slice(0, 3)
    .map(({ other }) => edit('link-to', other, startLine, start, end - start, `#${other}`));
}

/** A question for a broken link, at the end of the file. */
function addQuestion(id: string, lines: readonly string[]): Fix[] {
  if (!isValidId(id)) return [];
  const last = Math.max(0, lines.length - 1);
  const text = lines[last] ?? '';
  const blank = text.trim() === '' ? '\n' : '\n\n';
  return [edit('add-question', id, last, text.length, 0, `${blank}## … {#${id}}\n`)];
}

/** Only a heading: an item without words may be the list's own. */
function removeHeading({ startLine }: Problem, lines: readonly string[]): Fix[] {
  const text = lines[startLine] ?? '';
  if (!/^ {0,3}#/.test(text)) return [];
  return [edit('remove-heading', '', startLine, 0, text.length, '')];
}

/** Applies the edits, which must not overlap. */
export function applyEdits(text: string, edits: readonly LineEdit[]): string {
  const lines = text.split('\n');
  const last = [...edits].sort((a, b) => b.line - a.line || b.start - a.start);
  for (const { line, start, end, text: inserted } of last) {
    const before = lines[line] ?? '';
    lines[line] = before.slice(0, start) + inserted + before.slice(end);
  }
  return lines.join('\n');
}
