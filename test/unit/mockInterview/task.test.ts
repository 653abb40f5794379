import assert from 'node:assert/strict';
import type { CodingTask } from '../../../src/study/mockInterview/interview';
import { reportOf } from '../../../src/study/mockInterview/report';
import { reportMarkdown, taskOutcome } from '../../../src/study/mockInterview/reportMarkdown';
import { readInterview, writeInterview } from '../../../src/study/mockInterview/format';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import { abandon, noteTask } from '../../../src/study/mockInterview/steps';
import { pickTask, resultOf } from '../../../src/study/mockInterview/task';
import type { Progress, QuestionRecord } from '../../../src/study/progress';
import { parsePack } from '../../../src/study/pack';
import { readPackFolder } from '../repository';
import { begin } from './arbitraries';
import { format, texts } from './reportTexts';

const { collections } = parsePack(readPackFolder('questions'));
const withExercise = collections
  .flatMap(({ categories }) => categories)
  .flatMap(category => category.questions.map(question => ({ category: category.id, question })))
  .filter(({ question }) => question.exercise !== undefined);
const [first, second] = withExercise;
const solved: QuestionRecord = { exerciseStarted: [5, 5], exerciseSolved: [9, 9] };
const begun: QuestionRecord = { exerciseStarted: [5, 5] };
const settings = { ...defaultInterviewSettings, withTask: true };
const task: CodingTask = { id: 'signals', title: 'A *task*?', minutes: 20 };
const progressOf = (record: QuestionRecord): Progress => new Map([['signals', record]]);

describe('the coding task of an interview', () => {
  it('is of a chosen category, or of any where none of those has an exercise', () => {
    const one = pickTask(
      collections,
      { ...settings, categories: [first!.category] },
      new Map(),
      () => 0,
    );
    assert.equal(one?.id, first!.question.id);
    assert.equal(one.minutes, first!.question.exercise?.minutes);
    const any = pickTask(
      collections,
      { ...settings, categories: ['none'] },
      new Map(),
      () => 0.999,
    );
    assert.equal(any?.id, withExercise.at(-1)!.question.id);
  });

  it('is none that is solved, and one that is begun only where all others are solved', () => {
    const all = withExercise.map(({ question }) => question.id);
    const most: Progress = new Map(
      all.map(id => [id, id === second!.question.id ? begun : solved] as const),
    );
    assert.equal(pickTask(collections, settings, most, () => 0)?.id, second!.question.id);
    const fresh = new Map(most).set(first!.question.id, {});
    assert.equal(pickTask(collections, settings, fresh, () => 0.9)?.id, first!.question.id);
    const none: Progress = new Map(all.map(id => [id, solved] as const));
    assert.equal(
      pickTask(collections, settings, none, () => 0),
      undefined,
    );
  });

  it('has no result before it is begun, and one that stands once it is solved', () => {
    assert.equal(resultOf(task, new Map(), 4), undefined);
    const half = resultOf(task, progressOf({ ...begun, exercisePassed: ['a\nb', 6] }), 4);
    assert.deepEqual([half?.solved, half?.passed, half?.checks], [false, 2, 4]);
    const done = resultOf(task, progressOf({ ...solved, exerciseSeconds: [600, 9] }), 4);
    assert.deepEqual([done?.solved, done?.seconds], [true, 600]);
    const over = { exerciseStarted: [20, 20] as const, exerciseSolved: [9, 9] as const };
    assert.equal(resultOf({ ...task, result: done! }, progressOf(over), 4), done);
  });

  it('is noted once for each result, and comes back as it was stored', () => {
    const interview = { ...begin(1), task };
    const result = resultOf(task, progressOf({ ...solved, exerciseHints: [2, 9] }), 3)!;
    const noted = noteTask(interview, result, interview.updated);
    assert.ok(noted.updated > interview.updated);
    assert.equal(noteTask(noted, { ...result }, noted.updated + 5), noted);
    assert.equal(noteTask(begin(1), result, 5).task, undefined);
    const read = readInterview(JSON.parse(JSON.stringify(writeInterview(noted))));
    assert.equal(read.kind, 'read');
    assert.deepEqual(read.interview.task, noted.task);
    assert.deepEqual(read.problems, []);
  });

  it('that cannot be read is left out, and the interview is kept', () => {
    for (const odd of ['signals', { title: 'no id' }, { id: 5 }, null, []]) {
      const read = readInterview({ ...writeInterview(begin(1)), task: odd });
      assert.equal(read.kind, 'read');
      assert.equal(read.interview.task, undefined);
      assert.equal(read.problems.length, 1);
    }
    const read = readInterview({
      ...writeInterview(begin(1)),
      task: { id: 'signals', result: { solved: 'yes', passed: 5, checks: 2, seconds: -1 } },
    });
    assert.equal(read.kind, 'read');
    const { result, title } = read.interview.task!;
    assert.equal(title, 'signals');
    assert.deepEqual(
      [result?.solved, result?.passed, result?.checks, result?.seconds],
      [false, 5, 5, 0],
    );
  });

  it('is told in the report, also of an interview that was ended early', () => {
    const result = { seconds: 720, hints: 0, solutionSeen: false, passed: 4, checks: 4 };
    const outcome = (changes: Partial<CodingTask>) =>
      taskOutcome({ ...task, ...changes }, texts.task, format);
    assert.equal(outcome({}), 'Not begun · 20 min');
    assert.equal(
      outcome({ result: { ...result, solved: true } }),
      'Solved in 720 s · 4 of 4 checks · No hints',
    );
    assert.equal(
      outcome({ result: { ...result, solved: false, passed: 1, hints: 2, solutionSeen: true } }),
      'Not solved · 1 of 4 checks · 2 hints · Seen',
    );
    const ended = abandon({ ...begin(1), task: { ...task, id: 'question-9' } }, 5);
    const markdown = reportMarkdown(reportOf(ended, []), texts, format);
    assert.match(
      markdown,
      /## Task\n\n\[A \*task\*\?\]\(<vscode:\/\/study\/question-9>\) – Not begun/,
    );
    assert.match(markdown, /No score\./);
  });
});
