/**
 * Runs a layer without VS Code around it: `node runMocha.js FOLDER TIMEOUT_MS`. With `--worker` it
 * runs the files that its parent names, one message after the other, and replies with the results.
 */
import * as path from 'node:path';
import { runMocha } from './mocha';

const [folder = '', timeoutMs = '2000', mode] = process.argv.slice(2);
const options = { folder: path.resolve(folder), timeoutMs: Number(timeoutMs) };

/** Sends output to the parent, so that it arrives before the results it belongs to. */
function printToParent(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (text: string | Uint8Array) => {
      process.send?.({ printed: typeof text === 'string' ? text : Buffer.from(text).toString() });
      return true;
    };
  }
}

if (mode === '--worker') {
  printToParent();
  process.on('message', (files: readonly string[]) => {
    runMocha({ ...options, files }).then(
      results => process.send?.({ results }),
      (error: unknown) => process.send?.({ error: String(error) }, () => process.exit(1)),
    );
  });
  process.on('disconnect', () => process.exit(0));
} else {
  runMocha(options).then(
    ({ failed }) => process.exit(failed === 0 ? 0 : 1),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
