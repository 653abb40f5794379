import { execFileSync } from 'node:child_process';

/** The ids of the extension hosts below VS Code's server; none if processes cannot be listed. */
export function extensionHosts(server: number): number[] {
  if (process.platform === 'win32') return [];
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(match => match !== null)
    .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: args! }));
  const below = new Set([server]);
  for (let before = 0; before !== below.size;) {
    before = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  return processes
    .filter(({ pid, args }) => below.has(pid) && args.includes('--type=extensionHost'))
    .map(({ pid }) => pid);
}

/** Ends a process at once. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}
