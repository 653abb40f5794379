// Runs a layer's test files in several processes at a time. Each process takes the next file when
// it has finished one, and keeps the VS Code that its suites share.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { keepRunning, root } from './program.mjs';

/**
 * Units that one process runs without another in between: a file, or a folder with all of its
 * files, which share a VS Code that others do not need. The longest come first, by code size.
 */
export function units(layer, wanted = []) {
  const folder = path.join(root, 'test', layer);
  const size = file => fs.statSync(path.join(folder, `${file}.test.ts`)).size;
  const found = fs.readdirSync(folder, { withFileTypes: true }).map(entry => {
    const names = entry.isDirectory()
      ? fs.readdirSync(path.join(folder, entry.name)).map(name => `${entry.name}/${name}`)
      : [entry.name];
    return names
      .filter(name => name.endsWith('.test.ts'))
      .map(name => name.slice(0, -'.test.ts'.length))
      .filter(name => wanted.length === 0 || wanted.includes(name));
  });
  const total = files => files.reduce((sum, file) => sum + size(file), 0);
  return found.filter(files => files.length > 0).sort((a, b) => total(b) - total(a));
}

/**
 * Runs the units of layers, `count` at a time, in this order.
 *
 * @param starts when each process may start: the first with the first promise, and so on; one
 *   without a promise starts at once
 * @param wanted the files to run of a layer, by its name; all if there are none
 * @returns each layer's combined results, and whether all units and processes ended well
 */
export async function runInWorkers(layers, options) {
  const { count, starts = [], timeoutMs, limitMs, wanted = {}, env, output } = options;
  const waiting = layers.flatMap(layer =>
    units(layer, wanted[layer]).map(files => ({ layer, files })),
  );
  const left = new Map(layers.map(layer => [layer, waiting.filter(each => each.layer === layer)]));
  const rows = new Map(layers.map(layer => [layer, emptyRow(layer)]));

  async function work(start) {
    await start;
    const first = waiting[0];
    if (!first) return;
    const script = path.join(root, 'out/test/host/runMocha.js');
    const child = fork(script, ['out/test', String(timeoutMs), '--worker'], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const release = keepRunning(child);
    const timer = setTimeout(() => child.kill('SIGTERM'), limitMs);
    // Test output arrives as messages; this is from something that went wrong.
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', data => output.print(data));
    await new Promise(resolve => {
      let text = '';
      let unit;
      let layer = first.layer;
      let began;
      const next = () => {
        unit = waiting.shift();
        began = performance.now();
        layer = unit?.layer ?? layer;
        if (unit) child.send(unit.files.map(file => `${unit.layer}/${file}`));
        else child.disconnect();
      };
      child.on('message', ({ printed, results, error }) => {
        if (printed !== undefined) text += printed;
        if (error !== undefined) text += `${error}\n`;
        if (error !== undefined || results !== undefined) {
          output.print(text);
          text = '';
        }
        if (results === undefined) return;
        const row = rows.get(unit.layer);
        for (const key of counts) row[key] += results[key];
        for (const key of lists) row[key].push(...results[key]);
        row.seconds += (performance.now() - began) / 1000;
        left.get(unit.layer).splice(left.get(unit.layer).indexOf(unit), 1);
        next();
      });
      child.on('exit', code => {
        if (unit) output.print(`${text}\n${unit.files.join(', ')} came to no end.\n`);
        else if (code !== 0) left.get(layer).push({ layer, files: [] });
        resolve();
      });
      next();
    });
    clearTimeout(timer);
    release();
  }

  await Promise.all(Array.from({ length: count }, (_, at) => work(starts[at])));
  return layers.map(layer => ({ ...rows.get(layer), isWhole: left.get(layer).length === 0 }));
}

const counts = ['passed', 'failed', 'pending', 'starts', 'windows'];
const lists = ['retries', 'suites', 'tests', 'failures'];

function emptyRow(layer) {
  const zeros = Object.fromEntries(['seconds', ...counts].map(key => [key, 0]));
  return { layer, ...zeros, ...Object.fromEntries(lists.map(key => [key, []])) };
}
