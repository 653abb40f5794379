import { testConsoleMark } from '../host/mark';

/**
 * Mocha's reporter and the tests print through `console`, which the whole extension host shares, so
 * their lines are marked. `format` turns the arguments of one call into a text.
 */
export function markConsole(format: (...args: unknown[]) => string): void {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const print = console[method].bind(console);
    const value = (...args: unknown[]) => {
      for (const line of format(...args).split('\n')) print(testConsoleMark + line);
    };
    // VS Code's own properties ignore assignments.
    Object.defineProperty(console, method, { value, configurable: true });
  }
}

/** Node's `util.format`, as far as mocha's reporters need it: `%s` and `%d`, then the rest. */
export function format(...args: unknown[]): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : describeValue(value));
  const [first, ...rest] = args;
  if (typeof first !== 'string') return args.map(text).join(' ');
  const filled = first.replace(/%([sd%])/g, (found, kind: string) => {
    if (kind === '%') return '%';
    return rest.length > 0 ? text(rest.shift()) : found;
  });
  return [filled, ...rest.map(text)].join(' ');
}

function describeValue(value: unknown): string {
  if (value instanceof Error) return value.stack ?? value.message;
  return JSON.stringify(value, (_key, each: unknown) => each ?? null);
}
