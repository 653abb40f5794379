import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { StackSource } from '../../../src/editor/code/stack';
import { planNow } from '../../../src/editor/core/planning';
import type { App } from '../../../src/editor/main/app';
import { clearInterview, keepInterview, wholeScope } from '../../../src/study/plan/interviews';
import { followingProject } from '../../../src/study/plan/projectScope';
import { studyDayOf } from '../../../src/study/studyDay';
import { activeApp, until } from '../kit/app';
import { MemoryMemento } from '../kit/memoryMemento';

describe('what the project uses', () => {
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const file = path.join(folder, 'requirements.txt');
  let app: App;

  before(async () => {
    app = await activeApp();
    await app.study.questions.packs();
  });

  afterEach(() => fs.rm(file, { force: true }));

  const require = (...names: readonly string[]) => fs.writeFile(file, `${names.join('\n')}\n`);

  it('is followed while its requirements change, come and go', async () => {
    const source = new StackSource(new MemoryMemento());
    const { library } = app.study.questions;
    const about = async () => (await source.about(library)).map(({ id }) => id);
    let found = 0;
    source.onDidFind(() => found++);
    try {
      assert.deepEqual(await about(), []);
      await require('channels==4.3.2');
      await until('it is there', async () => (await about()).length > 0);
      const channels = await about();
      assert.equal(await source.about(library), await source.about(library), 'looked up once');
      await require('djangorestframework==3.16');
      await until('it is another one', async () => String(await about()) !== String(channels));
      assert.ok((await about()).length > 0);
      await fs.rm(file);
      await until('it is gone', async () => (await about()).length === 0);
      assert.equal(found, 3);
    } finally {
      source.dispose();
    }
  });

  it('is not what is installed for it', async () => {
    const source = new StackSource(new MemoryMemento());
    const { library } = app.study.questions;
    const other = path.join(folder, '.venv');
    try {
      assert.deepEqual(await source.about(library), []);
      await fs.mkdir(other, { recursive: true });
      await fs.writeFile(path.join(other, 'requirements.txt'), 'channels\n');
      await require('channels');
      await until('it is there', async () => (await source.about(library)).length > 0);
      await fs.rm(file);
      await until('it is gone', async () => (await source.about(library)).length === 0);
    } finally {
      source.dispose();
      await fs.rm(other, { recursive: true, force: true });
    }
  });

  it('is what an interview about it is planned for, and its last known where nothing says', async () => {
    const { study } = app;
    const day = studyDayOf(Date.now(), study.days) + 6;
    const [, other] = study.questions.library.categories;
    const scope = followingProject(wholeScope, [other!.id]);
    const minutes = Array.from({ length: 7 }, () => 20);
    const categories = async () => {
      const { input, isWithoutProject } = (await planNow(study, Date.now()))!;
      const ids = new Set(input.questions.map(({ category }) => category));
      return { ids: [...ids], isWithoutProject };
    };
    await study.store.apply('Set a date', progress =>
      keepInterview(progress, { id: 'stack', name: '', day, minutes, scope }, Date.now()),
    );
    try {
      assert.deepEqual(await categories(), { ids: [other!.id], isWithoutProject: true });
      await require('channels==4.3.2');
      await until('it is planned for', async () => !(await categories()).isWithoutProject);
      const { ids } = await categories();
      const about = await study.project.about(study.questions.library);
      assert.deepEqual(
        ids,
        about.map(({ id }) => id),
      );
      assert.ok(ids.length > 0 && String(ids) !== other!.id);
      await fs.rm(file);
      await until('nothing says it', async () => (await categories()).isWithoutProject);
      assert.deepEqual((await categories()).ids, [other!.id]);
    } finally {
      await study.store.apply('Clear it', progress =>
        clearInterview(progress, 'stack', Date.now()),
      );
    }
  });
});
