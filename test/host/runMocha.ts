/** Runs a layer that needs no VS Code around it: `node runMocha.js FOLDER TIMEOUT_MS [FILE]...`. */
import * as path from 'node:path';
import { runMocha } from './mocha';

const [folder = '', timeoutMs = '2000', ...files] = process.argv.slice(2);

runMocha({ folder: path.resolve(folder), timeoutMs: Number(timeoutMs), files }).then(
  failed => process.exit(failed === 0 ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
