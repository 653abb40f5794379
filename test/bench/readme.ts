/** Where the benchmarks write in README: nothing else is touched. */
const begin = '<!-- performance: written by `npm run bench -- --write` -->';
const end = '<!-- /performance -->';

export interface Section {
  readonly title: string;
  /** Markdown that begins with the heading `### title`. */
  readonly text: string;
}

/**
 * Puts what was measured into a README. Sections that were not measured this time stay.
 *
 * @param machine on what it was measured
 * @throws Error when README has no place for it
 */
export function updateSection(
  readme: string,
  sections: readonly Section[],
  machine: string,
): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no "${begin}" with an end.`);
  const old = readme.slice(from + begin.length, to).split(/^(?=### )/m);
  const kept = old
    .slice(1)
    .map(text => ({ title: /^### (.*)/.exec(text)?.[1] ?? '', text: text.trim() }))
    .filter(({ title }) => !sections.some(section => section.title === title));
  const all = [...kept, ...sections].sort((a, b) => (a.title < b.title ? -1 : 1));
  const written = `\nMeasured on: ${machine}.\n\n${all.map(({ text }) => text).join('\n\n')}\n\n`;
  return readme.slice(0, from + begin.length) + written + readme.slice(to);
}
