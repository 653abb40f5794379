import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { projectFolder } from './project';

/**
 * Packages an extension that has nothing to build, such as a fixture, as a .vsix.
 *
 * @throws Error when its manifest is not in order.
 */
export function packageExtension(folder: string, vsix: string): void {
  // The program prints a list of files and warnings that are of no interest; its API does so too.
  const vsce = path.join(projectFolder(), 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--out', vsix];
  execFileSync(process.execPath, [vsce, 'package', '--skip-license', ...options], {
    cwd: folder,
    stdio: 'pipe',
  });
}
