/** Formats a command for display or for pasting into a terminal. */

const isPlain = /^[\w./:\\@=+~-]+$/;

/**
 * The command with its parts quoted as needed. Folder names may be anything, and a shell would
 * execute `$(…)` in them: quoting makes every part literal.
 *
 * @param isWindows PowerShell and cmd share no quoting: a name with a `$` is quoted for PowerShell,
 *   and so is one with a curly quotation mark, which PowerShell takes for a plain one
 */
export function shownCommand(
  command: readonly string[],
  isWindows = process.platform === 'win32',
): string {
  return command
    .map(part => {
      if (isPlain.test(part)) return part;
      if (!isWindows) return `'${part.replaceAll("'", `'\\''`)}'`;
      return /[$`‘-„]/.test(part) ? `'${part.replace(/['‘-‛]/g, '$&$&')}'` : `"${part}"`;
    })
    .join(' ');
}
