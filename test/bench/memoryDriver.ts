/**
 * Runs inside VS Code: activates this extension, studies with it by its commands, and prints how many
 * bytes the extension host's heap holds before, after activation, and after the study.
 */
import * as v8 from 'node:v8';
import * as vm from 'node:vm';
import * as vscode from 'vscode';
import { manifest } from '../host/project';
import { measuredMark } from './activation';

/** About what an hour of going through questions is. */
const steps = 300;

export async function run(): Promise<void> {
  const id = `${manifest().publisher}.${manifest().name}`;
  const before = await heap();
  await vscode.extensions.getExtension(id)?.activate();
  const activated = await heap();
  const commands = [
    'random',
    'toggleAnswer',
    'toggleMastered',
    'next',
    'toggleBookmark',
    'previous',
  ];
  await vscode.commands.executeCommand('djangoInterview.questions.focus');
  for (let step = 0; step < steps; step++) {
    const name = commands[step % commands.length] ?? '';
    await vscode.commands.executeCommand(`djangoInterview.${name}`);
  }
  const studied = await heap();
  console.log(measuredMark + JSON.stringify([before, activated, studied]));
}

async function heap(): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, 3_000));
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  for (let time = 0; time < 3; time++) collect();
  return process.memoryUsage().heapUsed;
}
