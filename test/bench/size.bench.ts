import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { temporaryFolder } from '../host/cleanup';
import { data, moments } from '../host/loadedParts';
import { manifest, projectFolder } from '../host/project';
import type { Bench, Table } from './table';

export const bench: Bench = {
  title: 'Size',
  about: 'KB of 1,000 bytes of what is installed, and of it compressed.',
  run: () => Promise.resolve(run()),
};

function run(): Table {
  const built = temporaryFolder();
  try {
    return tableOf(built.path);
  } finally {
    built.remove();
  }
}

/** @param built a separate folder for what ships */
function tableOf(built: string): Table {
  const root = projectFolder();
  const build = ['esbuild.js', '--production', '--out', path.join(built, 'dist')];
  execFileSync(process.execPath, build, { cwd: root });
  const atActivation = loadedAtActivation(path.join(built, manifest().main));
  const dist = files(path.join(built, 'dist')).map(file => path.relative(built, file));
  const questions = files(path.join(root, 'questions')).map(file => path.relative(root, file));
  const rows = dist.sort().map(file => {
    const loaded = atActivation.has(path.join(built, file)) ? ' (at activation)' : '';
    return [`${file}${loaded}`, ...sizes(built, [file]), loaded && '≤ 20 KB'];
  });
  const evaluated = (moment: keyof typeof moments) =>
    sizes(
      built,
      moments[moment].files.flatMap(name =>
        data.includes(name) ? [] : [path.join('dist', `${name}.js`)],
      ),
    );
  const vsix = fs.statSync(path.join(root, `${manifest().name}.vsix`)).size / 1000;
  return {
    columns: ['file', 'KB', 'gzip', 'goal'],
    rows: [
      ...rows,
      ['code when the tree opens', ...evaluated('treeOpened'), '≤ 60 KB'],
      ['code when a question opens', ...evaluated('questionOpened'), '≤ 220 KB'],
      ['… and when its answer is ready', ...evaluated('answerReady'), ''],
      ['dist/ together', ...sizes(built, dist), ''],
      ['questions/ together', ...sizes(root, questions), ''],
      [`${manifest().name}.vsix`, vsix, '', '≤ 700 KB'],
    ],
  };
}

/** Which of our files the main one loads, found by loading it with a dummy `vscode`. */
function loadedAtActivation(main: string): ReadonlySet<string> {
  const script = `
    const anything = new Proxy(function () {}, { get: (_, name) => name === 'prototype' ? {} : anything });
    const Module = require('node:module');
    const load = Module._load;
    Module._load = (name, ...rest) => name === 'vscode' ? anything : load(name, ...rest);
    require(${JSON.stringify(main)});
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const printed = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return new Set(JSON.parse(printed) as string[]);
}

function sizes(root: string, names: readonly string[]): [number, number] {
  const contents = names.map(name => fs.readFileSync(path.join(root, name)));
  const sum = (lengths: readonly number[]) => lengths.reduce((total, each) => total + each, 0);
  return [
    sum(contents.map(each => each.length)) / 1000,
    sum(contents.map(each => zlib.gzipSync(each).length)) / 1000,
  ];
}

function files(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
}
