/**
 * Runs inside VS Code: reads the packs in the folders that BENCH_PACKS names, edits and searches
 * them, and prints how long each took.
 */
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { App } from '../../src/editor/main/app';
import type { TestApi } from '../../src/extension';
import { createSearch } from '../../src/study/search';
import { manifest } from '../host/project';
import { measuredMark } from './activation';
import {
  editedFile,
  editedId,
  questionCount,
  type PackFigures,
  type ReadingFigures,
  type TypingFigures,
  type Wanted,
} from './packsFigures';

const rounds = 2;
const typed = 'prefetch';

export async function run(): Promise<void> {
  const id = `${manifest().publisher}.${manifest().name}`;
  const extension = vscode.extensions.getExtension<TestApi>(id);
  if (!extension) throw new Error(`VS Code does not know ${id}.`);
  const app = await (await extension.activate()).app();
  await app.study.questions.settled();
  await setting('files', 'autoSave', 'off');
  const reading: ReadingFigures[] = [];
  const typing: TypingFigures[] = [];
  const wanted = JSON.parse(process.env.BENCH_PACKS ?? '') as Wanted;
  for (const folder of new Set([...wanted.reading, ...wanted.typing])) {
    // The first round warms up what all share.
    for (let round = 0; round <= rounds; round++) {
      const read = await measureReading(app, folder, round);
      if (round > 0 && wanted.reading.includes(folder)) reading.push(read);
      if (wanted.typing.includes(folder)) {
        const typed = await measureTyping(folder);
        if (round > 0) typing.push(typed);
      }
      await leave(app);
    }
  }
  const figures: PackFigures = { reading, typing };
  console.log(measuredMark + JSON.stringify(figures));
}

/** Adds the pack, and keeps it there. */
async function measureReading(app: App, folder: string, round: number): Promise<ReadingFigures> {
  const { questions } = app.study;
  const title = () => questions.question(editedId)?.title ?? '';
  const file = path.join(folder, await editedFile(folder));

  const read = changed(app, () => questions.library.questions.length > questionCount);
  const configured = new Promise<number>(resolve => {
    const subscription = vscode.workspace.onDidChangeConfiguration(() => {
      subscription.dispose();
      resolve(performance.now());
    });
  });
  await setting('djangoInterview', 'packFolders', [folder]);
  const first = (await read) - (await configured);

  const text = await fs.readFile(file, 'utf8');
  const reread = changed(app, () => title().endsWith(`in round ${round}?`));
  const saved = performance.now();
  await fs.writeFile(
    file,
    text.replace(/(\? \{#q-0-7\})|( in round \d+\? \{#q-0-7\})/, ` in round ${round}? {#q-0-7}`),
  );
  const reload = (await reread) - saved;
  return { folder, first, reload, ...(await search(app)) };
}

async function measureTyping(folder: string): Promise<TypingFigures> {
  const file = path.join(folder, await editedFile(folder));
  const inPack = await typeInto(file);
  const plain = path.join(folder, '..', `${path.basename(folder)}.md`);
  await fs.copyFile(file, plain);
  return { folder, inPack, inNone: await typeInto(plain) };
}

async function leave(app: App): Promise<void> {
  const { questions } = app.study;
  const gone = changed(app, () => questions.library.questions.length < questionCount);
  await setting('djangoInterview', 'packFolders', undefined);
  await gone;
}

/** When a change of the packs has made `isDone` true; in ms of `performance.now()`. */
function changed(app: App, isDone: () => boolean): Promise<number> {
  return new Promise(resolve => {
    const subscription = app.study.questions.onDidChange(() => {
      if (!isDone()) return;
      subscription.dispose();
      resolve(performance.now());
    });
  });
}

/** The longest time the extension host was blocked while a question was typed, in ms. */
async function typeInto(file: string): Promise<number> {
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  await pause(1500);
  const line = document.positionAt(document.getText().indexOf('{#q-0-7}')).line + 2;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (const letter of ' what one would say'.repeat(2)) {
    await editor.edit(edit => edit.insert(document.lineAt(line).range.end, letter));
    await pause(60);
  }
  await pause(1500); // the marks have appeared
  delay.disable();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return delay.max / 1e6;
}

async function search({ study }: App): Promise<{ ready: number; key: number }> {
  const started = performance.now();
  const entries = await Promise.all(
    study.questions.library.questions.map(async question => ({
      id: question.id,
      title: question.title,
      hint: question.hint ?? '',
      body: await study.questions.body(question),
    })),
  );
  const find = createSearch(entries);
  find('x', 100);
  const ready = performance.now() - started;
  const begun = performance.now();
  for (let length = 1; length <= typed.length; length++) find(typed.slice(0, length), 100);
  return { ready, key: (performance.now() - begun) / typed.length };
}

function setting(section: string, name: string, value: unknown): Thenable<void> {
  const { Global } = vscode.ConfigurationTarget;
  return vscode.workspace.getConfiguration(section).update(name, value, Global);
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
