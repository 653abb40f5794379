import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { packageExtension } from '../host/package';
import { manifest, projectFolder } from '../host/project';
import { installVsix } from '../host/server';
import type { Activation } from './activation';
import { measureInVSCode } from './inVSCode';
import { median, ratio, type Bench, type Table } from './table';

const ours = `${manifest().publisher}.${manifest().name}`;
const extensions = ['bench.empty', 'bench.limit', ours];

/** Every order twice, so that none is always first, which pays for what all of them share. */
const everyOrder = [
  [0, 1, 2],
  [2, 1, 0],
  [1, 2, 0],
  [0, 2, 1],
  [2, 0, 1],
  [1, 0, 2],
].map(order => order.map(at => extensions[at]!));
const orders = [...everyOrder, ...everyOrder];

export const bench: Bench = {
  title: 'Activation',
  about: `ms in VS Code's extension host, each extension installed from its .vsix: loading its main file, the
call of activate() until it returns, and until the promise it returns is settled. Medians of
${orders.length} fresh VS Codes, in each of which all three were activated, in every order. "limit" is a tree and a
webview in 1.5 KB. The commands that need an open panel are registered in a task after this. The goal
is ten times the empty extension: 3 ms where that takes 0.3.`,
  run,
};

async function run(): Promise<Table> {
  const temporary = temporaryFolder();
  const extensionsFolder = path.join(temporary.path, 'extensions');
  const root = projectFolder();
  const vsixes = [path.join(root, `${manifest().name}.vsix`)];
  for (const name of ['empty', 'limit']) {
    const packagePath = path.join(temporary.path, `${name}.vsix`);
    packageExtension(path.join(root, 'test', 'bench', 'fixtures', name), packagePath);
    vsixes.push(packagePath);
  }
  for (const vsix of vsixes) {
    const dataFolder = path.join(temporary.path, 'install');
    await installVsix(vsix, { version: 'newest', dataFolder, extensionsFolder });
  }
  waitToBeMeasured(extensionsFolder);
  const runs: Activation[][] = [];
  for (const order of orders) runs.push(await measure(order, extensionsFolder));
  temporary.remove();

  const medians = extensions.map(id => {
    const own = runs.map(each => each.find(activation => activation.id === id)!);
    const of = (time: (activation: Activation) => number) => median(own.map(time));
    return {
      id,
      load: of(each => each.load),
      call: of(each => each.call),
      both: of(each => each.load + each.call),
      active: of(each => each.active),
    };
  });
  const [empty, limit] = medians;
  return {
    columns: [
      'extension',
      'code loading',
      'activate call',
      'both',
      'until active',
      '/ empty',
      '/ limit',
      'goal',
    ],
    rows: medians.map(({ id, load, call, both, active }) => [
      id,
      load,
      call,
      both,
      active,
      ratio(both, empty!.both),
      ratio(both, limit!.both),
      id === ours ? '≤ 10 × empty' : '',
    ]),
  };
}

/** Removes the installed extensions' events that would activate one before its turn. */
function waitToBeMeasured(extensionsFolder: string): void {
  for (const name of fs.readdirSync(extensionsFolder)) {
    const file = path.join(extensionsFolder, name, 'package.json');
    if (!fs.existsSync(file)) continue;
    const installed = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    fs.writeFileSync(file, JSON.stringify({ ...installed, activationEvents: [] }));
  }
}

function measure(order: readonly string[], extensionsFolder: string): Promise<Activation[]> {
  const env = { BENCH_EXTENSIONS: order.join(',') };
  return measureInVSCode('driver', { extensionsFolder, env, limitMs: 120_000 });
}
