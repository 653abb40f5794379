/**
 * Runs inside VS Code: activates this extension, studies with it by its commands, and prints the
 * bytes in the extension host's heap after activation and after the study; if the extension is not
 * installed, only the bytes.
 */
import * as v8 from 'node:v8';
import * as vm from 'node:vm';
import * as vscode from 'vscode';
import { manifest } from '../host/project';
import type { TestApi } from '../../src/extension';
import { measuredMark } from './activation';

/** The steps of an hour of study; a person takes about six seconds for each. */
const steps = 600;

const browsing = ['random', 'toggleAnswer', 'toggleMastered', 'next', 'toggleBookmark', 'previous'];
const reviewing = ['toggleAnswer', 'rateGood', 'toggleAnswer', 'rateEasy', 'toggleHint', 'undo'];

export async function run(): Promise<void> {
  const id = `${manifest().publisher}.${manifest().name}`;
  const extension = vscode.extensions.getExtension<TestApi>(id);
  if (!extension) {
    console.log(measuredMark + JSON.stringify([await heap()]));
    return;
  }
  const api = await extension.activate();
  const activated = await heap();
  const command = (name: string) => vscode.commands.executeCommand(`djangoInterview.${name}`);
  await command('questions.focus');
  for (let step = 0; step < steps; step++) {
    const names = step < steps / 2 ? browsing : reviewing;
    if (step % 50 === 0) await command('showStatistics');
    if (step % 50 === 1) await command(step < steps / 2 ? 'random' : 'review');
    await command(names[step % names.length] ?? '');
  }
  const studied = await heap();
  const progress = (await api.app()).study.store.progress;
  const rated = [...progress.values()].filter(record => record.reviews !== undefined);
  if (rated.length === 0) throw new Error('Nothing was rated: this was no hour of study.');
  console.log(measuredMark + JSON.stringify([activated, studied]));
}

async function heap(): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, 3_000));
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  for (let time = 0; time < 3; time++) collect();
  return process.memoryUsage().heapUsed;
}
