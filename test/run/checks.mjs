// Checks besides tests: types, lint, format. Each gives a row that counts only if it failed.
import { moreYoung, run } from './program.mjs';

async function check(layer, programs, output, spare = false) {
  const began = performance.now();
  let failed = 0;
  for (const [program, ...args] of programs) {
    const { code } = await run(program, args, { output, env: moreYoung, spare });
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
    const code = changed.filter(file => /\.(ts|js|mjs)$/.test(file));
    const eslint = ['npx', 'eslint', '--max-warnings', '0', '--no-warn-ignored', ...code];
    const prettier = ['npx', 'prettier', '--check', '--ignore-unknown', ...changed];
    const programs = [
      ...(code.length > 0 ? [eslint] : []),
      ...(changed.length > 0 ? [prettier] : []),
    ];
    return check('lint', programs, output);
  },
};
