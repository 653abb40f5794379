// Whether a desktop VS Code can be used here, and which.
/* global AbortSignal */
import fs from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';

const root = path.resolve(import.meta.dirname, '../..');
const { engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const downloads = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Why the host replaces the desktop's VS Code, or `undefined` if the desktop's can be used.
 * VSCODE_HOST=desktop or VSCODE_HOST=host decides it.
 */
export async function hostReason() {
  const wanted = process.env.VSCODE_HOST;
  if (wanted === 'desktop') return undefined;
  if (wanted === 'host') return 'VSCODE_HOST=host.';
  if (!hasDisplay()) return 'this machine has no display.';
  try {
    const answer = await fetch(downloads, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? undefined : `VS Code's download answers ${answer.status}.`;
  } catch {
    return "VS Code's download cannot be reached.";
  }
}

export function hasDisplay() {
  return process.platform !== 'linux' || !!(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Downloads a desktop VS Code (once); returns its executable. `oldest` is `engines.vscode`'s. */
export function desktopExecutable(version) {
  return downloadAndUnzipVSCode({
    version: version === 'oldest' ? engines.vscode.replace('^', '') : 'stable',
    cachePath: path.join(root, '.vscode-test'),
  });
}
