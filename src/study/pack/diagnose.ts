/** Finds all problems of one file, as its author sees them while writing. */
import type { Problem, SourceRange } from '../question';
import type { Steps } from '../steps';
import { reporter, type Columns, type DraftQuestion, type LineRange } from './draft';
import { questionsOf, type FileDraft } from './file';
import { withIds } from './ids';
import { continueHistory, type FileHistory } from './renames';

/** The context a file is diagnosed in. */
export interface Surroundings {
  /** The place of the question with this id, if another file has it. */
  elsewhere(id: string): SourceRange | undefined;
  /** The file before it was edited, so that changed ids are noticed. */
  readonly history: FileHistory | undefined;
  /** Whether the question with this id has progress, which would stay with the id. */
  isStudied(id: string): boolean;
}

/** This many id lookups take about a millisecond. */
const idsInStep = 500;

/** Returns the problems in line order, in steps of a few milliseconds. */
export function* diagnose(draft: FileDraft, around: Surroundings): Steps<Problem[]> {
  // A README without questions only describes its folder.
  const isForFolder = draft.readme && draft.questions.collections.length === 0;
  const problems = [...draft.problems, ...(isForFolder ? [] : draft.questions.problems)];
  const report = reporter(problems, draft.path);
  const questions = questionsOf(draft);
  const own = new Map<string, SourceRange>();
  yield* withIds(
    questions,
    {
      get: id => own.get(id) ?? around.elsewhere(id),
      has: id => own.has(id) || around.elsewhere(id) !== undefined,
      set: (id, source) => own.set(id, source),
    },
    problems,
  );
  for (const [index, link] of draft.links.entries()) {
    if (index % idsInStep === idsInStep - 1) yield;
    if (own.has(link.id) || around.elsewhere(link.id)) continue;
    report('missing-question', 'warning', link, link.id.slice(0, 80));
  }
  if (around.history) {
    const { first, former } = yield* continueHistory(around.history, draft);
    const firstIds = new Set(questionsOf(first).map(({ wishedId }) => wishedId));
    for (const [index, question] of questions.entries()) {
      if (index % idsInStep === idsInStep - 1) yield;
      if (question.explicitId !== undefined) continue;
      const ids = former.get(question.wishedId)?.filter(id => !around.elsewhere(id)) ?? [];
      const studied = ids.findLast(id => around.isStudied(id));
      // Intermediate states of typing are not reported.
      const id = studied ?? ids.find(old => firstIds.has(old));
      if (id === undefined) continue;
      const severity = studied === undefined ? 'information' : 'warning';
      report('id-changed', severity, titleRange(question), id, question.wishedId);
    }
  }
  return withFewSections(withOneHint(problems, draft.path), draft.path).sort(
    (left, right) =>
      left.startLine - right.startLine || (left.columns?.[0] ?? 0) - (right.columns?.[0] ?? 0),
  );
}

/** Hints are optional: a file lacking many is told once, at the first. */
function withOneHint(problems: readonly Problem[], file: string): Problem[] {
  const missing = problems.filter(({ code }) => code === 'missing-hint');
  const [first] = missing;
  if (!first || missing.length === 1) return [...problems];
  const rest = problems.filter(({ code }) => code !== 'missing-hint');
  reporter(rest, file)('missing-hint.several', first.severity, first, missing.length);
  return rest;
}

/** A file with more unknown headings than this is told once. */
const mostHeadings = 5;

/**
 * An imported list keeps the headings of its answers: each kind is named once, with its count, and
 * if there are many kinds they become one hint at the first.
 */
function withFewSections(problems: readonly Problem[], file: string): Problem[] {
  const kinds = new Map<string, Problem[]>();
  const rest: Problem[] = [];
  for (const problem of problems) {
    if (problem.code !== 'unknown-section') {
      rest.push(problem);
      continue;
    }
    const title = String(problem.args[0]);
    const kind = kinds.get(title) ?? [];
    kinds.set(title, kind);
    kind.push(problem);
  }
  const all = [...kinds.values()];
  const named = all.length > mostHeadings ? [all.flat()] : all;
  const report = reporter(rest, file);
  for (const [first, ...more] of named) {
    if (!first) continue;
    const [title = ''] = first.args;
    if (more.length === 0) rest.push(first);
    else report('unknown-section.several', first.severity, first, title, more.length + 1);
  }
  return rest;
}

/** The line of a question's wording. */
export function titleRange({ source, columns }: DraftQuestion): LineRange {
  return { startLine: source.startLine, endLine: source.startLine + 1, columns };
}

/** No more of a line is underlined, in UTF-16 units. */
const longestMarked = 1000;

/** The range to underline in an editor: never more than a line, to limit the squiggles. */
export function markedRange(
  { code, startLine, columns }: Pick<Problem, 'code' | 'startLine' | 'columns'>,
  lines: readonly string[],
): { readonly line: number; readonly columns: Columns } {
  const last = Math.max(0, lines.length - 1);
  const line = Math.min(startLine, last);
  const text = lines[line] ?? '';
  if (columns && line === startLine) {
    return {
      line,
      columns: [Math.min(columns[0], text.length), Math.min(columns[1], text.length)],
    };
  }
  // Only its start: thousands of problems may be on one long line.
  const shown = text.slice(0, longestMarked);
  const end = shown.trimEnd().length;
  const start = code === 'too-large' ? 0 : Math.min(end, shown.length - shown.trimStart().length);
  return { line, columns: [start, end] };
}
