/** Fetches what tests need besides our packages, in parallel: `node fetch.js [oldest]`. */
import { provideBrowser } from './chromium';
import { provideVSCode } from './server';

const wanted = [provideBrowser(), provideVSCode('newest')];
if (process.argv.includes('oldest')) wanted.push(provideVSCode('oldest'));

Promise.all(wanted).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
