// The table at the end of a run: what passed, and where the time went.

/** How many retries a run may have before that is a failure to investigate. */
export const retriesAllowed = 5;

/** Suites shorter than this are added up in one line, in seconds. */
const shownFrom = 3;

/** How many lines of an error are repeated below the table: its message and where it was thrown. */
const errorLines = 12;

/**
 * Prints the rows and adds them up.
 *
 * @param rows one for each layer: `layer`, `passed`, `failed`, and if known `seconds`, `starts`,
 *   `windows`, `retries`, `suites` (with `title` and `ms`), `failures` (with `title` and `error`),
 *   `pending`, `where`, `note`
 * @param steps other steps that took time: `title`, `seconds`
 * @returns how many passed and failed
 */
export function report(rows, steps, totalSeconds, print = console.log) {
  const retries = rows.flatMap(row => row.retries ?? []);
  if (retries.length > retriesAllowed) {
    const note = `${retries.length} waits had to be tried again, ${retriesAllowed} are allowed`;
    rows.push({ layer: 'waits', passed: 0, failed: 1, note });
  }
  const lines = rows.flatMap(row => [layerLine(row), ...suiteLines(row)]);
  for (const { title, seconds } of steps) lines.push([title, fixed(seconds)]);
  lines.push(['all, side by side where that pays', fixed(totalSeconds)]);
  const head = ['layer or suite', 'seconds', 'passed', 'failed', 'VS Codes', 'windows', 'again'];
  const width = Math.max(...lines.map(([name]) => name.length));
  for (const [name, ...cells] of [head, ...lines]) {
    const numbers = cells.slice(0, 6).map((cell, at) => cell.padStart(head[at + 1].length));
    print([name.padEnd(width), ...numbers, cells[6] ?? ''].join('  ').trimEnd());
  }
  for (const what of retries) print(`tried again: ${what}`);
  for (const { layer, failures = [] } of rows) {
    for (const { title, error } of failures) {
      print(`\nfailed: ${layer}: ${title}`);
      for (const line of error.split('\n').slice(0, errorLines)) print(`    ${line.trimEnd()}`);
    }
  }
  const failed = rows.flatMap(({ layer, failures = [] }) =>
    failures.map(({ title }) => `  ${layer}: ${title}`),
  );
  // Again in short: a log that keeps only its end still names them all.
  if (failed.length > 1) print(`\nall that failed:\n${failed.join('\n')}`);
  const sum = field => rows.reduce((total, row) => total + row[field], 0);
  const [passes, failures] = [sum('passed'), sum('failed')];
  print(`\n${passes} passed, ${failures} failed`);
  return { passed: passes, failed: failures };
}

function layerLine({ layer, seconds, passed, failed, pending, starts, windows, retries, ...row }) {
  const count = number => (number ? String(number) : '');
  const remarks = [row.where, pending ? `${pending} pending` : undefined, row.note];
  return [
    layer,
    seconds === undefined ? '' : fixed(seconds),
    String(passed),
    String(failed),
    count(starts),
    count(windows),
    count(retries?.length),
    remarks.filter(Boolean).join(', '),
  ];
}

function suiteLines({ suites = [] }) {
  const timed = suites.map(({ title, ms }) => ({ title, seconds: ms / 1000 }));
  const shown = timed.filter(({ seconds }) => seconds >= shownFrom);
  const others = timed.filter(({ seconds }) => seconds < shownFrom);
  const rest = others.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    ...shown.map(({ title, seconds }) => [`  ${title}`, fixed(seconds)]),
    ...(shown.length > 0 && others.length > 0
      ? [[`  ${others.length} under ${shownFrom} s`, fixed(rest)]]
      : []),
  ];
}

const fixed = seconds => seconds.toFixed(1);
