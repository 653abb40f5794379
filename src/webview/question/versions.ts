/** Which versions of Django a text speaks of, and how each stands to the project's. No DOM here. */

/** A version in a text: `start` and `end` are UTF-16 offsets. */
export interface VersionMention {
  readonly start: number;
  readonly end: number;
  readonly relation: 'same' | 'newer';
}

/**
 * Gives the mentions of the project's version of Django and of newer ones, in order. Older ones are
 * not marked: what came with them is there.
 *
 * @param django the project's version as `major.minor`; anything else marks nothing
 */
export function versionsIn(text: string, django: string): readonly VersionMention[] {
  const own = read(/^(\d+)\.(\d+)$/.exec(django));
  if (own === undefined) return [];
  const found: VersionMention[] = [];
  for (const match of text.matchAll(/\bDjango (\d+)\.(?:(\d+)|x)(?:\.\d+)?(?: LTS)?(?![\w.]\d)/g)) {
    const version = read(match);
    if (version === undefined || version < own) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      relation: version === own ? 'same' : 'newer',
    });
  }
  return found;
}

/** A version as one number that can be compared; `6.x` is `6.0`. */
function read(match: RegExpExecArray | null): number | undefined {
  return match ? Number(match[1]) * 1000 + Number(match[2] ?? 0) : undefined;
}
