import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectFolder } from '../host/project';

/** How many steps `parsePack` takes for each text; see `stepsWorker.ts`. */
export async function countSteps(texts: readonly string[]): Promise<number[]> {
  // A thread of its own: V8 only counts in functions compiled after counting was enabled.
  const worker = new Worker(path.join(projectFolder(), 'out', 'test', 'unit', 'stepsWorker.js'));
  try {
    const steps: number[] = [];
    for (const text of texts) {
      steps.push(
        await new Promise<number>((resolve, reject) => {
          worker.once('message', resolve).once('error', reject).postMessage(text);
        }),
      );
    }
    return steps;
  } finally {
    await worker.terminate();
  }
}
