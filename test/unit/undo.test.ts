import assert from 'node:assert/strict';
import {
  addReview,
  hasMark,
  mergeProgress,
  resetProgress,
  reviewsOf,
  setMark,
  setNote,
  type Progress,
} from '../../src/study/progress';
import {
  beforeOf,
  joinSteps,
  rebaseStep,
  replaySteps,
  undoOf,
  undoSteps,
  type UndoneStep,
  type UndoStep,
} from '../../src/study/undo';

/** A window that performs actions and undoes them. */
class Window {
  progress: Progress = new Map();
  steps: UndoStep[] = [];
  readonly actions: (UndoStep | UndoneStep)[] = [];
  #time = 0;

  do(make: (progress: Progress, time: number) => Progress): void {
    const time = ++this.#time;
    const change = make(this.progress, time);
    const before = beforeOf(change, this.progress);
    const step = { id: `step ${time}`, label: `step ${time}`, time, change, before };
    this.steps.push(step);
    this.actions.push(step);
    this.progress = mergeProgress(this.progress, change);
  }

  /** Extends the last step. */
  goOn(make: (progress: Progress, time: number) => Progress): void {
    const time = ++this.#time;
    const change = make(this.progress, time);
    const joined = joinSteps(this.steps.pop()!, change, time, this.progress);
    assert.ok(joined);
    this.steps.push(joined);
    this.actions.push(joined);
    this.progress = mergeProgress(this.progress, change);
  }

  undo(): void {
    const step = this.steps.pop();
    assert.ok(step);
    const time = ++this.#time;
    const change = undoOf(step.change, step.before, this.progress, time);
    this.actions.push({ undoes: step.id, time, change });
    this.steps = this.steps.map(one => rebaseStep(one, step, change));
    this.progress = mergeProgress(this.progress, change);
  }
}

describe('undo', () => {
  const master = (value: boolean) => (progress: Progress, time: number) =>
    setMark(progress, ['forms'], 'mastered', value, time);
  const note = (text: string) => (progress: Progress, time: number) =>
    setNote(progress, 'forms', text, time);
  const rate = (progress: Progress, time: number) =>
    addReview(progress, 'forms', { time, rating: 3, duration: 0 });
  const mastered = (window: Window) => hasMark(window.progress, 'forms', 'mastered');

  it('goes back through a mark that was set and cleared, step by step', () => {
    const window = new Window();
    for (const value of [true, false, true, false]) window.do(master(value));
    const seen = [mastered(window)];
    while (window.steps.length > 0) {
      window.undo();
      seen.push(mastered(window));
    }
    assert.deepEqual(seen, [false, true, false, true, false]);
  });

  it('goes back through the versions of a note', () => {
    const window = new Window();
    for (const text of ['one', 'two', 'three']) window.do(note(text));
    const seen: (string | undefined)[] = [];
    while (window.steps.length > 0) {
      window.undo();
      seen.push(window.progress.get('forms')?.note?.[0]);
    }
    assert.deepEqual(seen, ['two', 'one', '']);
  });

  it('takes back at once a note that was saved while it was written, also after a reload', () => {
    const window = new Window();
    window.do(note('old'));
    window.do(master(true));
    window.do(note('n'));
    window.goOn(note('ne'));
    window.goOn(note('new'));
    assert.deepEqual(replaySteps([...window.actions].reverse()), window.steps);
    window.steps = replaySteps(window.actions);
    window.undo();
    assert.equal(window.progress.get('forms')?.note?.[0], 'old');
    assert.deepEqual(
      replaySteps(window.actions).map(({ time }) => time),
      [1, 2],
      'what was undone does not come back with its last part',
    );
  });

  it('does not join a note with one that another window has continued since', () => {
    const window = new Window();
    window.do(note('v0'));
    const [last] = window.steps;
    const other = mergeProgress(window.progress, note('v0, theirs')(window.progress, 2));
    const more = note('v0, theirs, mine')(other, 3);
    assert.equal(joinSteps(last!, more, 3, other), undefined);
    assert.ok(joinSteps(last!, more, 3, window.progress));
  });

  it('joins nothing but a note with the same note', () => {
    const step = (make: Progress): UndoStep => ({
      id: 'x',
      label: 'x',
      time: 1,
      change: make,
      before: new Map(),
    });
    const written = setNote(new Map(), 'forms', 'a', 1);
    const cases: readonly [Progress, Progress][] = [
      [written, setNote(new Map(), 'signals', 'b', 2)],
      [written, setMark(new Map(), ['forms'], 'mastered', true, 2)],
      [setMark(new Map(), ['forms'], 'mastered', true, 1), setNote(new Map(), 'forms', 'b', 2)],
      [new Map([...written, ['signals', {}]]), setNote(new Map(), 'forms', 'b', 2)],
      [written, new Map()],
    ];
    for (const [before, now] of cases)
      assert.equal(joinSteps(step(before), now, 2, before), undefined);
  });

  it('takes one review back at a time and remembers nothing else of the record', () => {
    const window = new Window();
    window.do(note('a note'));
    for (let i = 0; i < 3; i++) window.do(rate);
    assert.deepEqual(
      window.steps.slice(1).map(step => step.before.size),
      [0, 0, 0],
    );
    window.undo();
    window.undo();
    assert.equal(reviewsOf(window.progress.get('forms')).length, 1);
    assert.equal(window.progress.get('forms')?.note?.[0], 'a note');
  });

  it('brings no review back with a reset that another window took back meanwhile', () => {
    const window = new Window();
    window.do(rate);
    const [rating] = window.steps;
    window.do(resetProgress);
    const [, reset] = window.steps;
    const theirs = undoOf(rating!.change, rating!.before, window.progress, 9);
    assert.deepEqual(theirs, new Map(), 'after the reset there is nothing to take back');
    const before = mergeProgress(new Map(), rating!.change);
    const both = mergeProgress(window.progress, undoOf(rating!.change, rating!.before, before, 9));
    assert.deepEqual(undoOf(reset!.change, reset!.before, both, 10), new Map());
  });

  it('goes back through resets, and what brought the reviews back between them', () => {
    const window = new Window();
    const restore = (progress: Progress, time: number): Progress => {
      const reviews = progress.get('forms')!.reviews!;
      const back = reviews.map(review => ({ ...review, undone: [false, time] as const }));
      return new Map([['forms', { reviews: back }]]);
    };
    for (const make of [rate, resetProgress, restore, resetProgress]) window.do(make);
    const seen: number[] = [];
    while (window.steps.length > 0) {
      assert.deepEqual(replaySteps([...window.actions].reverse()), window.steps);
      window.undo();
      seen.push(reviewsOf(window.progress.get('forms')).length);
    }
    assert.deepEqual(seen, [1, 0, 1, 0]);
  });

  it('finds nothing to take back of a review that another window took back', () => {
    const window = new Window();
    window.do(rate);
    const [step] = window.steps;
    window.undo();
    assert.equal(undoOf(step!.change, step!.before, window.progress, 9).size, 0);
  });

  it('knows from the journals alone, in any order, what can still be taken back', () => {
    const window = new Window();
    for (const value of [true, false, true]) window.do(master(value));
    window.undo();
    window.do(note('new'));
    window.do(rate);
    window.undo();
    const replayed = replaySteps([...window.actions].reverse());
    assert.deepEqual(replayed, window.steps);
    window.steps = replayed;
    window.undo();
    window.undo();
    assert.equal(mastered(window), true, 'the second step was to clear it');
  });

  it(`forgets all but the last ${undoSteps} steps`, () => {
    const window = new Window();
    for (let i = 0; i < undoSteps + 5; i++) window.do(rate);
    assert.deepEqual(replaySteps(window.actions), window.steps.slice(5));
  });
});
