/**
 * Reads the exercise of a question. It has a task, and files to start with, to check the work and
 * to solve it. The format is described in `pack/README.md`.
 */
import { FileTree, isProjectPath, isRunUnasked, takenModule } from '../fileNames';
import { parseFenceInfo, type FenceInfo } from '../markdown/fence';
import { longestFormatted } from '../markdown/parser';
import { readBlocks, type Block } from '../pack/blocks';
import {
  exerciseMarks,
  exerciseTitle,
  fenceInfoAt,
  marksOf,
  type ExerciseMark,
} from '../pack/sections';
import { reservedPaths } from '../code/projectFiles';
import type { ExerciseProblem } from '../pack/messages';
import type { ExerciseKind, ExerciseSummary, Section, Severity } from '../question';

export type { ExerciseKind, ExerciseSummary };

/** A file of an exercise, whole. */
export interface ExerciseFile {
  /** In the project, with `/` between folders; passes `isProjectPath`. */
  readonly path: string;
  /** Ends with a line break, unless it is empty. */
  readonly text: string;
  /** The line of the block's fence in the pack's file, from 0; its text begins one line below. */
  readonly line: number;
}

/** An exercise that can be done: it has a task, a check and a solution. */
export interface Exercise extends ExerciseSummary {
  /** As Markdown, without the file blocks. Its first sentence is its summary: `summaryOf`. */
  readonly task: string;
  /** Files added to the bookshop, or replacing files of it; may be empty. */
  readonly start: readonly ExerciseFile[];
  /** Django tests, as `checks/test_….py`; at least one. */
  readonly checks: readonly ExerciseFile[];
  /** Files that replace or are added to the starting files; at least one. */
  readonly solution: readonly ExerciseFile[];
  /** Each as Markdown, to be opened one by one; at most `mostHints`. */
  readonly hints: readonly string[];
  /** Shown once it is solved, as Markdown. */
  readonly after?: string;
}

/** More hints would give away the solution. */
export const mostHints = 3;
/** The range of minutes an exercise may declare. */
export const minutesOfExercise = { least: 5, most: 60 } as const;
export const exerciseKinds = [
  'implement',
  'repair',
  'judge',
] as const satisfies readonly ExerciseKind[];

/** Receives a problem of the lines from `startLine` to `endLine` (exclusive) of the text read. */
export type ReportExercise = (
  key: ExerciseProblem,
  severity: Severity,
  range: {
    readonly startLine: number;
    readonly endLine: number;
    readonly columns?: readonly [number, number];
  },
  ...args: readonly (string | number)[]
) => void;

/** A section split into its blocks. */
export interface ExerciseSource {
  /** The text of the heading, including its braces. */
  readonly title: string;
  /** The line of the heading, counted like the blocks' lines. */
  readonly line: number;
  /** The blocks below the heading. */
  readonly blocks: readonly Block[];
  /** The lines the blocks refer to. */
  readonly lines: readonly string[];
  /** The first line after the section. */
  readonly endLine: number;
}

/**
 * Reads the exercise of an answer (`Answer.exercise`). `undefined` if it cannot be done because it
 * has no task, no check or no solution, or is too long to be shown. Never throws.
 */
export function readExercise(section: Section): Exercise | undefined {
  if (section.markdown.length > longestFormatted) return undefined;
  const { blocks, lines } = readBlocks(section.markdown);
  const { title } = section;
  const read = exerciseOf({ title, line: 0, blocks, lines, endLine: lines.length });
  const inFile = (file: ExerciseFile) => ({ ...file, line: section.line + 1 + file.line });
  return (
    read && {
      ...read,
      start: read.start.map(inFile),
      checks: read.checks.map(inFile),
      solution: read.solution.map(inFile),
    }
  );
}

/** `readExercise` for blocks of a text; its files' lines are those of the text. */
export function exerciseOf(
  source: ExerciseSource,
  report: ReportExercise = () => undefined,
): Exercise | undefined {
  const { line, blocks, lines, endLine } = source;
  const heading = { startLine: line, endLine: line + 1 };
  const summary = summaryIn(source, report);
  const files: Record<ExerciseMark, ExerciseFile[]> = { start: [], check: [], solution: [] };
  const taken = new Set<string>();
  const tree = new FileTree();
  for (const path of reservedPaths) tree.place(path);
  const first = blocks[0]?.startLine ?? endLine;
  /** The section's text from its first block on, without the file blocks. */
  const text: (string | undefined)[] = lines.slice(first, endLine);
  const parts: { readonly title: string; readonly startLine: number }[] = [];
  for (const block of blocks) {
    if (block.type === 'heading' && block.level === 4) {
      const title = block.text.toLowerCase().replace(/[^\p{L}]+/gu, '');
      if (title === 'hint' || title === 'afterthechecks') {
        parts.push({ title, startLine: block.startLine });
        text[block.startLine - first] = undefined;
      }
    }
    if (block.type !== 'fence') continue;
    const info = fenceInfoAt(lines, block.startLine);
    const path = info.attributes.get('title');
    const [mark, ...others] = marksOf(info);
    reportMarks(block, info, mark, others, lines, report);
    // A file with a misspelt mark may be the solution, so it is not shown either.
    if (mark === undefined && (path === undefined || info.rest === '')) continue;
    text.fill(undefined, block.startLine - first, block.endLine - first);
    if (mark === undefined || !mayBe(path, mark, taken, tree, block, lines, report)) continue;
    files[mark].push({ path, text: textOf(block, lines), line: block.startLine });
  }
  const textBetween = (start: number, end: number) =>
    text
      .slice(start - first, end - first)
      .filter(one => one !== undefined)
      .join('\n')
      .replace(/^[ \t\n]*\n/, '')
      .trimEnd();
  const task = textBetween(first, parts[0]?.startLine ?? endLine);
  const written = parts.map(({ title, startLine }, index) => ({
    title,
    startLine,
    markdown: textBetween(startLine, parts[index + 1]?.startLine ?? endLine),
  }));
  const hints = written.filter(({ title, markdown }) => title === 'hint' && markdown !== '');
  const after = written.find(({ title, markdown }) => title !== 'hint' && markdown !== '');
  const tooMany = hints[mostHints];
  if (tooMany) {
    const { startLine } = tooMany;
    report('exercise-hints', 'warning', { startLine, endLine: startLine + 1 }, mostHints);
  }
  for (const { text: code, line: startLine } of files.check) {
    if (/^[ \t]+(?:async[ \t]+)?def[ \t]+test/m.test(code)) continue;
    report('exercise-incomplete.tests', 'warning', { startLine, endLine: startLine + 1 });
  }
  if (task === '') report('exercise-incomplete.task', 'error', heading);
  if (files.check.length === 0) report('exercise-incomplete.check', 'error', heading);
  if (files.solution.length === 0) report('exercise-incomplete.solution', 'error', heading);
  if (task === '' || files.check.length === 0 || files.solution.length === 0) return undefined;
  return {
    ...summary,
    task,
    start: files.start,
    checks: files.check,
    solution: files.solution,
    hints: hints.slice(0, mostHints).map(({ markdown }) => markdown),
    ...(after && { after: after.markdown }),
  };
}

/** The contents of the heading's braces. */
function summaryIn(
  { title, line, lines }: ExerciseSource,
  report: ReportExercise,
): ExerciseSummary {
  const said = exerciseTitle(title);
  const { attributes, rest } = parseFenceInfo(`- ${said ?? ''}`);
  const text = lines[line] ?? '';
  const at = (part: string): { startLine: number; endLine: number; columns?: [number, number] } => {
    const start = text.indexOf(part);
    const range = { startLine: line, endLine: line + 1 };
    return start === -1 ? range : { ...range, columns: [start, start + part.length] };
  };
  if (rest !== '') report('exercise-kind.form', 'warning', at(said ?? ''));
  const kind = attributes.get('kind');
  const known = exerciseKinds.find(one => one === kind);
  if (kind !== undefined && known === undefined) {
    report('exercise-kind', 'warning', at(`kind="${kind}"`), kind.slice(0, 80));
  }
  const given = attributes.get('minutes');
  const { least, most } = minutesOfExercise;
  const minutes = given !== undefined && /^\d{1,3}$/.test(given) ? Number(given) : undefined;
  const isRight = minutes !== undefined && minutes >= least && minutes <= most;
  if (given !== undefined && !isRight) {
    report(
      'exercise-minutes',
      'warning',
      at(`minutes="${given}"`),
      given.slice(0, 80),
      least,
      most,
    );
  }
  return { kind: known ?? 'implement', ...(isRight && { minutes }) };
}

function reportMarks(
  block: Block,
  { attributes, rest }: FenceInfo,
  mark: ExerciseMark | undefined,
  others: readonly ExerciseMark[],
  lines: readonly string[],
  report: ReportExercise,
): void {
  const isFile = attributes.has('title');
  const line = lines[block.startLine] ?? '';
  const range = { startLine: block.startLine, endLine: block.startLine + 1 };
  const unknown = rest.split(/\s+/).filter(word => !exerciseMarks.some(one => one === word));
  const wrong = [...(mark === undefined && !isFile ? [] : unknown), ...others].find(
    word => word !== '',
  );
  if (wrong !== undefined) {
    const start = line.lastIndexOf(wrong);
    const columns = [start, start + wrong.length] as const;
    report('exercise-mark', 'warning', { ...range, columns }, wrong.slice(0, 80));
  } else if (isFile && mark === undefined) {
    report('exercise-mark.none', 'warning', range, (attributes.get('title') ?? '').slice(0, 80));
  }
}

/** Whether a block can be this file of the exercise; reports why if not. */
function mayBe(
  path: string | undefined,
  mark: ExerciseMark,
  taken: Set<string>,
  tree: FileTree,
  { startLine }: Block,
  lines: readonly string[],
  report: ReportExercise,
): path is string {
  const range = { startLine, endLine: startLine + 1 };
  if (path === undefined) {
    report('exercise-file.none', 'error', range, mark);
    return false;
  }
  const at = (lines[startLine] ?? '').indexOf(path);
  const name = path.slice(0, 80);
  const say = (key: ExerciseProblem, ...more: readonly string[]) => {
    const columns = [at, at + path.length] as const;
    report(key, 'error', at === -1 ? range : { ...range, columns }, name, ...more);
    return false;
  };
  if (!isProjectPath(path) || reservedPaths.includes(path)) return say('exercise-file');
  const isCheck = /^checks\/test_\w+\.py$/.test(path);
  if (mark === 'check' && !isCheck) return say('exercise-file.check');
  if (mark !== 'check' && /^checks\//i.test(path)) return say('exercise-file.checks');
  const module = takenModule(path);
  if (module !== undefined) return say('exercise-file.name', module);
  if (isRunUnasked(path)) return say('exercise-file.run');
  if (taken.has(`${mark} ${path}`)) return say('exercise-file.twice');
  if (!tree.place(path)) return say('exercise-file');
  taken.add(`${mark} ${path}`);
  return true;
}

/** The text of a top-level fence, which may be indented by up to three spaces. */
function textOf({ startLine, endLine }: Block, lines: readonly string[]): string {
  const [, indent = '', marks = ''] = /^( {0,3})(`+|~+)/.exec(lines[startLine] ?? '') ?? [];
  const last = (lines[endLine - 1] ?? '').trim();
  const isClosed =
    endLine > startLine + 1 &&
    last.startsWith(marks) &&
    last.replaceAll(marks.charAt(0), '') === '';
  const own = lines.slice(startLine + 1, isClosed ? endLine - 1 : endLine).map(line => {
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    return line.slice(Math.min(spaces, indent.length));
  });
  const text = own.join('\n').trimEnd();
  return text === '' ? '' : `${text}\n`;
}

/** The first sentence of a task, as inline Markdown on one line: its summary. */
export function summaryOf({ task }: Pick<Exercise, 'task'>): string {
  const [paragraph = ''] = task.split(/\n[ \t]*\n/, 1);
  const text = paragraph.replace(/\s+/g, ' ').trim();
  let inCode = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '`') inCode = !inCode;
    else if (!inCode && /[.!?。！？]/.test(character)) {
      if (/[。！？]/.test(character) || /^[*_)”"']*(?:\s|$)/.test(text.slice(at + 1, at + 8))) {
        return text.slice(0, at + 1 + (/^[*_)”"']*/.exec(text.slice(at + 1))?.[0].length ?? 0));
      }
    }
  }
  return text;
}
