import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { installThis, measureInVSCode } from './inVSCode';
import { median, ratio, type Bench, type Table } from './table';

const runs = 3;

export const bench: Bench = {
  title: 'Memory',
  about: `MB of the heap of VS Code's extension host after garbage collection, medians of ${runs} fresh VS Codes: without
this extension, after its activation with all that it does then by itself, and after what an hour of
study is made of, played fast: 600 commands of browsing, marking, reviewing, rating and undoing, with the
statistics opened a dozen times.`,
  run,
};

async function run(): Promise<Table> {
  const temporary = temporaryFolder();
  const extensionsFolder = await installThis(temporary.path);
  const measured: number[][] = [];
  for (let at = 0; at < runs; at++) {
    const bare = await measure(path.join(temporary.path, 'none'));
    measured.push([...bare, ...(await measure(extensionsFolder))]);
  }
  temporary.remove();
  const [without = 0, activated = 0, studied = 0] = [0, 1, 2].map(
    at => median(measured.map(each => each[at] ?? Number.NaN)) / 1e6,
  );
  const row = (when: string, size: number, goal: string) => {
    return [when, size, size - without, ratio(size, without), goal];
  };
  return {
    columns: ['when', 'MB', 'more', '/ without', 'goal'],
    rows: [
      ['without it', without, '', '', ''],
      row('after activation', activated, '≤ 3 MB more'),
      row('after an hour of study', studied, '≤ 20 MB more'),
    ],
  };
}

function measure(extensionsFolder: string): Promise<number[]> {
  return measureInVSCode('memoryDriver', { extensionsFolder, limitMs: 180_000 });
}
