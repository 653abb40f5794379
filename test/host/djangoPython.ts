/** Finds a Python with Django: the one for the answers' code, which is set up if missing. */
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { projectFolder } from './project';

/**
 * The executable of a Python with Django 5.2. Without one, prints the reason and returns
 * `undefined`; if `CI` is set, that is an error.
 */
export async function djangoPython(): Promise<string | undefined> {
  const root = projectFolder();
  const script = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import environment
from pathlib import Path
print(environment.ensure(environment.RELEASES[0], Path(sys.argv[2]).resolve()))
`;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const args = ['-c', script, path.join(root, 'test', 'answers'), path.join(root, '.vscode-test')];
  const { program, problem } = await new Promise<{ program?: string; problem: string }>(resolve => {
    execFile(python, args, { timeout: 300_000 }, (error, stdout, stderr) => {
      const last = stdout.trim().split('\n').at(-1) ?? '';
      if (error === null && last !== '') resolve({ program: last, problem: '' });
      else resolve({ problem: `${error?.message ?? 'no answer'}\n${stderr.trim()}` });
    });
  });
  if (program !== undefined) return program;
  const reason = `NO CHECK OF AN EXERCISE WAS RUN: there is no Python with Django.\n${problem}`;
  if (process.env.CI) throw new Error(reason);
  console.log(reason);
  return undefined;
}
