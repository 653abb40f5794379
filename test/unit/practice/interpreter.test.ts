import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  canMakeEnvironment,
  installInto,
  isAtLeast,
  isEnough,
  makeEnvironment,
  pythonsOnPath,
  readFacts,
  tryPython,
} from '../../../src/editor/practice/running/interpreter';

describe('A Python for the checks', () => {
  const python = (version: string, django: string, ...missing: readonly string[]) => ({
    command: ['python3'] as const,
    facts: { version, django, missing },
  });

  it('needs Django 5.2, and what the exercise imports', () => {
    assert.ok(isEnough(python('3.12.1', '5.2')));
    assert.ok(isEnough(python('3.13.0', '6.1.2')));
    assert.ok(!isEnough(python('3.12.1', '5.1.9')));
    assert.ok(!isEnough(python('3.12.1', '')));
    assert.ok(!isEnough(python('3.12.1', '5.2', 'rest_framework')));
    assert.ok(!isEnough({ command: ['python3'] }));
  });

  it('can get one in an environment where it is 3.10 or newer', () => {
    assert.ok(canMakeEnvironment(python('3.10.0', '')));
    assert.ok(!canMakeEnvironment(python('3.9.18', '4.2')));
    assert.ok(!canMakeEnvironment(python('2.7.18', '')));
  });

  it('sets up an environment by its own modules, not by those of the working directory', async function () {
    this.timeout(60_000); // it starts Python
    const [python] = await pythonsOnPath();
    if (!python) this.skip();
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-python-'));
    try {
      const ran = 'open("ran", "w").close()\n';
      for (const module of ['pip', 'venv']) {
        fs.mkdirSync(path.join(place, module));
        fs.writeFileSync(path.join(place, module, '__init__.py'), '');
        fs.writeFileSync(path.join(place, module, '__main__.py'), ran);
      }
      for (const command of [makeEnvironment(python, '--help'), installInto(python, ['--help'])]) {
        spawnSync(command[0] ?? '', command.slice(1), { cwd: place });
        assert.equal(fs.existsSync(path.join(place, 'ran')), false, command.join(' '));
      }
    } finally {
      fs.rmSync(place, { recursive: true, force: true });
    }
  });

  it('is asked what it has without running files of the temporary folder', async function () {
    this.timeout(60_000);
    const [python] = await pythonsOnPath();
    if (!python || process.platform === 'win32') this.skip(); // TMPDIR is for the others
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-python-'));
    const before = process.env.TMPDIR;
    try {
      for (const module of ['json', 'importlib', 'django', 'sys']) {
        const text = `open(${JSON.stringify(path.join(place, 'ran'))}, "w").close()\n`;
        fs.writeFileSync(path.join(place, `${module}.py`), text);
      }
      process.env.TMPDIR = place;
      const { facts, problem } = await tryPython(python, ['json']);
      assert.equal(fs.existsSync(path.join(place, 'ran')), false);
      assert.deepEqual(facts?.missing, [], problem);
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      fs.rmSync(place, { recursive: true, force: true });
    }
  });

  it('compares versions by their numbers', () => {
    assert.ok(isAtLeast('3.12', '3.9'));
    assert.ok(isAtLeast('5.2b1', '5.2'));
    assert.ok(!isAtLeast('', '5.2'));
    assert.ok(!isAtLeast('x.y', '5.2'));
  });

  it('is known by what it prints last', () => {
    assert.deepEqual(readFacts('a warning\n\x1e["3.12.1", "6.1", []]\n'), {
      version: '3.12.1',
      django: '6.1',
      missing: [],
    });
    for (const bad of ['', 'Python was not found', '\x1e[]', '\x1e{"a":1}', '\x1e[1,2,3]']) {
      assert.equal(readFacts(bad), undefined, bad);
    }
  });
});
