import * as fs from 'node:fs';
import * as path from 'node:path';
import { projectFolder } from '../host/project';
import { Slices } from '../../src/editor/base/slices';
import { parsePack, questionBody } from '../../src/study/pack';
import { prepareSearch, type SearchEntry } from '../../src/study/search';
import { median, ratio, type Bench, type Table } from './table';

const sizes = [57, 1_000, 10_000, 100_000];
const typed = 'prefetch';

export const bench: Bench = {
  title: 'Search',
  about: `ms for one key press of "${typed}" being typed, medians over its letters, in a warm Node: the search
with its ranking, against a plain scan for the text in title, hint and answer. "built" is what the
search needs once before it, in the background: "longest" is how long it holds up a key press meanwhile.`,
  run,
};

async function run(): Promise<Table> {
  const real = builtIn();
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const entries = Array.from({ length: size }, (_, at): SearchEntry => {
      const entry = real[at % real.length]!;
      return { ...entry, id: `${entry.id}-${at}` };
    });
    const { search, built, longest } = await build(entries);
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < (size > 10_000 ? 2 : 5); round++) {
      for (let length = 1; length <= typed.length; length++) {
        const text = typed.slice(0, length);
        ours.push(timed(() => search(text, 100)));
        plain.push(timed(() => scan(entries, text)));
      }
    }
    const [own, base] = [median(ours), median(plain)];
    rows.push([
      size.toLocaleString('en'),
      own,
      base,
      ratio(own, base),
      built,
      longest,
      size > 10_000 ? '≤ 4 × scan' : '≤ 50 ms',
    ]);
  }
  const columns = ['questions', 'search', 'plain scan', '/ scan', 'built', 'longest', 'goal'];
  return { columns, rows };
}

/** Builds the search as the editor does, in slices. */
async function build(entries: readonly SearchEntry[]) {
  const slices = new Slices();
  const waits: number[] = [];
  const started = performance.now();
  let last = started;
  const timer = setInterval(() => {
    waits.push(performance.now() - last);
    last = performance.now();
  }, 0);
  const search = await slices.run(prepareSearch(entries));
  const built = performance.now() - started;
  clearInterval(timer);
  return { search, built, longest: Math.max(0, ...waits, performance.now() - last) };
}

function timed(action: () => unknown): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

function scan(entries: readonly SearchEntry[], text: string): number {
  return entries.filter(
    ({ title, hint, body }) => title.includes(text) || hint.includes(text) || body.includes(text),
  ).length;
}

function builtIn(): SearchEntry[] {
  const folder = path.join(projectFolder(), 'questions');
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => ({ path: name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
  const texts = new Map(files.map(each => [each.path, each.text]));
  return parsePack(files)
    .collections.flatMap(({ categories }) => categories)
    .flatMap(({ questions }) => questions)
    .map(({ id, title, hint, source }) => ({
      id,
      title,
      hint: hint ?? '',
      // As long as most own answers: at 100,000 questions memory counts.
      body: questionBody(texts.get(source.file) ?? '', source).slice(0, 1_400),
    }));
}
