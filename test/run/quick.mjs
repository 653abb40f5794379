// Plans a quick run: unit tests and types, lint of changed files, and the UI suites of changed
// rooms.
import { Output, run } from './program.mjs';
import { suitesFor } from './rooms.mjs';

async function git(...args) {
  const { code, printed } = await run('git', args, { output: new Output(false), quiet: true });
  return code === 0 ? printed.split('\n').filter(Boolean) : undefined;
}

/**
 * Looks at uncommitted changes, and at commits since `since`: by default since the branch left the
 * server's, or `main` if there is no server.
 */
export async function planQuick(since) {
  const base =
    since === undefined
      ? ((await git('merge-base', 'HEAD', '@{upstream}')) ??
        (await git('merge-base', 'HEAD', 'origin/HEAD')) ??
        (await git('merge-base', 'HEAD', 'main')))
      : [since];
  const from = base?.[0] ?? 'HEAD';
  const committed = await git('diff', '--name-only', '--diff-filter=d', from);
  if (committed === undefined) throw new Error(`git knows no changes since ${from}.`);
  const added = (await git('ls-files', '--others', '--exclude-standard')) ?? [];
  const changed = [...new Set([...committed, ...added])].sort();
  const uiFiles = [...new Set(changed.flatMap(suitesFor))].sort();
  const suites = uiFiles.length > 0 ? uiFiles.join(', ') : 'none';
  const why = `Files changed since ${from.slice(0, 10)}: ${changed.length}. Suites of the UI layer about them: ${suites}.`;
  return { changed, uiFiles, why };
}
