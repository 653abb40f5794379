/** Shared by the benchmarks that measure inside VS Code. */
import * as path from 'node:path';
import { manifest, projectFolder } from '../host/project';
import { installVsix } from '../host/server';
import { runInVSCode, type SessionOptions } from '../host/session';
import { measuredMark } from './activation';

/** Installs this extension from its .vsix and returns the folder of extensions that contains it. */
export async function installThis(temporary: string): Promise<string> {
  const extensionsFolder = path.join(temporary, 'extensions');
  const vsix = path.join(projectFolder(), `${manifest().name}.vsix`);
  const dataFolder = path.join(temporary, 'install');
  await installVsix(vsix, { version: 'newest', dataFolder, extensionsFolder });
  return extensionsFolder;
}

/**
 * Runs a driver in a new VS Code and returns its measurements.
 *
 * @param driver the file's name without `.ts`
 * @throws Error with the end of the log if the driver fails or prints no measurement.
 */
export async function measureInVSCode<T>(
  driver: string,
  options: Pick<SessionOptions, 'extensionsFolder' | 'env' | 'limitMs' | 'without'>,
): Promise<T> {
  const root = projectFolder();
  const log: string[] = [];
  const code = await runInVSCode({
    ...options,
    version: 'newest',
    extension: path.join(root, 'test', 'bench', 'fixtures', 'driver'),
    tests: path.join(root, 'out', 'test', 'bench', `${driver}.js`),
    onLog: message => log.push(message),
  });
  const line = log.findLast(message => message.startsWith(measuredMark));
  if (code !== 0 || line === undefined) {
    throw new Error(`The measurement failed:\n${log.slice(-10).join('\n')}`);
  }
  return JSON.parse(line.slice(measuredMark.length)) as T;
}
