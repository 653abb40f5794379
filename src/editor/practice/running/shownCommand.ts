/** A command as a person reads it, or pastes it into a terminal. */

const isPlain = /^[\w./:\\@=+~-]+$/;

/**
 * The command with its parts in quotes where they need some. Names of folders come from anywhere, and a
 * shell would run what stands in `$(…)` in them: nothing in a part means anything to it.
 *
 * @param isWindows where PowerShell and cmd know no common quotes: a name with a `$` is for PowerShell
 */
export function shownCommand(
  command: readonly string[],
  isWindows = process.platform === 'win32',
): string {
  return command
    .map(part => {
      if (isPlain.test(part)) return part;
      if (!isWindows) return `'${part.replaceAll("'", `'\\''`)}'`;
      return /[$`]/.test(part) ? `'${part.replaceAll("'", "''")}'` : `"${part}"`;
    })
    .join(' ');
}
