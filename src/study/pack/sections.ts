import type { SectionKind } from '../question';
import { parseFenceInfo, type FenceInfo } from '../markdown/fence';

/** The headings with a meaning, without spaces and punctuation. */
const kinds = new Map<string, SectionKind>([
  ['inshort', 'in-short'],
  ['indepth', 'in-depth'],
  ['keypoints', 'key-points'],
  ['pitfalls', 'pitfalls'],
  ['followupquestions', 'follow-up-questions'],
  ['readmore', 'read-more'],
]);

/** Returns the meaning of a `###` heading; `other` if its wording is unknown. */
export function sectionKind(title: string): SectionKind {
  return kinds.get(title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')) ?? 'other';
}

/** The sections with a meaning, in the order of an answer, by their usual headings. */
export const sectionTitles: readonly (readonly [SectionKind, string])[] = [
  ['in-short', 'In short'],
  ['in-depth', 'In depth'],
  ['key-points', 'Key points'],
  ['pitfalls', 'Pitfalls'],
  ['follow-up-questions', 'Follow-up questions'],
  ['read-more', 'Read more'],
];

/** The kind of an exercise block: a bare word after its title. */
export const exerciseMarks = ['start', 'check', 'solution'] as const;
export type ExerciseMark = (typeof exerciseMarks)[number];

/** The text in braces after `Exercise`, empty if there is none; `undefined` for other headings. */
export function exerciseTitle(title: string): string | undefined {
  return /^exercise:?(?:[ \t]*\{([^{}]*)\})?$/i.exec(title.trim())?.slice(1).join('');
}

/** No person writes a longer fence line, in UTF-16 units. */
const longestInfo = 1000;

/** The info string of the fence that begins on a line. */
export function fenceInfoAt(lines: readonly string[], line: number): FenceInfo {
  return parseFenceInfo((lines[line] ?? '').slice(0, longestInfo).replace(/^\s*[`~]+/, ''));
}

/** The marks of a fence, in their order; usually one or none. */
export function marksOf({ rest }: FenceInfo): readonly ExerciseMark[] {
  return rest.split(/\s+/).flatMap(word => exerciseMarks.find(mark => mark === word) ?? []);
}

/**
 * Whether a `###` section is an exercise: the heading is not enough, since any answer may have a
 * section of that name.
 *
 * @param blocks returns the blocks below the heading
 * @param lines the lines the blocks refer to
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
