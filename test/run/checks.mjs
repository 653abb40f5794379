// Checks besides tests: types, lint, format. Each gives a row that counts only if it failed.
import { run } from './program.mjs';

async function check(layer, programs, output, spare = false) {
  const began = performance.now();
  let failed = 0;
  for (const [program, ...args] of programs) {
    const { code } = await run(program, args, { output, spare });
    if (code !== 0) failed = 1;
  }
  const seconds = (performance.now() - began) / 1000;
  return [{ layer, passed: 0, failed, seconds, skipped: true }];
}

export const checks = {
  types: ({ changed }, output) =>
    check('types', [['npm', 'run', '--silent', 'typecheck']], output, !changed),

  /** All files; in a quick run, those that changed. */
  lint({ changed }, output) {
    if (!changed) return check('lint', [['npm', 'run', '--silent', 'lint']], output, true);
    const unknown = '--no-error-on-unmatched-pattern';
    const programs = ['oxlint', 'oxfmt --check'].map(each => [
      'npx',
      ...each.split(' '),
      unknown,
      ...changed,
    ]);
    return check('lint', changed.length > 0 ? programs : [], output);
  },
};
