import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import { openWorkshop, runChecks } from '../../../src/editor/practice/running/checkRun';
import { until } from '../kit/app';

describe('a run of checks', () => {
  it('reads no more of a report than fits, however long what runs makes it', async () => {
    const workshop = await openWorkshop([]);
    try {
      fs.truncateSync(workshop.report, 2 ** 40);
      assert.deepEqual(await workshop.news(), []);
    } finally {
      await workshop.remove();
    }
  });

  it('ends what it started where its listener fails', async function () {
    const found = spawnSync('python3', ['--version']).status === 0;
    if (process.platform === 'win32' || !found) this.skip();
    const code = [
      'import os, sys, time',
      'print(f"pid {os.getpid()}.", flush=True)',
      'time.sleep(1)',
      `open(sys.argv[2], "a").write('{"event":"end"}\\n')`,
      'time.sleep(600)',
    ].join('\n');
    const python = ['python3', '-c', code] as const;
    let printed = '';
    const listener = {
      opened: () => undefined,
      event: () => assert.fail('failed'),
      print: (piece: unknown) => (printed += JSON.stringify(piece)),
    };
    const request = { python, folder: os.tmpdir(), checks: [], labels: [], limit: 60 };
    await assert.rejects(
      runChecks(request, listener, () => false),
      /failed/,
    );
    const pid = Number(/pid (\d+)\./.exec(printed)?.[1]);
    assert.ok(pid > 0, printed);
    await until('it has ended', () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    });
  });
});
