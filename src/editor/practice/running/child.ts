/** Runs a program without a shell, and ends it with everything it started. */
import type { ChildProcess, spawn as spawnOfNode } from 'node:child_process';

/** How a program ended. */
export interface Ended {
  /** `undefined` if it was killed, or could not be started. */
  readonly code: number | undefined;
  /** Why it could not be started. */
  readonly error?: string;
}

export interface Child {
  readonly ended: Promise<Ended>;
  /** Kills it with everything it started; does nothing if it has ended. */
  kill(): void;
}

/** How long to wait for a program's last output after it has ended, in ms. */
const longestDrainMs = 2000;

/** Running programs, so that closing the window can end them. */
const running = new Set<Child>();

/** Kills everything started here. */
export function killAll(): void {
  for (const child of running) child.kill();
}

/**
 * Starts a program. Its standard input stays open as long as this process lives, so that it notices
 * when the editor is gone.
 *
 * @param print receives its output, from both streams, as it arrives
 */
export async function start(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  print: (text: string) => void,
): Promise<Child> {
  const { spawn } = await import('node:child_process');
  const isWindows = process.platform === 'win32';
  const child = spawn(program, args, {
    cwd,
    env,
    shell: false,
    windowsHide: true,
    // A process group of its own can be killed together.
    detached: !isWindows,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', print);
  }
  child.stdin.on('error', () => undefined);
  let isRunning = true;
  const started: Child = {
    ended: new Promise(resolve => {
      const done = (ended: Ended) => {
        isRunning = false;
        running.delete(started);
        resolve(ended);
      };
      child.on('error', error => {
        if (child.pid === undefined) done({ code: undefined, error: error.message });
      });
      child.on('exit', code => {
        // A child process may have outlived it, and holds the streams that are waited for.
        killTree(child, spawn);
        setTimeout(() => done({ code: code ?? undefined }), longestDrainMs);
      });
      child.on('close', code => done({ code: code ?? undefined }));
    }),
    kill: () => {
      if (isRunning) killTree(child, spawn);
    },
  };
  running.add(started);
  return started;
}

function killTree(child: ChildProcess, spawn: typeof spawnOfNode): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const system = process.env.SystemRoot ?? 'C:\\Windows';
    const args = ['/pid', String(pid), '/t', '/f'];
    spawn(`${system}\\System32\\taskkill.exe`, args, { windowsHide: true }).on('error', () =>
      child.kill('SIGKILL'),
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** The editor's environment without variables that would make Python run another project. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  const misleading = ['DJANGO_SETTINGS_MODULE', 'PYTHONPATH', 'PYTHONINSPECT', 'PYTHONSTARTUP'];
  for (const name of [...misleading, 'ELECTRON_RUN_AS_NODE', 'VSCODE_INSPECTOR_OPTIONS']) {
    Reflect.deleteProperty(env, name);
  }
  return { ...env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8' };
}
