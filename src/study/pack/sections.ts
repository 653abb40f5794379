import type { SectionKind } from '../question';

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
  return kinds.get(title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')) ?? 'other';
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
