/** Faults as tests, and the table of their results. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { projectFolder } from '../host/project';
import { replacePart } from '../host/writtenPart';
import type { Verdict } from './ledger';

/** Whether every fault is tried often; else only the most telling ones, a few times each. */
export const isLong = process.env.FAULTS === 'long';

/** The result of a fault. */
export interface Row {
  /** Its kind, such as a crash. */
  readonly kind: string;
  readonly fault: string;
  /** Its place among the faults of a process. */
  readonly number: number;
  /** How often it was tried; 0 if only the long form tries it. */
  tried: number;
  lost: number;
  doubled: number;
  failed: boolean;
}

/**
 * The folder with a file per row: two processes try the faults, and a long run that was ended
 * resumes with those that have no row yet. `test/run/layers.mjs` names the folder.
 */
const rowsFolder = process.env.FAULTS_ROWS ?? path.join(os.tmpdir(), `dj-faults-${process.pid}`);
/** The kind of the faults being defined. */
let kind = '';
let faults = 0;

function rowFile(name: string): string {
  return path.join(rowsFolder, `${name.replace(/\W+/g, '-')}.json`);
}

function writeRow(row: Row): void {
  fs.mkdirSync(rowsFolder, { recursive: true });
  fs.writeFileSync(rowFile(row.fault), JSON.stringify(row));
}

function readRow(file: string): Row | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Row) : undefined;
}

const place = (row: Row) => kinds.findIndex(each => each === row.kind);

/** All rows, ordered by kind, then by fault. */
export function readRows(): readonly Row[] {
  if (!fs.existsSync(rowsFolder)) return [];
  return fs
    .readdirSync(rowsFolder)
    .map(name => readRow(path.join(rowsFolder, name))!)
    .sort((a, b) => place(a) - place(b) || a.number - b.number);
}

/** How often a fault is tried in the short and in the long form. 0 skips it. */
export interface Times {
  readonly short: number;
  readonly long: number;
}

export const kinds = [
  'Two windows, or two actions in one',
  'Killed or closed at an action, or up to 200 ms after it',
  'Copies that are damaged, missing, old, newer or huge',
  'A clock or a zone that changes',
  'A disk or a state that refuses',
  'Killed in the middle of writing',
  'Moves, imports and backups',
] as const;

/** Sets the kind of the faults that `define` defines. */
export function kindOfFault(name: (typeof kinds)[number], define: () => void): void {
  kind = name;
  define();
}

/**
 * A fault, tried several times. It fails if something acknowledged is lost or duplicated, or if
 * `attempt` rejects, as when the person was not told. `attempt` returns nothing if the fault could
 * not be tried.
 */
export function fault(
  name: string,
  times: Times,
  attempt: (attempt: number, count: number) => Promise<Verdict | undefined>,
): void {
  const count = isLong ? times.long : times.short;
  const number = ++faults;
  const row: Row = { kind, fault: name, number, tried: 0, lost: 0, doubled: 0, failed: true };
  if (count === 0) {
    before(() => writeRow({ ...row, failed: false }));
    return;
  }
  it(name, async function () {
    this.timeout(120_000 + 60_000 * count); // a busy machine needs it
    const earlier = readRow(rowFile(name));
    if (earlier?.failed === false && earlier.tried > 0) {
      console.log(`      tried ${earlier.tried} times by the run that this one goes on with`);
      return;
    }
    writeRow(row);
    const wrong: string[] = [];
    for (let index = 0; index < count; index++) {
      const verdict = await attempt(index, count);
      if (verdict === undefined) continue;
      const { lost, doubled } = verdict;
      row.tried += 1;
      row.lost += lost.length;
      row.doubled += doubled.length;
      wrong.push(...lost.map(one => `lost: ${one}`), ...doubled.map(one => `doubled: ${one}`));
    }
    row.failed = wrong.length > 0 || row.tried === 0;
    writeRow(row);
    assert.deepEqual(wrong, []);
    assert.ok(row.tried > 0, 'the fault could not be tried');
  });
}

/** For a fault that is more than one check. */
export function both(one: Verdict, other: Verdict): Verdict {
  return { lost: [...one.lost, ...other.lost], doubled: [...one.doubled, ...other.doubled] };
}

/** How often the faults were tried, with total losses and duplicates. */
function sums(of: readonly Row[]): readonly number[] {
  return (['tried', 'lost', 'doubled'] as const).map(key =>
    of.reduce((total, row) => total + row[key], 0),
  );
}

/** Prints the table, once all were tried. */
export function printTable(): void {
  const all = readRows();
  const rows = all.filter(row => row.tried > 0 || row.failed);
  const leftOut = all.filter(row => row.tried === 0 && !row.failed);
  if (rows.length === 0) return;
  const width = Math.max(...rows.map(({ fault: name }) => name.length));
  const line = (name: string, ...cells: (string | number)[]) =>
    console.log([name.padEnd(width), ...cells.map(cell => String(cell).padStart(7))].join(' '));
  console.log();
  line('fault', 'tried', 'lost', 'doubled');
  for (const { fault: name, tried, lost, doubled, failed } of rows) {
    line(name, tried, lost, doubled, failed ? ' failed' : '');
  }
  line('all', ...sums(rows));
  console.log(`\n${remarks}`);
  if (isLong) return;
  console.log(
    `\n${leftOut.length} faults were left out, since all of them take about an hour, and the others ` +
      'were tried once. All, several times: npm run test:faults -- --long',
  );
  for (const { fault: name } of leftOut) console.log(`  ${name}`);
}

/**
 * The table for the README in this folder: the faults of each kind, how often all of them were
 * tried, and how much was lost or duplicated.
 */
export function summary(of: readonly Row[]): string {
  const line = (name: string, part: readonly Row[]) =>
    `| ${[name, part.length, ...sums(part)].join(' | ')} |`;
  const present = [...new Set(of.map(row => row.kind))];
  return [
    '| Fault | Faults | Times tried | Lost | Counted twice |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...present.map(name =>
      line(
        name,
        of.filter(row => row.kind === name),
      ),
    ),
    line('All', of),
  ].join('\n');
}

const begin = '<!-- faults: written by `npm run test:faults -- --long --write` -->';
const end = '<!-- /faults -->';

/** @throws Error if the README has no place for the table */
export function withSummary(readme: string, of: readonly Row[]): string {
  return replacePart(readme, begin, end, () => summary(of));
}

/** Writes the table into the README in this folder, if every fault was fully tried and passed. */
export function writeSummary(): void {
  const rows = readRows();
  const failed = rows.filter(row => row.failed).length;
  if (!isLong || process.env.TEST_GREP !== undefined || failed > 0 || rows.length === 0) {
    console.log(
      '\ntest/faults/README.md stays as it is: it gets the figures of a whole long run that passed.',
    );
    return;
  }
  const readme = path.join(projectFolder(), 'test/faults/README.md');
  fs.writeFileSync(readme, withSummary(fs.readFileSync(readme, 'utf8'), rows));
}

/** How the faults are caused, and what no row covers. */
const remarks = `Processes are killed and stored copies spoilt from outside. Clocks, zones, a disk or a state that
refuses, and kills in the middle of something are made in the extension host, by test/faults/preload.ts.
Not tried, since this VS Code runs in a browser: the desktop's own database of states. Not tried, since
it takes another machine: a power failure that takes what the operating system said was on disk.`;
