import * as fs from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../host/cleanup';
import { manifest, projectFolder } from '../host/project';
import { installVsix } from '../host/server';
import { runInVSCode } from '../host/session';
import { start } from '../ui/workbench';
import { measuredMark } from './activation';
import { packTexts, type PackFigures } from './packsFigures';
import { median, ratio, type Bench, type Table } from './table';
import { clicked } from './tree.bench';

const windows = 3;

export const bench: Bench = {
  title: 'Packs of one’s own: 500 files or one',
  about: `ms, medians: the same 10,000 questions in 500 files and in one file. "Read" is from the setting that names
the folder to the last question being there; "read again" from saving one file to its new wording, of which VS Code
and a pause for further files take 100 ms and more; "typing" the longest time for which the extension host did
nothing else while somebody typed an answer, also into a copy that is no pack, for VS Code's own Markdown features
work there too. "First rows" are seen in the window of a new VS Code, beside one without packs.`,
  run,
};

interface Subject {
  readonly name: string;
  readonly folder: string;
}

async function run(): Promise<Table> {
  const temporary = temporaryFolder();
  const subjects = [500, 1].map((files): Subject => {
    const folder = path.join(temporary.path, `packs-${files}`);
    fs.mkdirSync(folder);
    for (const [at, text] of packTexts(files).entries()) {
      fs.writeFileSync(path.join(folder, `${String(at).padStart(3, '0')}.md`), text);
    }
    return { name: files === 1 ? '1 file' : `${files} files`, folder };
  });
  const figures = await measureInVSCode(subjects, temporary.path);
  const rows: [string, number, number, string][] = [];
  const of = ({ folder }: Subject, name: keyof Omit<PackFigures, 'folder'>) =>
    median(figures.filter(each => each.folder === folder).map(each => each[name]));
  const [many, one] = subjects as [Subject, Subject];
  for (const [title, name, goal] of [
    ['read', 'first', ''],
    ['read again after one file was saved', 'reload', ''],
    ['typing in one of them', 'busy', '≤ 50 ms more than in no pack'],
    ['typing in the same text, in no pack', 'busyPlain', ''],
    ['search opened, answers read', 'ready', ''],
    ['search, one key press', 'key', '≤ 50 ms'],
  ] as const) {
    rows.push([title, of(many, name), of(one, name), goal]);
  }
  const none = median(await firstRows(undefined));
  const [manyRows, oneRows] = [await firstRows(many.folder), await firstRows(one.folder)];
  rows.push(['the tree’s first rows', median(manyRows), median(oneRows), '≤ 2 × without packs']);
  temporary.remove();
  return {
    columns: ['what', '500 files', '1 file', '500 / 1', 'goal'],
    rows: [
      ...rows.map(([title, a, b, goal]) => [title, a, b, ratio(a, b), goal]),
      ['the tree’s first rows, without packs', none, none, '', ''],
    ],
  };
}

async function measureInVSCode(
  subjects: readonly Subject[],
  temporary: string,
): Promise<PackFigures[]> {
  const root = projectFolder();
  const extensionsFolder = path.join(temporary, 'extensions');
  const vsix = path.join(root, `${manifest().name}.vsix`);
  const dataFolder = path.join(temporary, 'install');
  await installVsix(vsix, { version: 'newest', dataFolder, extensionsFolder });
  let line: string | undefined;
  await runInVSCode({
    version: 'newest',
    extension: path.join(root, 'test', 'bench', 'fixtures', 'driver'),
    tests: path.join(root, 'out', 'test', 'bench', 'packsDriver.js'),
    extensionsFolder,
    without: 'markdown-language-features',
    env: { BENCH_PACKS: subjects.map(({ folder }) => folder).join(',') },
    limitMs: 1_200_000,
    onLog: message => (line = message.startsWith(measuredMark) ? message : line),
  });
  if (line === undefined) throw new Error('The measurement of packs failed.');
  return JSON.parse(line.slice(measuredMark.length)) as PackFigures[];
}

/** From the click on the activity bar, which wakes the extension, to the first rows; a new VS Code each. */
async function firstRows(folder: string | undefined): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < windows; at++) {
    const settings = folder === undefined ? {} : { 'djangoInterview.packFolders': [folder] };
    const workbench = await start({ settings });
    try {
      const { page } = workbench;
      await page.waitForTimeout(3_000); // what VS Code does after its start is over
      const tab = page.locator('.activitybar').getByRole('tab', { name: 'Django Interview' });
      times.push(await clicked(page, () => tab.click(), 'Fundamentals'));
    } finally {
      await workbench.close();
    }
  }
  return times;
}
