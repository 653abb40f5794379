import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { projectFolder } from './project';

/**
 * Packages an extension without a build step, such as a fixture, as a .vsix.
 *
 * @throws Error if its manifest is invalid.
 */
export function packageExtension(folder: string, vsix: string): void {
  // The program, like its API, prints a list of files and irrelevant warnings.
  const vsce = path.join(projectFolder(), 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--out', vsix];
  execFileSync(process.execPath, [vsce, 'package', '--skip-license', ...options], {
    cwd: folder,
    stdio: 'pipe',
  });
}
