import * as fs from 'node:fs';
import * as path from 'node:path';
import MarkdownIt from 'markdown-it';
import index from 'questions:index';
import { projectFolder } from '../host/project';
import { parsePack, type PackFile } from '../../src/study/pack';
import { median, ratio, type Bench, type Table } from './table';

const rounds = 30;

export const bench: Bench = {
  title: 'Reading the packs',
  about: `ms, medians of ${rounds} interleaved rounds in a warm Node: the built-in packs parsed whole, their texts as
markdown-it alone parses them, and the index that the build makes, which is all that opening the tree reads.`,
  run: () => Promise.resolve(run()),
};

function run(): Table {
  const files = packFiles();
  const json = JSON.stringify(index);
  const markdown = new MarkdownIt();
  const parseAll = () => files.map(each => markdown.parse(each.text, {}));
  const subjects: readonly (readonly [string, number, () => unknown, string])[] = [
    ['parsePack', bytes(files), () => parsePack(files), '≤ 1 ×'],
    ['markdown-it alone', bytes(files), parseAll, ''],
    ['JSON.parse of the index', json.length, () => JSON.parse(json) as unknown, '≤ 0.01 ×'],
  ];
  const times = subjects.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [at, [, , action]] of subjects.entries()) {
      const started = performance.now();
      action();
      times[at]!.push(performance.now() - started);
    }
  }
  const medians = times.map(median);
  return {
    columns: ['what', 'KB', 'ms', '/ markdown-it', 'goal'],
    rows: subjects.map(([name, size, , goal], at) => [
      name,
      size / 1000,
      medians[at]!,
      ratio(medians[at]!, medians[1]!),
      goal,
    ]),
  };
}

function packFiles(): PackFile[] {
  const folder = path.join(projectFolder(), 'questions');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .sort()
    .map(name => ({
      path: name.split(path.sep).join('/'),
      text: fs.readFileSync(path.join(folder, name), 'utf8'),
    }));
}

function bytes(files: readonly PackFile[]): number {
  return files.reduce((total, each) => total + Buffer.byteLength(each.text), 0);
}
