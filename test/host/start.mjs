// `npm start`: an editor with the extension, on a folder of its own so that progress is kept. The
// desktop's VS Code if there is one (on PATH, or downloaded), else VS Code in the browser.
// VSCODE_HOST=desktop|host chooses; PORT is the browser version's port.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { desktopExecutable, hasDisplay, hostReason } from './desktop.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const home = path.join(root, '.vscode-test', 'start');
const folder = path.join(home, 'study');
fs.mkdirSync(folder, { recursive: true });

/** The window opens on the extension, not on welcomes; a person's own changes are kept. */
const firstSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

function build(...args) {
  const { status } = spawnSync(process.execPath, ['esbuild.js', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** The desktop's VS Code, or `undefined` if the browser must be used. */
async function desktop() {
  if (process.env.VSCODE_HOST === 'host') return undefined;
  const windows = process.platform === 'win32';
  const found = spawnSync('code', ['--version'], { shell: windows, stdio: 'ignore' });
  if (found.status === 0 && hasDisplay()) return { program: 'code', shell: windows };
  const reason = await hostReason();
  if (reason === undefined) return { program: await desktopExecutable('newest'), shell: false };
  console.log(`VS Code opens in the browser: ${reason}`);
  return undefined;
}

/**
 * PORT, else always the same one if it is free: the browser keeps the window's layout and the
 * workspace state per address.
 */
async function choosePort() {
  if (process.env.PORT !== undefined) return Number(process.env.PORT);
  const usual = 8057;
  const free = await new Promise(resolve => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(usual, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return free ? usual : undefined;
}

async function serve() {
  build('--tests');
  const settings = path.join(home, 'server', 'data', 'User', 'settings.json');
  if (!fs.existsSync(settings)) {
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, JSON.stringify(firstSettings, undefined, 2));
  }
  const require = createRequire(import.meta.url);
  const { startServer } = require(path.join(root, 'out/test/host/server.js'));
  const { remoteUri } = require(path.join(root, 'out/test/host/session.js'));
  const server = await startServer({
    version: 'newest',
    dataFolder: path.join(home, 'server'),
    port: await choosePort(),
    testDriver: true, // without it a built VS Code accepts no extension from its address
  });
  const development = remoteUri(server.authority, root);
  const address = new URL(`http://${server.authority}/`);
  address.searchParams.set('folder', folder);
  address.searchParams.set('payload', JSON.stringify([['extensionDevelopmentPath', development]]));
  console.log(`\nOpen this address in a browser:\n\n  ${address.href}\n`);
  console.log('Click the speech bubbles in the activity bar. Ctrl+C here stops it.');
  const stop = () => {
    server.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.error(await server.crashed);
  process.exit(1);
}

const editor = await desktop();
if (editor === undefined) {
  await serve();
} else {
  build();
  const args = [`--extensionDevelopmentPath=${root}`, folder];
  spawn(editor.program, args, { stdio: 'inherit', shell: editor.shell }).on('exit', code => {
    process.exitCode = code ?? 0;
  });
}
