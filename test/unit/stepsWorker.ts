/**
 * Counts the pack parser's work on a text, as a worker thread that `countSteps` starts: how often
 * each block of its code and of markdown-it's ran, and the characters and elements that the
 * engine's own functions processed for it. The same text gives the same number on every machine.
 */
import inspector from 'node:inspector';
import { parentPort } from 'node:worker_threads';

let steps = 0;

/** Makes a method of the engine count, by its receiver, arguments and result. */
function counted<T extends object>(
  owner: T,
  name: keyof T & string,
  cost: (self: never, args: never[], result: never) => number,
): void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  const value = function (this: unknown, ...args: unknown[]): unknown {
    const result = original.apply(this, args);
    steps += cost(this as never, args as never[], result as never);
    return result;
  };
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

const whole = (self: string | readonly unknown[]) => self.length;
counted(String.prototype, 'indexOf', (self: string, [, from = 0]: number[], found: number) =>
  found === -1 ? Math.max(0, self.length - from) : found - from,
);
for (const name of ['lastIndexOf', 'includes', 'split', 'replace', 'replaceAll'] as const) {
  counted(String.prototype, name, whole);
}
for (const name of ['trim', 'trimStart', 'trimEnd', 'toLowerCase', 'match', 'search'] as const) {
  counted(String.prototype, name, whole);
}
for (const name of ['join', 'splice', 'shift', 'unshift', 'reverse', 'sort'] as const) {
  counted(Array.prototype, name, whole);
}
for (const name of ['slice', 'concat'] as const) {
  counted(Array.prototype, name, (_self, _args, made: unknown[]) => made.length);
}
counted(RegExp.prototype, 'exec', (_self, [text]: string[], found: RegExpExecArray | null) =>
  found ? found[0].length + 1 : (text?.length ?? 0),
);
counted(RegExp.prototype, 'test', (_self, [text]: string[]) => text?.length ?? 0);

/** V8 counts blocks only in functions compiled after this: so the parser is loaded later. */
const session = new inspector.Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** How often all blocks ran since the last call. */
function takeBlocks(): number {
  let blocks = 0;
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    for (const { functions, url } of result) {
      if (url === '' || url.startsWith('node:')) continue;
      for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
    }
  });
  return blocks;
}

const parser = import('../../src/study/pack');
parentPort?.on('message', (text: string) => {
  void parser.then(({ parsePack }) => {
    takeBlocks();
    steps = 0;
    parsePack([{ path: 'a.md', text }]);
    parentPort?.postMessage(steps + takeBlocks());
  });
});
