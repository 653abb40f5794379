/** The patterns of VS Code's settings for files: `**`, `*`, `?`, `{a,b}` and `[a-z]`. */

/** The longest pattern that is read; a longer one matches nothing. */
const longestGlob = 1000;

/**
 * Makes a test of paths (with `/` between folders) from a pattern. Case matters, as it does where
 * VS Code watches files. A pattern that cannot be read matches nothing.
 */
export function matchGlob(glob: string): (path: string) => boolean {
  const pattern = glob.length > longestGlob ? undefined : toPattern(glob);
  if (pattern === undefined) return () => false;
  return path => pattern.test(path);
}

/** The folder that all paths of a pattern are in: `a` for `a/*.md`; empty where they share none. */
export function literalFolder(glob: string): string {
  const parts = glob.split('/').slice(0, -1);
  const special = parts.findIndex(part => /[*?{}[\]\\]/.test(part));
  return (special === -1 ? parts : parts.slice(0, special)).join('/');
}

function toPattern(glob: string): RegExp | undefined {
  let source = '';
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob.charAt(at);
    const rest = glob.slice(at);
    const folders = /^\*{2,}(\/(?:\*{2,}\/)*|$)/.exec(rest);
    if (folders && (at === 0 || glob.charAt(at - 1) === '/')) {
      // Whole folders, or all the rest.
      source += folders[1] === '' ? '.*' : '(?:[^/]+/)*';
      at += folders[0].length - 1;
      continue;
    }
    const stars = /^\*+/.exec(rest);
    const set = /^\[([!^]?)([^\]/]+)\]/.exec(rest);
    if (stars) {
      source += '[^/]*';
      at += stars[0].length - 1;
    } else if (set) {
      const [whole, not = '', members = ''] = set;
      source += `(?!/)[${not ? '^' : ''}${members.replace(/[\\[\]^]/g, '\\$&')}]`;
      at += whole.length - 1;
    } else if (character === '?') {
      source += '[^/]';
    } else if (character === '{') {
      braces++;
      source += '(?:';
    } else if (character === '}' && braces > 0) {
      braces--;
      source += ')';
    } else if (character === ',' && braces > 0) {
      source += '|';
    } else {
      source += character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    }
  }
  if (braces > 0) return undefined;
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return undefined;
  }
}
