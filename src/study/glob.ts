/** Matches the file patterns of VS Code's settings: `**`, `*`, `?`, `{a,b}` and `[a-z]`. */

/** The longest pattern that is read; a longer one matches nothing. */
const longestGlob = 200;

/**
 * Compiles a pattern into a test for paths (with `/` between folders). Case matters, as in VS
 * Code's file watching. An invalid pattern matches nothing. Testing takes time proportional to the
 * product of both lengths: no pattern makes it backtrack.
 */
export function matchGlob(glob: string): (path: string) => boolean {
  const states = glob.length > longestGlob ? undefined : toStates(glob);
  if (states === undefined) return () => false;
  return path => path.length <= longestPath && runs(states, path);
}

/** A longer path matches nothing: no system allows one. In UTF-16 units. */
const longestPath = 5000;

/** The folder shared by all paths of a pattern: `a` for `a/*.md`; empty if there is none. */
export function literalFolder(glob: string): string {
  const parts = glob.split('/').slice(0, -1);
  const special = parts.findIndex(part => /[*?{}[\]\\]/.test(part));
  return (special === -1 ? parts : parts.slice(0, special)).join('/');
}

/**
 * A state of the pattern: what it consumes of a path, one character at a time, and the next state;
 * or the states it leads to without consuming any.
 */
interface State {
  readonly takes?: (character: string) => boolean;
  readonly next: number[];
}

/** Runs all states over a path at once. The last state is the end. */
function runs(states: readonly State[], path: string): boolean {
  let now = reach(states, [0]);
  for (const character of path) {
    const next = new Set<number>();
    for (const at of now) {
      const state = states[at];
      if (state?.takes?.(character)) for (const to of state.next) next.add(to);
    }
    if (next.size === 0) return false;
    now = reach(states, next);
  }
  return now.has(states.length - 1);
}

/** The states reachable without consuming a character. */
function reach(states: readonly State[], from: Iterable<number>): Set<number> {
  const reached = new Set(from);
  for (const at of reached) {
    const state = states[at];
    if (state && !state.takes) for (const to of state.next) reached.add(to);
  }
  return reached;
}

const any = () => true;
const inFolder = (character: string) => character !== '/';
const separator = (character: string) => character === '/';

/** The states of a pattern; `undefined` if it is invalid. */
function toStates(glob: string): readonly State[] | undefined {
  const states: State[] = [];
  const add = (takes?: State['takes']): State => {
    const state: State = { ...(takes && { takes }), next: [states.length + 1] };
    states.push(state);
    return state;
  };
  /** The open braces: where each began, and the ends of its choices so far. */
  const open: { readonly start: State; readonly ends: State[] }[] = [];
  for (let at = 0; at < glob.length; at++) {
    const character = glob.charAt(at);
    const rest = glob.slice(at);
    const folders = /^\*{2,}(\/(?:\*{2,}\/)*|$)/.exec(rest);
    if (folders && (at === 0 || glob.charAt(at - 1) === '/')) {
      if (folders[1] === '') {
        // All the rest.
        const start = add();
        const each = add(any);
        each.next[0] = states.indexOf(start);
        start.next.push(states.length);
      } else {
        // Whole folders: one character at least, then a separator.
        const start = states.length;
        add();
        add(inFolder).next.push(start + 1);
        add(separator).next[0] = start;
        states[start]?.next.push(states.length);
      }
      at += folders[0].length - 1;
      continue;
    }
    const stars = /^\*+/.exec(rest);
    const set = /^\[([!^]?)([^\]/]+)\]/.exec(rest);
    if (stars) {
      const start = states.length;
      add().next.push(start + 2);
      add(inFolder).next[0] = start;
      at += stars[0].length - 1;
    } else if (set) {
      const [whole, not = '', members = ''] = set;
      const isMember = membersOf(members);
      if (!isMember) return undefined;
      add(each => each !== '/' && isMember(each) === (not === ''));
      at += whole.length - 1;
    } else if (character === '?') {
      add(inFolder);
    } else if (character === '{') {
      open.push({ start: add(), ends: [] });
    } else if (character === '}' && open.length > 0) {
      const last = add();
      for (const end of open.pop()?.ends ?? []) end.next[0] = states.indexOf(last);
    } else if (character === ',' && open.length > 0) {
      const choice = open.at(-1);
      choice?.ends.push(add());
      choice?.start.next.push(states.length);
    } else {
      const point = String.fromCodePoint(glob.codePointAt(at) ?? 0);
      add(each => each === point);
      at += point.length - 1;
    }
  }
  if (open.length > 0) return undefined;
  add();
  states.at(-1)?.next.pop();
  return states;
}

/** A test for the members of a set such as `a-z_`; `undefined` if a range ends before it begins. */
function membersOf(members: string): ((character: string) => boolean) | undefined {
  const points = Array.from(members);
  const ranges: (readonly [first: number, last: number])[] = [];
  const code = (character = '') => character.codePointAt(0) ?? 0;
  for (let at = 0; at < points.length; at++) {
    const isRange = points[at + 1] === '-' && at + 2 < points.length;
    const range = [code(points[at]), code(points[isRange ? at + 2 : at])] as const;
    if (range[0] > range[1]) return undefined;
    ranges.push(range);
    if (isRange) at += 2;
  }
  return character =>
    ranges.some(([first, last]) => code(character) >= first && code(character) <= last);
}
