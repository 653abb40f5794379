import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { start } from '../workbench/start';
import { installThis, measureInVSCode } from './inVSCode';
import {
  packTexts,
  type PackFigures,
  type ReadingFigures,
  type TypingFigures,
  type Wanted,
} from './packsFigures';
import { median, ratio, type Bench, type Table } from './table';
import { clicked } from './tree.bench';

const windows = 3;
/** VS Code's built-in extension for outlines and other features of every Markdown file. */
const markdownFeatures = 'markdown-language-features';

export const bench: Bench = {
  title: 'Packs of one’s own: 500 files or one',
  about: `ms, medians: the same 10,000 questions in 500 files and in one file. "Read" is from the setting that names
the folder to the last question being there; "read again" from saving one file to its new wording, of which VS Code
and a pause for further files take 100 ms and more; "typing" the longest time for which the extension host did
nothing else while somebody typed an answer, also into a copy that is no pack, for other extensions work there too.
VS Code's own Markdown features read all of a file again and again, which hides everything else in one of 10,000
questions: there it is typed without them. "First rows" are seen in the window of a new VS Code, beside one without
packs.`,
  run,
};

async function run(): Promise<Table> {
  const temporary = temporaryFolder();
  const folders = [500, 1].map(files => {
    const folder = path.join(temporary.path, `packs-${files}`);
    fs.mkdirSync(folder);
    for (const [at, text] of packTexts(files).entries()) {
      fs.writeFileSync(path.join(folder, `${String(at).padStart(3, '0')}.md`), text);
    }
    return folder;
  });
  const [many, one] = folders as [string, string];
  const install = await installThis(temporary.path);
  const asItComes = await measure(install, { reading: folders, typing: [many] });
  const bare = await measure(
    install,
    { reading: [], typing: folders },
    { without: [markdownFeatures] },
  );
  const none = median(await firstRows(undefined));
  const [manyRows, oneRows] = [await firstRows(many), await firstRows(one)];
  temporary.remove();
  const more = '≤ 50 ms more than in no pack';
  const rows: [string, number, number | undefined, string][] = [
    ['read', ...both(asItComes.reading, 'first', folders), ''],
    ['read again after one file was saved', ...both(asItComes.reading, 'reload', folders), ''],
    ['typing in one of them', ...both(asItComes.typing, 'inPack', folders), more],
    ['typing in the same text, in no pack', ...both(asItComes.typing, 'inNone', folders), ''],
    ['the first without VS Code’s Markdown', ...both(bare.typing, 'inPack', folders), more],
    ['the second without VS Code’s Markdown', ...both(bare.typing, 'inNone', folders), ''],
    ['search opened, answers read', ...both(asItComes.reading, 'ready', folders), ''],
    ['search, one key press', ...both(asItComes.reading, 'key', folders), '≤ 50 ms'],
    ['the tree’s first rows', median(manyRows), median(oneRows), '≤ 2 × without packs'],
    ['the tree’s first rows, without packs', none, none, ''],
  ];
  return {
    columns: ['what', '500 files', '1 file', '500 / 1', 'goal'],
    rows: rows.map(([title, a, b, goal]) => [title, a, b ?? '', b ? ratio(a, b) : '', goal]),
  };
}

/** The medians of a figure with 500 files and with one, if measured. */
function both<T extends ReadingFigures | TypingFigures>(
  figures: readonly T[],
  name: Exclude<keyof T, 'folder'>,
  [many, one]: readonly string[],
): [number, number | undefined] {
  const of = (folder: string | undefined) =>
    figures.filter(each => each.folder === folder).map(each => Number(each[name]));
  return [median(of(many)), of(one).length > 0 ? median(of(one)) : undefined];
}

function measure(
  extensionsFolder: string,
  wanted: Wanted,
  options: { readonly without?: readonly string[] } = {},
): Promise<PackFigures> {
  const env = { BENCH_PACKS: JSON.stringify(wanted) };
  return measureInVSCode('packsDriver', { ...options, extensionsFolder, env, limitMs: 1_200_000 });
}

/** From the activity bar click, which wakes the extension, to the first rows; new VS Code each. */
async function firstRows(folder: string | undefined): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < windows; at++) {
    const settings = folder === undefined ? {} : { 'djangoInterview.packFolders': [folder] };
    const workbench = await start({ asShipped: true, own: true, settings });
    try {
      const { page } = workbench;
      await page.waitForTimeout(3_000); // VS Code's work after its start is over
      const tab = page.locator('.activitybar').getByRole('tab', { name: 'Django Interview' });
      times.push(await clicked(page, () => tab.click(), 'Fundamentals'));
    } finally {
      await workbench.close();
    }
  }
  return times;
}
