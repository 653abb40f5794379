/**
 * Replaces the generated part of a README, between two lines, `begin` and `end`. Nothing else is
 * touched.
 *
 * @param write receives the current text
 * @throws Error if there is no such part
 */
export function replacePart(
  readme: string,
  begin: string,
  end: string,
  write: (now: string) => string,
): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`README.md has no "${begin}" with an end.`);
  const start = from + begin.length;
  return `${readme.slice(0, start)}\n${write(readme.slice(start, to)).trim()}\n\n${readme.slice(to)}`;
}
