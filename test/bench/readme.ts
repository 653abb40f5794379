import { replacePart } from '../host/writtenPart';

/** Writes benchmark results into the README in this folder. */
const begin = '<!-- performance: written by `npm run bench -- --write` -->';
const end = '<!-- /performance -->';

export interface Section {
  readonly title: string;
  /** Markdown that starts with the heading `## title`. */
  readonly text: string;
}

/**
 * Writes measurements into the README of the benchmarks. Sections that were not measured stay.
 *
 * @param machine the machine they were measured on
 * @throws Error if README has no place for them
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
