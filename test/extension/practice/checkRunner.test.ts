import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { HumanError } from '../../../src/editor/base/log';
import { keepOwn } from '../../../src/editor/practice/authors';
import { CheckRunner } from '../../../src/editor/practice/checkRunner';
import { complete, Exercises, type LoadedExercise } from '../../../src/editor/practice/exercises';
import { openFolder, type ExerciseFolder } from '../../../src/editor/practice/folders';
import type { RunResult } from '../../../src/editor/practice/solved';
import type { Exercise } from '../../../src/study/exercise/exercise';
import { djangoPython } from '../../host/djangoPython';
import { projectFolder } from '../../host/project';
import { activeApp, until } from '../kit/app';

const views = `from django.http import HttpResponse

from .models import Book


def book_list(request):
    names = [book.author.name for book in Book.objects.all()]
    return HttpResponse(", ".join(names))


def book_detail(request, slug):
    return HttpResponse(slug)
`;

const checks = `import sys

from django.test import TestCase

from shop.models import Author, Book


class BookListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for number in range(3):
            author = Author.objects.create(name=f"Author {number}")
            Book.objects.create(title=f"Book {number}", slug=f"book-{number}", author=author, price=1)

    def test_asks_once(self):
        """The list asks the database once."""
        print("what the first check prints")
        with self.assertNumQueries(1):
            self.client.get("/books/")

    def test_names_authors(self):
        """The list still names the authors."""
        text = self.client.get("/books/").content.decode()
        self.assertEqual(text, "Author 0, Author 1, Author 2", "Keep the names, and their order")
`;

const exercise: Exercise = {
  kind: 'repair',
  task: 'Make it fast.',
  start: [{ path: 'shop/views.py', text: views, line: 0 }],
  checks: [{ path: 'checks/test_books.py', text: checks, line: 0 }],
  solution: [
    {
      path: 'shop/views.py',
      text: views.replace('Book.objects.all()', 'Book.objects.select_related("author")'),
      line: 0,
    },
  ],
  hints: [],
};

/** A run's report on a check. */
interface Told {
  state: string;
  message?: vscode.TestMessage;
  output: string;
}

describe('the checks of an exercise, with a real Django', () => {
  let python: string | undefined;
  let root: string;
  let folder: ExerciseFolder;
  let loaded: LoadedExercise;
  let runner: CheckRunner;
  let context: vscode.ExtensionContext;
  let results: RunResult[];
  let controller: vscode.TestController;
  let output: string;

  const setting = (name: string, value: unknown) =>
    vscode.workspace
      .getConfiguration('djangoInterview.practice')
      .update(name, value, vscode.ConfigurationTarget.Global);
  const file = (name: string) => path.join(folder.path, ...name.split('/'));
  const write = (name: string, text: string) => fs.writeFileSync(file(name), text);

  before(async function () {
    this.timeout(300_000);
    python = await djangoPython();
    if (python === undefined) this.skip();
    await setting('python', python);
    const app = await activeApp();
    context = app.context;
    const shop = path.join(projectFolder(), 'questions', 'bookshop');
    const bookshop = fs
      .readdirSync(shop, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(py|html)$/.test(name))
      .map(name => ({
        path: name.split(path.sep).join('/'),
        text: fs.readFileSync(path.join(shop, name), 'utf8'),
      }));
    loaded = complete(app.study.questions.question('signals')!, exercise, bookshop);
    results = [];
    const exercises = new Exercises(app.study, app.context.extensionUri);
    runner = new CheckRunner(context, exercises, result => results.push(result));
    controller = vscode.tests.createTestController('of a test', 'of a test');
  });

  beforeEach(async () => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-checks-'));
    folder = await openFolder(root, 'signals', loaded.files, Date.now());
    await keepOwn(context.globalState, folder.path);
    results.length = 0;
    output = '';
  });

  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  after(async () => {
    if (python === undefined) return;
    controller.dispose();
    for (const name of ['python', 'timeLimit']) await setting(name, undefined);
  });

  /** Runs all checks; returns the report on each, by the name of its method. */
  async function run(
    token: vscode.CancellationToken = new vscode.CancellationTokenSource().token,
    one = loaded,
  ): Promise<Readonly<Record<string, Told>>> {
    const told: Record<string, Told> = {};
    const of = (item: vscode.TestItem) =>
      (told[item.id.split('.').at(-1)!] ??= { state: '', output: '' });
    const state = (name: string) => (item: vscode.TestItem, message?: unknown) => {
      of(item).state = name;
      const first: unknown = Array.isArray(message) ? message[0] : message;
      if (first instanceof vscode.TestMessage) of(item).message = first;
    };
    const fake = {
      started: state('started'),
      passed: state('passed'),
      failed: state('failed'),
      errored: state('errored'),
      skipped: state('skipped'),
      appendOutput: (text: string, _location?: vscode.Location, item?: vscode.TestItem) => {
        output += text;
        if (item) of(item).output += text;
      },
    };
    const items = one.checks.map(({ id, name }) => controller.createTestItem(id, name));
    await runner.run(
      {
        folder,
        loaded: one,
        exercise: controller.createTestItem('exercise', 'exercise'),
        checks: new Map(items.map(item => [item.id, item])),
      },
      fake as unknown as vscode.TestRun,
      token,
      false,
    );
    return told;
  }
  const words = (message: vscode.TestMessage | undefined) => {
    assert.equal(typeof message?.message, 'string');
    return message!.message as string;
  };
  const place = (message: vscode.TestMessage | undefined) => {
    const { uri, range } = message!.location!;
    return `${path.relative(folder.path, uri.fsPath).split(path.sep).join('/')}:${range.start.line + 1}`;
  };

  it('fail at their line, with what was expected and what was there', async () => {
    const told = await run();
    assert.equal(told.test_asks_once!.state, 'failed', output);
    const { message } = told.test_asks_once!;
    assert.equal(place(message), 'checks/test_books.py:18');
    assert.deepEqual([message!.expectedOutput, message!.actualOutput], ['1', '4']);
    assert.match(told.test_asks_once!.output, /what the first check prints/);
    assert.equal(told.test_names_authors!.state, 'passed');
    assert.deepEqual(
      results.map(({ passed, failed }) => [passed.length, failed.length]),
      [[1, 1]],
    );
    assert.equal(fs.existsSync(file('shop/__pycache__')), false, 'nothing is left in the folder');
  });

  it('pass when it is solved', async () => {
    write('shop/views.py', exercise.solution[0]!.text);
    const told = await run();
    assert.deepEqual(
      Object.values(told).map(({ state }) => state),
      ['passed', 'passed'],
      output,
    );
    assert.equal(results[0]!.failed.length, 0);
  });

  it('say first what the check says, when it says something', async () => {
    write('shop/views.py', views.replace('", ".join(names)', '"nothing"'));
    const { message } = (await run()).test_names_authors!;
    assert.match(words(message), /^Keep the names, and their order\n\n/);
    assert.deepEqual(
      [message!.expectedOutput, message!.actualOutput],
      ['Author 0, Author 1, Author 2', 'nothing'],
    );
  });

  it('show a syntax error at its line', async () => {
    write('shop/views.py', views.replace('def book_detail(request, slug):', 'def book_detail('));
    const told = await run();
    for (const { state, message } of Object.values(told)) {
      assert.equal(state, 'errored');
      assert.match(words(message), /^SyntaxError: /);
      assert.match(place(message), /^shop\/views\.py:1[12]$/);
    }
  });

  it('show an error of the person’s code where it is', async () => {
    write('shop/views.py', views.replace('book.author.name', 'book.writer.name'));
    const { state, message } = (await run()).test_names_authors!;
    assert.equal(state, 'errored');
    assert.match(words(message), /^AttributeError: .*writer/);
    assert.equal(place(message), 'shop/views.py:7');
    assert.ok(message!.stackTrace!.length >= 2);
  });

  it('stop an endless loop, and say where it was', async () => {
    // It includes the start of Python and Django, which takes seconds on a busy machine.
    await setting('timeLimit', 7);
    write(
      'shop/views.py',
      views.replace('    names =', '    while True:\n        pass\n    names ='),
    );
    const told = await run();
    await setting('timeLimit', undefined);
    const { state, message } = told.test_asks_once!;
    assert.equal(state, 'errored', output);
    assert.match(words(message), /Stopped after 7 seconds.*shop\/views\.py, line [78]/);
    assert.match(place(message), /^shop\/views\.py:[78]$/);
    assert.equal(told.test_names_authors!.state, 'errored');
  });

  it('cut megabytes of what is printed', async () => {
    write('shop/views.py', views.replace('    names =', '    print("x" * 5_000_000)\n    names ='));
    const told = await run();
    assert.equal(told.test_names_authors!.state, 'passed');
    assert.ok(output.length < 300_000, String(output.length));
    assert.match(told.test_names_authors!.output, /… \+49\d{5}/);
  });

  it('say so where a file was deleted or renamed', async () => {
    fs.renameSync(file('shop/views.py'), file('shop/my_views.py'));
    const told = await run();
    assert.equal(told.test_asks_once!.state, 'errored');
    assert.match(words(told.test_asks_once!.message), /ImportError: .*views/);
    fs.rmSync(file('manage.py'));
    const again = await run();
    assert.match(words(again.test_asks_once!.message), /manage\.py/);
  });

  it('run as they were written where the person has changed them', async () => {
    write('checks/test_books.py', checks.replace('assertNumQueries(1)', 'assertNumQueries(4)'));
    const { state, message } = (await run()).test_asks_once!;
    assert.equal(state, 'failed');
    assert.equal(message!.location!.uri.scheme, 'django-exercise');
    assert.match(output, /Not as in the exercise: checks\/test_books\.py/);
    assert.match(fs.readFileSync(file('checks/test_books.py'), 'utf8'), /assertNumQueries\(4\)/);
  });

  it('say so where the code ends Python', async () => {
    write('shop/views.py', views.replace('    names =', '    import os; os._exit(3)\n    names ='));
    const told = await run();
    assert.equal(told.test_asks_once!.state, 'errored');
    assert.match(words(told.test_asks_once!.message), /exit code 3/);
  });

  it('end when they are cancelled, with all that they have started', async () => {
    const mark = path.join(root, 'child.pid');
    const code = `    import subprocess, sys
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    open(${JSON.stringify(mark)}, "w").write(str(child.pid))
    child.wait()
`;
    write('shop/views.py', views.replace('    names =', `${code}    names =`));
    const source = new vscode.CancellationTokenSource();
    const running = run(source.token);
    await until('the child runs', () => fs.existsSync(mark) && fs.readFileSync(mark, 'utf8'));
    source.cancel();
    const told = await running;
    assert.equal(told.test_asks_once!.state, 'started');
    assert.deepEqual(results, []);
    const pid = Number(fs.readFileSync(mark, 'utf8'));
    await until('the child has ended', () => {
      try {
        process.kill(pid, 0);
        // One that nobody waits for is still listed.
        return process.platform === 'linux' && isZombie(pid);
      } catch {
        return true;
      }
    });
  });

  it('name a class that cannot be set up, and a check that cannot be imported', async () => {
    const broken = {
      ...exercise,
      checks: [
        {
          path: 'checks/test_books.py',
          text: checks.replace('Author.objects.create(name', 'Author.objects.create(nome'),
          line: 0,
        },
        {
          path: 'checks/test_new.py',
          text: 'from django.test import TestCase\nfrom shop.new import it\n\n\nclass New(TestCase):\n    def test_it(self):\n        it()\n',
          line: 0,
        },
      ],
    };
    const one = complete(loaded.question, broken, loaded.files);
    const told = await run(undefined, one);
    assert.match(words(told.test_asks_once!.message), /TypeError: .*nome/);
    const { uri, range } = told.test_it!.message!.location!;
    assert.match(uri.path, /checks\/test_new\.py$/);
    assert.equal(range.start.line, 1);
    assert.match(words(told.test_it!.message), /ModuleNotFoundError: .*shop\.new/);
  });

  it('need a folder that is there', async () => {
    fs.rmSync(folder.path, { recursive: true });
    await assert.rejects(run(), HumanError);
  });
});

function isZombie(pid: number): boolean {
  return /^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
