/** Faults as tests, and the table of what each came to. */
import assert from 'node:assert/strict';
import type { Verdict } from './ledger';

/** Whether every fault is tried often; else each of the most telling ones, a few times. */
export const isLong = process.env.FAULTS === 'long';

interface Row {
  readonly fault: string;
  tried: number;
  lost: number;
  doubled: number;
  failed: boolean;
}

const rows: Row[] = [];
/** The faults that only the long form tries. */
const leftOut: string[] = [];

/** How often a fault is tried in the short form and in the long one. 0 leaves it out. */
export interface Times {
  readonly short: number;
  readonly long: number;
}

/**
 * A fault, tried several times. It fails when something acknowledged is lost or there twice, or when
 * `attempt` rejects, as where the person was not told. `attempt` gives nothing where the fault could
 * not be tried.
 */
export function fault(
  name: string,
  times: Times,
  attempt: (attempt: number, count: number) => Promise<Verdict | undefined>,
): void {
  const count = isLong ? times.long : times.short;
  if (count === 0) {
    leftOut.push(name);
    return;
  }
  it(name, async function () {
    this.timeout(120_000 + 60_000 * count); // a busy machine needs it
    const row: Row = { fault: name, tried: 0, lost: 0, doubled: 0, failed: true };
    rows.push(row);
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
    assert.deepEqual(wrong, []);
    assert.ok(row.tried > 0, 'the fault could not be tried');
    row.failed = false;
  });
}

/** For a fault that is more than one check. */
export function both(one: Verdict, other: Verdict): Verdict {
  return { lost: [...one.lost, ...other.lost], doubled: [...one.doubled, ...other.doubled] };
}

/** Prints the table, once all was tried. */
export function printTable(): void {
  if (rows.length === 0) return;
  const width = Math.max(...rows.map(({ fault: name }) => name.length));
  const line = (name: string, ...cells: (string | number)[]) =>
    console.log([name.padEnd(width), ...cells.map(cell => String(cell).padStart(7))].join(' '));
  console.log();
  line('fault', 'tried', 'lost', 'doubled');
  for (const { fault: name, tried, lost, doubled, failed } of rows) {
    line(name, tried, lost, doubled, failed ? ' failed' : '');
  }
  const sum = (key: 'tried' | 'lost' | 'doubled') =>
    rows.reduce((total, row) => total + row[key], 0);
  line('all', sum('tried'), sum('lost'), sum('doubled'));
  console.log(`\n${remarks}`);
  if (isLong) return;
  console.log(
    `\n${leftOut.length} faults were left out, since all of them take about an hour, and the others ` +
      'were tried once. All, several times: npm run test:faults -- --long',
  );
  for (const name of leftOut) console.log(`  ${name}`);
}

/** How the faults are made, and what no row is about. */
const remarks = `Processes are killed and stored copies spoilt from outside. Clocks, zones, a disk or a state that
refuses, and kills in the middle of something are made in the extension host, by test/faults/preload.ts.
Not tried, since this VS Code runs in a browser: the desktop's own database of states. Not tried, since
it takes another machine: a power failure that takes what the operating system said was on disk.`;
