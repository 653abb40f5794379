import { replacePart } from '../host/writtenPart';

/** Where the benchmarks write, in the README beside them. */
const begin = '<!-- performance: written by `npm run bench -- --write` -->';
const end = '<!-- /performance -->';

export interface Section {
  readonly title: string;
  /** Markdown that begins with the heading `## title`. */
  readonly text: string;
}

/**
 * Puts what was measured into the README of the benchmarks. Sections that were not measured this time stay.
 *
 * @param machine on what it was measured
 * @throws Error when README has no place for it
 */
export function updateSection(
  readme: string,
  sections: readonly Section[],
  machine: string,
): string {
  return replacePart(readme, begin, end, now => {
    const kept = now
      .split(/^(?=## )/m)
      .slice(1)
      .map(text => ({ title: /^## (.*)/.exec(text)?.[1] ?? '', text: text.trim() }))
      .filter(({ title }) => !sections.some(section => section.title === title));
    const all = [...kept, ...sections].sort((a, b) => (a.title < b.title ? -1 : 1));
    return [`Measured on: ${machine}.`, ...all.map(({ text }) => text)].join('\n\n');
  });
}
