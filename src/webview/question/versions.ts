/** Finds Django versions in a text and compares them with the project's. No DOM here. */

/** A version in a text: `start` and `end` are UTF-16 offsets. */
export interface VersionMention {
  readonly start: number;
  readonly end: number;
  readonly relation: 'same' | 'newer';
}

/**
 * Returns the mentions of the project's Django version and of newer ones, in order. Older ones are
 * not marked: their features are available.
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

/** A version as one comparable number; `6.x` is `6.0`. */
function read(match: RegExpExecArray | null): number | undefined {
  return match ? Number(match[1]) * 1000 + Number(match[2] ?? 0) : undefined;
}
