/** Runs a layer that needs no VS Code around it: `node runMocha.js FOLDER TIMEOUT_MS`. */
import * as path from 'node:path';
import fc from 'fast-check';
import { runMocha } from './mocha';

const [folder = '', timeoutMs = '2000'] = process.argv.slice(2);

/**
 * The properties' values: the same ones in CI, where a run must not depend on luck, and others at
 * each run elsewhere, which is how what nobody thought of is found. FUZZ_SEED names them.
 */
const given = process.env.FUZZ_SEED ?? (process.env.CI ? '20251125' : undefined);
const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
fc.configureGlobal({ seed });
console.log(`Property tests use FUZZ_SEED=${seed}.`);

runMocha({ folder: path.resolve(folder), timeoutMs: Number(timeoutMs) }).then(
  failed => process.exit(failed === 0 ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
