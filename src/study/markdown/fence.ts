/** The info string after the three backticks of a code block. */
export interface FenceInfo {
  /** In lower case; empty if not given. */
  readonly language: string;
  /** `title="shop/models.py"` and the like, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The rest; empty in a well-formed block. */
  readonly rest: string;
}

/** Reads a fence's info string, such as `python title="shop/models.py" norun="needs Redis"`. */
export function parseFenceInfo(info: string): FenceInfo {
  const trimmed = info.trim();
  const [first = ''] = trimmed.split(/[\s{]/, 1);
  const language = first.includes('=') ? '' : first;
  const attributes = new Map<string, string>();
  const rest = trimmed
    .slice(language.length)
    .replace(/(?<![\w-])([a-z][\w-]*)="([^"]*)"/gi, (_match, name: string, value: string) => {
      attributes.set(name, value);
      return '';
    })
    .trim();
  return { language: language.toLowerCase(), attributes, rest };
}

/**
 * Returns a block's `django` attribute if it is well-formed: `6.0` for that release and newer ones,
 * `<6.0` for older ones.
 */
export function djangoReleases(attribute: string | undefined): string | undefined {
  return attribute !== undefined && /^<?\d+\.\d+$/.test(attribute) ? attribute : undefined;
}

/** Whether a release such as `5.2` is among those from `djangoReleases`; true if there are none. */
export function isForDjango(releases: string | undefined, release: string): boolean {
  if (releases === undefined) return true;
  const numbers = (text: string) => text.replace('<', '').split('.').map(Number);
  const [major = 0, minor = 0] = numbers(release);
  const [namedMajor = 0, namedMinor = 0] = numbers(releases);
  const isOlder = major < namedMajor || (major === namedMajor && minor < namedMinor);
  return releases.startsWith('<') ? isOlder : !isOlder;
}
