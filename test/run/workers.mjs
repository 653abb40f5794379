// Runs the test files of a layer in several processes at a time. Each process takes the next file
// when it is done with one, and keeps the VS Code that its suites share.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { keepRunning, root } from './program.mjs';

/**
 * What is run by one process without another in between: a file, or a folder with all of its files,
 * which share a VS Code that others do not need. The longest come first, by the size of their code.
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

/** Runs the units of a layer, `count` at a time; gives the results of all, added up. */
export async function runInWorkers(layer, { count, timeoutMs, limitMs, wanted, env, output }) {
  const waiting = units(layer, wanted);
  const all = { passed: 0, failed: 0, pending: 0, starts: 0, windows: 0 };
  const lists = { retries: [], suites: [], tests: [], failures: [] };
  let isWhole = true;

  async function work() {
    const script = path.join(root, 'out/test/host/runMocha.js');
    const folder = path.join('out/test', layer);
    const child = fork(script, [folder, String(timeoutMs), '--worker'], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const release = keepRunning(child);
    const timer = setTimeout(() => child.kill('SIGTERM'), limitMs);
    // What its tests print comes as messages; this is of something that went wrong.
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', data => output.print(data));
    await new Promise(resolve => {
      let text = '';
      let unit;
      const next = () => {
        unit = waiting.shift();
        if (unit) child.send(unit);
        else child.disconnect();
      };
      child.on('message', ({ printed, results, error }) => {
        if (printed !== undefined) text += printed;
        if (error !== undefined) text += `${error}\n`;
        if (error !== undefined || results !== undefined) {
          output.print(text);
          text = '';
          unit = undefined;
        }
        if (error !== undefined) isWhole = false;
        if (results !== undefined) {
          for (const key of Object.keys(all)) all[key] += results[key];
          for (const key of Object.keys(lists)) lists[key].push(...results[key]);
          next();
        }
      });
      child.on('exit', code => {
        if (unit) output.print(`${text}\n${unit.join(', ')} came to no end.\n`);
        if (code !== 0 || unit) isWhole = false;
        resolve();
      });
      next();
    });
    clearTimeout(timer);
    release();
  }

  await Promise.all(Array.from({ length: Math.min(count, waiting.length) }, work));
  return { ...all, ...lists, isWhole: isWhole && waiting.length === 0 };
}
