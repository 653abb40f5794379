import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * The folder of this repository. Found from the running file (a bundle below out/) rather than by
 * counting `..`, so that it works in every bundle.
 */
export function projectFolder(): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, 'esbuild.js'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`No project folder above ${__dirname}.`);
    folder = parent;
  }
  return folder;
}

/** The fields of a package.json that the tests need. */
export interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly main: string;
  readonly files: readonly string[];
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** The manifest of this extension, or of the one in `folder`. */
export function manifest(folder = projectFolder()): Manifest {
  const file = path.join(folder, 'package.json');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
}
