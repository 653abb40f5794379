/**
 * Groups of questions that are planned as one: asked ones with similar memories, new ones of similar
 * length. What asking them is worth is in `prices.ts`.
 */

/** Questions with similar memories. */
export interface Group {
  /** How many there are. */
  readonly count: number;
  /** Days since the last review; 0 if reviewed today. */
  readonly elapsed: number;
  readonly stability: number;
  readonly difficulty: number;
  /** Their time relative to the average question. */
  readonly size: number;
}

/** New questions of similar length. */
export interface FreshGroup {
  readonly count: number;
  readonly size: number;
}

/** Groups new questions of similar length. */
export function groupedFresh(sizes: readonly number[]): readonly FreshGroup[] {
  const sorted = [...sizes].sort((a, b) => a - b);
  const groups = Math.min(4, sorted.length);
  return Array.from({ length: groups }, (_, at) => {
    const part = sorted.slice(
      Math.floor((at * sorted.length) / groups),
      Math.floor(((at + 1) * sorted.length) / groups),
    );
    return { count: part.length, size: part.reduce((sum, size) => sum + size, 0) / part.length };
  });
}

/** Groups questions with similar memories: planning takes as long for ten as for ten thousand. */
export function grouped(memories: Iterable<Omit<Group, 'count'>>): readonly Group[] {
  const groups = new Map<
    number,
    { count: number; elapsed: number; log: number; difficulty: number; size: number }
  >();
  for (const { elapsed, stability, difficulty, size } of memories) {
    const log = Math.log(stability);
    const late = elapsed <= 1 ? elapsed : Math.round(1.2 * Math.log2(elapsed)) + 1;
    const key = (late * 100 + Math.round((log + 10) / 0.8)) * 10 + Math.round(difficulty / 5);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { count: 1, elapsed, log, difficulty, size });
    else {
      group.count++;
      group.elapsed += (elapsed - group.elapsed) / group.count;
      group.log += (log - group.log) / group.count;
      group.difficulty += (difficulty - group.difficulty) / group.count;
      group.size += (size - group.size) / group.count;
    }
  }
  return [...groups.values()].map(({ log, ...group }) => ({
    ...group,
    elapsed: Math.round(group.elapsed),
    stability: Math.exp(log),
  }));
}
