import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { QuestionPanel } from '../../../src/editor/question/questionPanel';
import { Reviewer } from '../../../src/editor/review/reviewer';
import { ProgressStore } from '../../../src/editor/core/storage/progressStore';
import { Study } from '../../../src/editor/core/study';
import { addReview, reviewsOf, setMark, type Progress } from '../../../src/study/progress';
import type { QuestionId } from '../../../src/study/question';
import { activeApp, until } from '../kit/app';
import { MemoryMemento } from '../kit/memoryMemento';

describe('a review, while a rating is being kept', () => {
  let folder: string;
  let stores: ProgressStore[];
  let study: Study;
  let reviewer: Reviewer;
  /** What happens while the panel draws the next question. */
  let meanwhile: ((shown: QuestionId) => Promise<unknown>) | undefined;

  function open(): ProgressStore {
    const store = new ProgressStore({
      state: new MemoryMemento(),
      folder: vscode.Uri.file(folder),
    });
    stores.push(store);
    return store;
  }

  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'review-'));
    stores = [];
    meanwhile = undefined;
    const app = await activeApp();
    study = new Study(app.study.questions, open(), new MemoryMemento());
    const panel: Pick<QuestionPanel, 'show' | 'post' | 'refreshReview' | 'showsSummary'> = {
      showsSummary: false,
      post: () => undefined,
      refreshReview: () => undefined,
      async show(id) {
        study.setCurrent(id);
        const happens = meanwhile;
        meanwhile = undefined;
        await happens?.(id);
      },
    };
    reviewer = new Reviewer(study, panel as QuestionPanel);
    await reviewer.start();
  });

  afterEach(async () => {
    reviewer.dispose();
    study.dispose();
    for (const store of stores) store.dispose();
    await fs.rm(folder, { recursive: true, force: true });
  });

  /** Another window changes the question that is just being shown, and this one hears of it. */
  async function elsewhere(
    change: (id: QuestionId, progress: Progress) => Progress,
  ): Promise<QuestionId> {
    let changed: QuestionId | undefined;
    meanwhile = async shown => {
      changed = shown;
      await open().apply('elsewhere', progress => change(shown, progress));
      await study.store.refresh();
    };
    await reviewer.rate(3);
    assert.ok(changed);
    return changed;
  }

  it('asks no question that another window rates meanwhile', async () => {
    const rated = await elsewhere((id, progress) =>
      addReview(progress, id, { time: Date.now(), rating: 4, duration: 1 }),
    );
    await until('another question is asked', () => study.current?.id !== rated);
    assert.equal(reviewsOf(study.store.progress.get(rated)).length, 1);
  });

  it('asks no question that another window suspends meanwhile', async () => {
    const suspended = await elsewhere((id, progress) =>
      setMark(progress, [id], 'suspended', true, Date.now()),
    );
    await until('another question is asked', () => study.current?.id !== suspended);
  });

  it('asks the question again whose rating is taken back meanwhile', async () => {
    const first = study.current?.id;
    meanwhile = () => study.store.undo(Date.now());
    await reviewer.rate(3);
    await until('it is asked again', () => study.current?.id === first);
  });
});
