/**
 * Runs inside a real VS Code (as `extensionTestsPath`): loads and activates this extension, an empty
 * one and a minimal one in turn, each time from a fresh copy of its code, and writes the times in ms
 * to the file that BENCH_RESULTS names.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vscode from 'vscode';

const rounds = 15;
const root = path.resolve(__dirname, '../../..');

/** Loading its code, and the call of `activate`. */
interface Times {
  readonly load: number[];
  readonly activate: number[];
}

interface Extension {
  activate(context: unknown): unknown;
}

const empty = 'exports.activate = () => {};';
/** A tree and a webview panel, as small as they can be. */
const minimal = `
const vscode = require('vscode');
exports.activate = context => {
  const rows = ['One', 'Two', 'Three'];
  context.subscriptions.push(
    vscode.window.registerTreeDataProvider('benchRows', {
      getChildren: row => (row ? [] : rows),
      getTreeItem: row => new vscode.TreeItem(row),
    }),
    vscode.commands.registerCommand('bench.open', () => {
      const panel = vscode.window.createWebviewPanel('bench', 'Bench', vscode.ViewColumn.Active, {});
      panel.webview.html = '<p>Hello</p>';
    }),
  );
};`;

export async function run(): Promise<void> {
  const results: Record<string, Times> = {};
  const folder = fs.mkdtempSync(path.join(root, 'out', 'bench-'));
  try {
    for (let round = -1; round < rounds; round++) {
      for (const name of ['empty', 'minimal', 'this extension']) {
        const copy = path.join(folder, `${name.replace(' ', '-')}${round}`);
        if (name === 'this extension')
          fs.cpSync(path.join(root, 'dist'), copy, { recursive: true });
        else {
          fs.mkdirSync(copy);
          fs.writeFileSync(path.join(copy, 'extension.js'), name === 'empty' ? empty : minimal);
        }
        const times = await measure(path.join(copy, 'extension.js'));
        if (round < 0) continue; // the first of each warms the file cache
        const all = (results[name] ??= { load: [], activate: [] });
        all.load.push(times.load);
        all.activate.push(times.activate);
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  fs.writeFileSync(process.env.BENCH_RESULTS ?? '', JSON.stringify(results));
}

async function measure(file: string): Promise<{ load: number; activate: number }> {
  const load = createRequire(file);
  const subscriptions: vscode.Disposable[] = [];
  const context = {
    subscriptions,
    extensionUri: vscode.Uri.file(root),
    globalStorageUri: vscode.Uri.file(path.join(path.dirname(file), 'storage')),
    workspaceState: { get: () => undefined, update: () => Promise.resolve(), keys: () => [] },
  };
  const start = performance.now();
  const extension = load(file) as Extension;
  const loaded = performance.now();
  extension.activate(context);
  const activated = performance.now();
  await new Promise(resolve => setTimeout(resolve, 150));
  for (const one of subscriptions.reverse()) one.dispose();
  await new Promise(resolve => setTimeout(resolve, 50));
  return { load: loaded - start, activate: activated - loaded };
}
