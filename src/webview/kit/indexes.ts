/** Returns `indexes` with or without `index`, ascending and without repeats. */
export function withIndex(
  indexes: readonly number[],
  index: number,
  present: boolean,
): readonly number[] {
  const others = indexes.filter(other => other !== index);
  return present ? [...others, index].sort((a, b) => a - b) : others;
}
