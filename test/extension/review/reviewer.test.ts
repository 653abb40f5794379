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
  /** Called while the panel draws the next question. */
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
    const panel: Pick<
      QuestionPanel,
      'show' | 'post' | 'refreshReview' | 'showsSummary' | 'showSummary'
    > = {
      showsSummary: false,
      showSummary: () => Promise.resolve(),
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

  /** Another window changes the question being shown, and this one is notified. */
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

  /** Called while the rating is being written to disk. */
  async function rateAnd(act: () => unknown): Promise<QuestionId> {
    const rated = study.current!.id;
    const rating = reviewer.rate(3);
    act();
    await rating;
    assert.equal(reviewsOf(study.store.progress.get(rated)).length, 1, 'it was not kept');
    return rated;
  }

  it('leaves the panel closed when it is closed meanwhile, and goes on later', async () => {
    const rated = await rateAnd(() => study.setCurrent(undefined));
    const shown = () => study.current?.id;
    assert.equal(shown(), undefined);
    await reviewer.start();
    assert.ok(shown() !== undefined && shown() !== rated);
  });

  it('leaves the question open that is opened meanwhile', async () => {
    const other = study.questions.library.questions.at(-1)!.id;
    await rateAnd(() => study.setCurrent(other));
    assert.equal(study.current?.id, other);
  });

  it('stays ended or paused when it is ended or paused meanwhile', async () => {
    const first = await rateAnd(() => reviewer.pause());
    const shown = () => study.current?.id;
    assert.equal(shown(), first, 'nothing was asked');
    await reviewer.start();
    assert.notEqual(shown(), first);
    const last = await rateAnd(() => void reviewer.end());
    assert.equal(shown(), last);
    assert.equal(reviewer.isOpen, false);
  });

  it('does so too where that happens while the next question is looked for', async () => {
    const other = study.questions.library.questions.at(-1)!.id;
    const shown = () => study.current?.id;
    const looking = async (act: () => unknown) => {
      const rated = shown()!;
      let asked = 0;
      const schedule = () => {
        // First for the rating, then for what is next.
        if (++asked === 2) act();
        return Study.prototype.schedule.call(study);
      };
      Object.assign(study, { schedule });
      await reviewer.rate(3);
      Object.assign(study, { schedule: () => Study.prototype.schedule.call(study) });
      assert.equal(reviewsOf(study.store.progress.get(rated)).length, 1, 'it was not kept');
      return rated;
    };
    await looking(() => study.setCurrent(other));
    assert.equal(shown(), other);
    await reviewer.start();
    await looking(() => study.setCurrent(undefined));
    assert.equal(shown(), undefined);
    await reviewer.start();
    const first = await looking(() => reviewer.pause());
    assert.equal(shown(), first, 'nothing was asked');
    await reviewer.start();
    assert.notEqual(shown(), first);
    const last = await looking(() => void reviewer.end());
    assert.equal(shown(), last);
    assert.equal(reviewer.isOpen, false);
  });

  it('takes one of two keys that are pressed at once', async () => {
    const first = study.current!.id;
    await Promise.all([reviewer.skip(), reviewer.rate(1), reviewer.skip()]);
    assert.equal(reviewsOf(study.store.progress.get(first)).length, 0);
    const second = study.current!.id;
    assert.notEqual(second, first);
    await rateAnd(() => void reviewer.skip());
    assert.notEqual(study.current?.id, second);
    assert.equal(reviewsOf(study.store.progress.get(study.current!.id)).length, 0);
  });
});
