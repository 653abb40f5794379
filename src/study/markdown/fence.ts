/** What stands after the three backticks of a code block. */
export interface FenceInfo {
  /** In lower case; empty where none is given. */
  readonly language: string;
  /** `title="shop/models.py"` and the like, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What is neither language nor attribute; empty in a well-formed block. */
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
