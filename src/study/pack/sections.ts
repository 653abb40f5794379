import type { SectionKind } from '../question';
import { parseFenceInfo, type FenceInfo } from '../markdown/fence';

/** The headings that have a meaning, without spaces and punctuation. */
const kinds = new Map<string, SectionKind>([
  ['inshort', 'in-short'],
  ['indepth', 'in-depth'],
  ['keypoints', 'key-points'],
  ['pitfalls', 'pitfalls'],
  ['followupquestions', 'follow-up-questions'],
  ['readmore', 'read-more'],
]);

/** Gives what a `###` heading stands for; `other` where its wording is none of the known ones. */
export function sectionKind(title: string): SectionKind {
  return kinds.get(title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')) ?? 'other';
}

/** The sections with a meaning in the order in which an answer has them, by their usual headings. */
export const sectionTitles: readonly (readonly [SectionKind, string])[] = [
  ['in-short', 'In short'],
  ['in-depth', 'In depth'],
  ['key-points', 'Key points'],
  ['pitfalls', 'Pitfalls'],
  ['follow-up-questions', 'Follow-up questions'],
  ['read-more', 'Read more'],
];

/** What a block of an exercise is: a bare word behind its title. */
export const exerciseMarks = ['start', 'check', 'solution'] as const;
export type ExerciseMark = (typeof exerciseMarks)[number];

/**
 * What stands in braces behind `Exercise`, empty where nothing does; `undefined` for any other heading.
 */
export function exerciseTitle(title: string): string | undefined {
  return /^exercise:?(?:[ \t]*\{([^{}]*)\})?$/i.exec(title.trim())?.slice(1).join('');
}

/** More of a fence's first line, in UTF-16 units, no person writes. */
const longestInfo = 1000;

/** What stands behind the backticks of the fence that begins on a line. */
export function fenceInfoAt(lines: readonly string[], line: number): FenceInfo {
  return parseFenceInfo((lines[line] ?? '').slice(0, longestInfo).replace(/^\s*[`~]+/, ''));
}

/** The marks that a fence has, in their order; usually one or none. */
export function marksOf({ rest }: FenceInfo): readonly ExerciseMark[] {
  return rest.split(/\s+/).flatMap(word => exerciseMarks.find(mark => mark === word) ?? []);
}

/**
 * Whether a `###` section is an exercise: a heading alone does not make one, since any answer may have
 * a section of that name.
 *
 * @param blocks gives the blocks below the heading
 * @param lines what the blocks' lines are of
 */
export function isExercise(
  title: string,
  blocks: () => readonly { readonly type: string; readonly startLine: number }[],
  lines: readonly string[],
): boolean {
  return (
    exerciseTitle(title) !== undefined &&
    blocks().some(({ type, startLine }) => {
      return type === 'fence' && marksOf(fenceInfoAt(lines, startLine)).length > 0;
    })
  );
}
