import { spawn } from 'node:child_process';
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import { atExit, killTree } from './cleanup';
import { projectFolder } from './project';

/** Parts to fetch from the npm registry; each is a folder beside this file with a lockfile. */
export type Part = 'newest' | 'oldest' | 'ripgrep' | 'chromium';

const parts: Readonly<
  Record<Part, { readonly title: string; readonly finish: (folder: string) => Promise<void> }>
> = {
  newest: { title: 'the newest VS Code', finish: installServerPackages },
  oldest: { title: 'the oldest supported VS Code', finish: installServerPackages },
  ripgrep: { title: 'ripgrep for it', finish: () => Promise.resolve() },
  chromium: { title: 'Chromium', finish: unpackChromium },
};

/** Change it when a part's `finish` changes, so that earlier installs are replaced. */
const recipe = '1';

/**
 * Returns the folder of an installed part, below `.vscode-test/host/`; fetches it on first use.
 *
 * The folder's name contains a hash of the lockfile and is only given once complete: a
 * half-finished install never passes for a whole one, and two processes may install at once.
 */
export async function install(part: Part): Promise<string> {
  const source = path.join(projectFolder(), 'test', 'host', part);
  const files = ['package.json', 'package-lock.json'];
  const hash = crypto.createHash('sha256').update(recipe);
  for (const file of files) hash.update(fs.readFileSync(path.join(source, file)));
  for (const file of fs.readdirSync(nativesFolder()).sort()) {
    hash.update(fs.readFileSync(path.join(nativesFolder(), file)));
  }
  const home = path.join(projectFolder(), '.vscode-test', 'host');
  const folder = path.join(home, `${part}-${hash.digest('hex').slice(0, 12)}`);
  if (fs.existsSync(folder)) return folder;

  const started = Date.now();
  const { title, finish } = parts[part];
  process.stderr.write(`Fetching ${title} from the npm registry (once)...\n`);
  fs.mkdirSync(home, { recursive: true });
  removeLeftovers(home, part);
  const partial = `${folder}.partial-${process.pid}`;
  const discard = atExit(() => fs.rmSync(partial, { recursive: true, force: true }));
  try {
    fs.mkdirSync(partial);
    for (const file of files) fs.copyFileSync(path.join(source, file), path.join(partial, file));
    await npm(['ci', '--ignore-scripts'], partial);
    await finish(partial);
    try {
      fs.renameSync(partial, folder);
    } catch (error) {
      if (!fs.existsSync(folder)) throw error; // another process was faster
    }
  } finally {
    discard();
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  process.stderr.write(`Fetched ${title} in ${seconds} s.\n`);
  return folder;
}

/** Removes other versions of a part, and leftovers of installs whose process is gone. */
function removeLeftovers(home: string, part: Part): void {
  for (const name of fs.readdirSync(home)) {
    if (!name.startsWith(`${part}-`)) continue;
    const owner = /\.partial-(\d+)$/.exec(name)?.[1];
    if (owner !== undefined && isRunning(Number(owner))) continue;
    fs.rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Stand-ins for packages of native code, which `--ignore-scripts` leaves unbuilt. */
function nativesFolder(): string {
  return path.join(projectFolder(), 'test', 'host', 'natives');
}

/** VS Code's own packages. Its lockfile is slightly out of step, so `npm ci` refuses it. */
async function installServerPackages(folder: string): Promise<void> {
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(['install', '--omit=dev', '--ignore-scripts'], vscode);
  const replace = (name: string, replacement: string) => {
    const file = path.join(vscode, 'node_modules', name, 'index.js');
    if (fs.existsSync(file)) fs.copyFileSync(path.join(nativesFolder(), replacement), file);
  };
  replace('@vscode/spdlog', 'spdlog.js');
  replace('@vscode/native-watchdog', 'watchdog.js');
  replace('native-watchdog', 'watchdog.js'); // its name in 1.100
}

/** The package contains Chromium compressed with Brotli, which Node can decompress itself. */
async function unpackChromium(folder: string): Promise<void> {
  const packed = path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin');
  const read = (name: string) =>
    zlib.brotliDecompressSync(fs.readFileSync(path.join(packed, name)));
  fs.writeFileSync(path.join(folder, 'chromium'), read('chromium.br'), { mode: 0o755 });
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    const archive = path.join(folder, `${name}.tar`);
    fs.writeFileSync(archive, read(`${name}.tar.br`));
    await run('tar', ['-xf', archive], folder);
    fs.rmSync(archive);
  }
  fs.rmSync(path.join(folder, 'node_modules'), { recursive: true });
}

async function npm(args: readonly string[], folder: string): Promise<void> {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], folder);
}

/** Runs a program; throws its output if it fails. */
async function run(program: string, args: readonly string[], folder: string): Promise<void> {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    detached: process.platform !== 'win32',
  });
  const kill = atExit(() => killTree(child));
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${output.trim()}`));
    });
  }).finally(kill);
}
