import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { panelViewType } from '../../../src/editor/base/ids';
import type { App } from '../../../src/editor/main/app';
import type { ExerciseView } from '../../../src/protocol/exercise';
import type { QuestionView } from '../../../src/protocol/question';
import { noteExerciseChecked, noteExerciseStarted } from '../../../src/study/exercise/progress';
import { resetProgress } from '../../../src/study/progress';
import { activeApp, until } from '../kit/app';
import { FakePage } from '../kit/fakePage';

const id = 'slow-shelf';
const pack = `# Shelf

## Slow shelf? {#${id}}

> Count.

### In short

Join.

### Exercise {kind="repair" minutes="15"}

The shelf is slow. Mend it.

\`\`\`python title="shop/views.py" start
START
\`\`\`

\`\`\`python title="checks/test_shelf.py" check
class ShelfTests(TestCase):
    def test_is_fast(self): ...

    def test_is_whole(self): ...
\`\`\`

\`\`\`python title="shop/views.py" solution
SOLUTION
\`\`\`

#### Hint

FIRST

#### Hint

SECOND

#### After the checks

AFTERWARDS
`;

describe('the exercise of a question', () => {
  let app: App;
  let page: FakePage;
  const folder = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, '.interview');

  const shown = () => {
    const question = page.last('show')?.question as QuestionView | undefined;
    return question?.id === id ? question : undefined;
  };
  const now = () => page.last('exercise')?.exercise as ExerciseView | undefined;
  const all = ['is_fast', 'is_whole'].map(name => `checks.test_shelf.ShelfTests.test_${name}`);
  const check = (passed: readonly string[]) =>
    app.study.store.apply('solved', progress =>
      noteExerciseChecked(progress, id, passed, all, Date.now()),
    );

  before(async () => {
    app = await activeApp();
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'shelf.md'), pack);
    await until('the pack is read', () => app.study.questions.question(id));
    page = new FakePage(panelViewType);
    await (await app.questionPanel()).restore(page.panel, { id, visit: 1 });
    page.send({ type: 'ready' });
    await (await app.questionPanel()).show(id);
    await until('the question is shown', shown);
  });

  after(async () => {
    page.panel.dispose();
    await app.study.store.apply('', progress => resetProgress(progress, Date.now()), 'quiet');
    fs.rmSync(folder, { recursive: true, force: true });
    await until('it is gone', () => !app.study.questions.question(id));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is shown with its question: the task, and neither hints nor files', () => {
    const question = shown();
    assert.deepEqual(
      [question?.exercise?.facts, question?.exercise?.summaryHtml, question?.exercise?.hintCount],
      ['Repair · 15 min', 'The shelf is slow.', 2],
    );
    assert.deepEqual(question?.exercise?.checks, [
      { name: 'Is fast', passed: false },
      { name: 'Is whole', passed: false },
    ]);
    assert.equal(question.sections.length, 1);
    assert.doesNotMatch(JSON.stringify(question), /START|SOLUTION|FIRST|SECOND|AFTERWARDS/);
  });

  it('opens its hints one by one, for good', async () => {
    const { visit } = shown()!;
    page.send({ type: 'openHint', visit, hint: 2 });
    page.send({ type: 'openHint', visit: visit - 1, hint: 1 });
    page.send({ type: 'openHint', visit, hint: 1 });
    await until('the first is open', () => now()?.hintsHtml.length === 1);
    assert.match(now()!.hintsHtml[0]!, /FIRST/);
    page.send({ type: 'openHint', visit, hint: 2 });
    await until('the second is open', () => now()?.hintsHtml.length === 2);
    page.send({ type: 'openHint', visit, hint: 3 });
    await (await app.questionPanel()).show(id);
    await until('it is shown again', () => shown()?.visit !== visit);
    assert.equal(shown()?.exercise?.hintsHtml.length, 2);
  });

  it('tells what passes, that it is solved, and when that is undone', async () => {
    await app.study.store.apply(
      '',
      progress => noteExerciseStarted(progress, id, Date.now()),
      'quiet',
    );
    await check(all.slice(0, 1));
    await until('one passes', () => now()?.checks[0]?.passed && !now()?.checks[1]?.passed);
    assert.deepEqual([now()?.isBegun, now()?.solved], [true, undefined]);
    await check(all);
    await until('it is solved', () => now()?.solved !== undefined);
    assert.match(now()?.afterHtml ?? '', /AFTERWARDS/);
    await app.study.store.undo(Date.now());
    await until('it is not', () => now()?.solved === undefined);
    assert.deepEqual(
      now()?.checks.map(({ passed }) => passed),
      [true, false],
    );
  });

  it('is passed by the filter, and told of by its row', async () => {
    await app.study.setFilter('withExercise');
    assert.equal(app.study.passes(id), true);
    assert.equal(app.study.passes('what-is-django'), false);
    await app.study.setFilter('all');
  });
});
