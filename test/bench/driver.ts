/**
 * Runs inside VS Code: activates the extensions that BENCH_EXTENSIONS names, one after the other,
 * and prints how long each took.
 *
 * VS Code's own "Startup Performance" has the same three figures, but in whole milliseconds, which
 * is too coarse here. So this watches the module loader for the extensions' main files.
 */
import Module from 'node:module';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { measuredMark, type Activation } from './activation';

interface Loader {
  _load: (request: string, ...rest: unknown[]) => unknown;
}

interface Main {
  readonly activate: (...args: unknown[]) => unknown;
}

export async function run(): Promise<void> {
  const measured: Activation[] = [];
  for (const id of (process.env.BENCH_EXTENSIONS ?? '').split(',')) {
    measured.push(await activate(id));
    await new Promise(resolve => setTimeout(resolve, 500)); // work it started is over
  }
  console.log(measuredMark + JSON.stringify(measured));
}

async function activate(id: string): Promise<Activation> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`VS Code does not know ${id}.`);
  if (extension.isActive) throw new Error(`${id} is active before it is measured.`);
  const { main } = extension.packageJSON as { readonly main: string };
  const file = path.resolve(extension.extensionPath, main);
  const times = { load: Number.NaN, call: Number.NaN, active: Number.NaN };

  const loader = Module as unknown as Loader;
  const load = loader._load;
  loader._load = (request, ...rest) => {
    if (request !== file) return load(request, ...rest);
    const started = performance.now();
    const exports = load(request, ...rest) as Main;
    times.load = performance.now() - started;
    return { ...exports, activate: timed(exports, times) };
  };
  try {
    await extension.activate();
  } finally {
    loader._load = load;
  }
  if (Number.isNaN(times.load + times.active)) throw new Error(`${id} was not seen to be loaded.`);
  return { id, ...times };
}

function timed(exports: Main, times: { call: number; active: number }): Main['activate'] {
  return async (...args) => {
    const started = performance.now();
    const result = exports.activate(...args);
    times.call = performance.now() - started;
    await result;
    times.active = performance.now() - started;
  };
}
