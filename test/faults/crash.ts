/** Crashes: ends parts of a running VS Code at once, and starts them again. */
import * as fs from 'node:fs';
import { browserProcess } from '../host/chromium';
import { endProcess, extensionHosts } from '../host/processes';
import type { Workbench } from '../workbench/start';

/**
 * - `extension host`: the process that runs the extension; VS Code starts another one by itself.
 * - `browser`: the whole browser; VS Code's server and its extension host keep running.
 * - `everything`: like a power cut.
 * - `tab`: the window is closed without a prompt.
 * - `renderer`: the process that draws the window.
 */
export type Crash = 'extension host' | 'browser' | 'everything' | 'tab' | 'renderer';

/** Finds the target first, so that the shot takes no time. */
export async function aim(workbench: Workbench, crash: Crash): Promise<() => Promise<void>> {
  const { server, browser, page } = workbench.parts;
  switch (crash) {
    case 'extension host': {
      const pids = extensionHosts(server.pid);
      if (pids.length === 0) throw new Error(`No extension host below process ${server.pid}.`);
      return async () => {
        for (const pid of pids) endProcess(pid);
        for (const pid of pids) await gone(pid);
      };
    }
    case 'browser':
    case 'everything': {
      const pid = await browserProcess(browser);
      return async () => {
        const closed = browser.waitForEvent('close', { timeout: 10_000 });
        endProcess(pid);
        if (crash === 'everything') server.stop();
        await closed;
        workbench.vscode.lost('browser');
        if (crash === 'everything') workbench.vscode.lost('server');
      };
    }
    case 'tab':
      return () => page.close();
    case 'renderer': {
      const session = await browser.newCDPSession(page);
      return async () => {
        const crashed = page.waitForEvent('crash', { timeout: 10_000 });
        session.send('Page.crash').catch(() => undefined); // it no longer answers
        await crashed;
        await page.close();
      };
    }
  }
}

/** Restarts what the crash took, as a person would by opening the window again. */
export async function comeBack(workbench: Workbench, crash: Crash): Promise<void> {
  if (crash !== 'extension host') {
    await workbench.open();
    return;
  }
  await workbench.page.reload();
  await workbench.ready();
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      // A zombie process is still in the list, but does nothing.
      if (/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))) return;
    } catch {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
