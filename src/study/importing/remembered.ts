/** Remembers what is found out about wordings: the shapes ask about the same ones. */

/** The most wordings that each function remembers. */
const mostKnown = 2000;

const all: Map<string, unknown>[] = [];

/** The function, made to find each wording's result once, until `forgetWordings`. */
export function remembering<T>(find: (wording: string) => T): (wording: string) => T {
  const known = new Map<string, T>();
  all.push(known);
  return wording => {
    let found = known.get(wording);
    if (found === undefined) {
      if (known.size >= mostKnown) known.clear();
      known.set(wording, (found = find(wording)));
    }
    return found;
  };
}

/** Forgets the wordings, each of which may hold the whole text it is from. */
export function forgetWordings(): void {
  for (const known of all) known.clear();
}
