import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '../host/cleanup';
import { isWritten, until } from '../workbench/editor';
import { start, type Workbench } from '../workbench/start';

/** Shortcuts in and out of packs, as a person takes them: each test continues from the last. */
describe('packs made, filled and shared by commands', () => {
  const elsewhere = temporaryFolder();
  let workbench: Workbench;
  let page: Page;
  let folder: string;

  const written = (name: string) => fs.readFileSync(path.join(folder, '.interview', name), 'utf8');
  const input = () => workbench.quickInput.input;
  const pick = (text: string) => workbench.quickInput.rows(text).first();

  const answer = (title: string, text: string) => workbench.quickInput.answer(title, text);

  const asked = (question: string) => workbench.quickInput.asks(question);

  /** Chooses a file of the folder for the import. */
  async function importFile(name: string): Promise<void> {
    await workbench.runCommand('Import Questions…');
    await asked('Where are the questions?');
    await pick('Files…').click();
    await workbench.quickInput.enterPath(
      'Import Questions',
      path.join(folder, name),
      'Import Questions',
    );
  }

  const openTab = (name: string) => workbench.editor.shows(name);

  const menu = (label: string, entry: string) => workbench.tree.menu(label, entry);

  before(async () => {
    workbench = await start({ size: { width: 1280, height: 860 } });
    page = workbench.page;
    folder = workbench.folder!;
    await workbench.tree.open();
  });

  after(async () => {
    await workbench.close();
    elsewhere.remove();
  });

  it('asks for a question and its hint, and puts it into a new pack', async () => {
    await workbench.runCommand('Add Question…');
    await answer('The question', 'How do we deploy?');
    await answer('The hint', 'What of running requests?');
    await answer('The new pack', 'Our stack');
    await openTab('our-stack.questions.md');
    assert.equal(
      written('our-stack.questions.md'),
      '# Our stack\n\n## How do we deploy? {#how-do-we-deploy}\n\n> What of running requests?\n\n### In short\n\nWrite the answer here.\n',
    );
    await workbench.tree.row('Our stack');
  });

  it('makes a question of the code that is selected, in a category that is there', async () => {
    fs.writeFileSync(path.join(folder, 'models.py'), 'class Book(Model):\n    """```"""\n');
    await workbench.runCommand('Go to File...');
    await input().fill('models.py');
    await pick('models.py').click();
    await openTab('models.py');
    await page.locator('.editor-instance .view-line', { hasText: 'class' }).first().click();
    await page.keyboard.press('Control+A');
    await workbench.runCommand('New Question from Selection');
    await answer('The question', 'What is wrong with this model?');
    await answer('The hint', '');
    await asked('Where does the question go?');
    await workbench.screenshot('packs-where');
    await pick('Our stack').click();
    await openTab('our-stack.questions.md');
    await until('it is written', () => written('our-stack.questions.md').includes('Book'));
    assert.match(
      written('our-stack.questions.md'),
      /\n\n## What is wrong with this model\? \{#what-is-wrong-with-this-model\}\n\n### In depth\n\n````python\nclass Book\(Model\):\n {4}"""```"""\n````\n$/,
    );
    await page.locator('.sidebar .monaco-list-row', { hasText: /^Our stack\s*0\/2/ }).waitFor();
  });

  it('imports a table after a preview, without what the person left out', async () => {
    fs.writeFileSync(
      path.join(folder, 'asked.csv'),
      'Question;Hint;Answer;Topic\nWhat is ASGI?;Async;An interface;Servers\nWhat is WSGI?;;;Servers\nWhat is a GIL?;;;Python\n;;nothing;\n',
    );
    await importFile('asked.csv');
    await asked('Which questions do you want to import?');
    await page
      .getByText('asked.csv, read as a table · questions: 3 · without an answer: 2')
      .waitFor();
    await page.getByPlaceholder('Left out: without a question: 1.').waitFor();
    assert.ok(!fs.existsSync(path.join(folder, '.interview/asked.questions.md')));
    await workbench.screenshot('packs-import');
    await pick('What is WSGI?').click();
    await workbench.quickInput.accept();
    await page.locator('.quick-input-widget', { hasText: 'The name of the new pack' }).waitFor();
    assert.equal(await input().inputValue(), 'asked');
    await workbench.quickInput.accept();
    await openTab('asked.questions.md');
    assert.equal(
      written('asked.questions.md'),
      '# asked\n\n# Servers\n\n## What is ASGI? {#what-is-asgi}\n\n> Async\n\nAn interface\n\n# Python\n\n## What is a GIL? {#what-is-a-gil}\n',
    );
    await workbench.tree.row('Servers');
  });

  it('imports a table by what the person says its columns are', async () => {
    fs.writeFileSync(
      path.join(folder, 'backwards.csv'),
      'It compares.,What is a lookup?,ORM,7\nIt adds one thing.,What is a mixin?,Views,9\n',
    );
    const assign = async (...names: readonly string[]) => {
      await page.getByRole('button', { name: 'Choose Columns…' }).click();
      for (const [index, name] of names.entries()) {
        await asked(`backwards.csv: what is column ${index + 1} of ${names.length}?`);
        if (index === 0) await page.getByPlaceholder('It compares. · It adds one thing.').waitFor();
        await workbench.quickInput.row(name).click();
      }
    };
    await importFile('backwards.csv');
    await asked('Which questions do you want to import?');
    await pick('It compares.').waitFor();
    await assign('Answer', 'Question', 'Category', 'Leave out');
    await asked('Which questions do you want to import?');
    await pick('What is a lookup?').waitFor();
    await workbench.screenshot('packs-columns');
    await page.getByText('backwards.csv, read as a table · questions: 2').waitFor();

    // Asked again, it knows nothing of the first time, and given up it keeps what was chosen.
    await page.getByRole('button', { name: 'Choose Columns…' }).click();
    await asked('backwards.csv: what is column 1 of 4?');
    await page.keyboard.press('Escape');
    await asked('Which questions do you want to import?');
    await workbench.quickInput.accept();
    await answer('The name of the new pack', 'Backwards');
    await openTab('backwards.questions.md');
    assert.equal(
      written('backwards.questions.md'),
      '# Backwards\n\n# ORM\n\n## What is a lookup? {#what-is-a-lookup}\n\nIt compares.\n\n# Views\n\n## What is a mixin? {#what-is-a-mixin}\n\nIt adds one thing.\n',
    );

    await importFile('backwards.csv');
    await asked('Which questions do you want to import?');
    await assign('Leave out', 'Hint', 'Answer', 'Category');
    await workbench.notification('No column has the questions').waitFor();
    await workbench.notifications.clear();
  });

  it('imports a table in another encoding than UTF-8, and says from which line on', async () => {
    const latin1 = Buffer.from('question\thint\nWhat is a caf\u00e9?\tA place\n', 'latin1');
    fs.writeFileSync(path.join(folder, 'spreadsheet.tsv'), latin1);
    await importFile('spreadsheet.tsv');
    await asked('Which questions do you want to import?');
    await workbench.notification('spreadsheet.tsv is not UTF-8 from line 2 on').waitFor();
    await pick('What is a caf�?').waitFor();
    await page.keyboard.press('Escape');
    assert.ok(!fs.existsSync(path.join(folder, '.interview/spreadsheet.questions.md')));
    await workbench.notifications.clear();
  });

  it('imports JSON, and says what is wrong with a file that is none', async () => {
    const asJson = path.join(folder, 'cards.json');
    fs.writeFileSync(asJson, '[{"front": "What is a manager?", "back": "It makes querysets.",');
    await importFile('cards.json');
    await workbench.notification(/cards\.json/).waitFor();
    await workbench.notifications.clear();
    fs.writeFileSync(asJson, '[{"front": "What is a manager?", "back": "It makes querysets."}]');
    await importFile('cards.json');
    await asked('Which questions do you want to import?');
    await workbench.quickInput.accept();
    await answer('The name of the new pack', 'Cards');
    await openTab('cards.questions.md');
    assert.match(
      written('cards.questions.md'),
      /^# Cards\n\n## What is a manager\? \{#[\w-]+\}\n\nIt makes querysets\.\n$/,
    );
  });

  it('imports any list in Markdown', async () => {
    fs.writeFileSync(
      path.join(folder, 'list.md'),
      '# Asked\n\n1. What is a view?\n2. And a form?\n',
    );
    await importFile('list.md');
    await asked('Which questions do you want to import?');
    await workbench.quickInput.accept();
    await answer('The name of the new pack', 'Last week');
    await openTab('last-week.questions.md');
    assert.match(written('last-week.questions.md'), /^# Asked\n\n## What is a view\? \{#/);
  });

  it('says how a file was read, and reads it another way', async () => {
    fs.writeFileSync(
      path.join(folder, 'notes.md'),
      '## What is a cache?\n\nIt is:\n\n- fast\n- small\n\n## Why invalidate?\n\n- stale\n- wrong\n',
    );
    await importFile('notes.md');
    await page.getByText('notes.md, read as headings of level 2 · questions: 2').waitFor();
    await pick('Why invalidate?').waitFor();
    await page.getByRole('button', { name: 'Read the File Another Way…' }).click();
    await asked('How should notes.md be read?');
    await workbench.screenshot('packs-readings');
    await pick('list items').click();
    await page.getByText('notes.md, read as list items · questions: 4').waitFor();
    await pick('stale').waitFor();
    await page.getByPlaceholder('Left out: without a question: 1.').waitFor();
    await page.keyboard.press('Escape');
    assert.ok(!fs.existsSync(path.join(folder, '.interview/notes.questions.md')));
  });

  it('studies what was read one way after another, and knows it when it is imported again', async () => {
    const title = 'What is a deadlock? 🔒';
    fs.writeFileSync(
      path.join(folder, 'theory.md'),
      `## Locks\n\n**${title}**\n\nTwo wait for each other.\n\n## Queues\n\n**What is a dead letter?**\n\nOne that nobody could read.\n`,
    );
    const readAs = (name: string) =>
      page.getByText(`theory.md, read as ${name} · questions: 2`).waitFor();
    const read = async (name: string) => {
      await page.getByRole('button', { name: 'Read the File Another Way…' }).click();
      await asked('How should theory.md be read?');
      await pick(name).click();
      await readAs(name);
    };
    await importFile('theory.md');
    await readAs('bold lines that are questions');
    await read('headings of level 2');
    await pick('Locks').waitFor();
    await read('bold lines that are questions');
    await workbench.quickInput.accept();
    await answer('The name of the new pack', 'Theory');
    await openTab('theory.questions.md');

    await workbench.tree.click('Theory', 'Locks', title);
    const panel = await workbench.question.shows(title);
    const solution = panel.getByText('Two wait for each other.');
    assert.equal(await solution.isVisible(), false);
    await workbench.question.press('Space');
    await solution.waitFor();
    await workbench.question.press('m');
    const mark = async () =>
      (await workbench.tree.row(title)).getByRole('checkbox', { checked: true }).waitFor();
    await mark();

    const before = written('theory.questions.md');
    await importFile('theory.md');
    await workbench.notification('Every question in theory.md is already in your packs').waitFor();
    await workbench.notifications.clear();
    assert.equal(written('theory.questions.md'), before);
    await mark();
  });

  it('adds nothing the second time, and changes an answer where it is another now', async () => {
    await importFile('list.md');
    await workbench.notification('Every question in list.md is already in your packs').waitFor();
    await workbench.runCommand('Notifications: Clear All Notifications');
    const before = written('last-week.questions.md');
    fs.writeFileSync(
      path.join(folder, 'list.md'),
      '# Asked\n\n1. What is a view?\n\n   A callable.\n\n2. And a form?\n',
    );
    await importFile('list.md');
    await page.getByText('already in your packs: 1').waitFor();
    await pick('changes the answer in').waitFor();
    await workbench.quickInput.accept();
    await workbench.notification('Answers changed in your packs: 1').waitFor();
    await workbench.runCommand('Notifications: Clear All Notifications');
    assert.equal(
      written('last-week.questions.md'),
      before.replace(/(What is a view\? \{#[^}]*\}\n)/, '$1\nA callable.\n'),
    );
  });

  it('imports a folder as one collection, names what was left out, and adds nothing again', async () => {
    const write = (name: string, text: string) => {
      const file = path.join(folder, 'asked elsewhere', name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    };
    write('1-caching.md', '## What is a cache key?\n\nA name.\n\n## What is a TTL?\n\nA time.\n');
    write('2-queues.csv', 'question,answer\nWhat is a broker?,It keeps tasks.\n');
    write('install.md', '# Install\n\n## Linux\n\napt\n\n## Windows\n\nwinget\n');
    const importFolder = async () => {
      await workbench.runCommand('Import Questions…');
      await asked('Where are the questions?');
      await workbench.screenshot('packs-import-from');
      await pick('A Folder…').click();
      await workbench.quickInput.enterPath(
        'Import a Folder of Questions',
        path.join(folder, 'asked elsewhere'),
        'Import Questions',
      );
    };
    await importFolder();
    await page.getByText('asked elsewhere · files: 2 · questions: 3').waitFor();
    await page.getByPlaceholder('Files without questions: 1.').waitFor();
    await workbench.screenshot('packs-import-folder');
    await page.getByRole('button', { name: 'Show What Was Left Out…' }).click();
    await pick('install.md').waitFor();
    await page.keyboard.press('Escape');
    await pick('What is a broker?').waitFor();
    await workbench.quickInput.accept();
    await answer('The name of the new pack', 'Asked elsewhere');
    await openTab('caching.questions.md');
    assert.equal(
      written('asked-elsewhere/README.md'),
      '# Asked elsewhere\n\n- [Caching](caching.questions.md)\n- [Queues](queues.questions.md)\n',
    );
    await workbench.tree.row('Asked elsewhere');
    await importFolder();
    await workbench
      .notification('Every question in asked elsewhere is already in your packs')
      .waitFor();
    await workbench.notifications.clear();
  });

  it('writes the questions that are chosen into one file', async () => {
    await workbench.runCommand('Export Pack…');
    await asked('Which categories go into the pack?');
    await input().fill('Servers');
    await pick('Servers').click();
    await input().fill('Fundamentals');
    await pick('Fundamentals').click();
    await workbench.quickInput.accept();
    await asked('Which questions go into the pack?');
    await workbench.screenshot('packs-export');
    await pick('What are Django middlewares').click();
    await workbench.quickInput.accept();
    const file = path.join(elsewhere.path, 'shared.md');
    await workbench.quickInput.enterPath('Export Pack', file, 'OK');
    await isWritten(file);
    const text = fs.readFileSync(file, 'utf8');
    assert.match(text, /^# Fundamentals\n\n## What is Django and why/);
    assert.match(text, /\n# Servers\n\n## What is ASGI\? \{#what-is-asgi\}\n\n> Async\n/);
    assert.doesNotMatch(text, /middlewares and how/);
    assert.match(text, /### Key points/);
    await openTab('shared.md');
  });

  it('adds a folder from anywhere, and lets it go', async () => {
    fs.writeFileSync(path.join(elsewhere.path, 'shared.md'), '# From afar\n\n## Who? {#who}\n');
    await workbench.runCommand('Add Question Pack…');
    await workbench.quickInput.enterPath(
      'Add Question Pack',
      elsewhere.path,
      'Add as Question Pack',
    );
    await workbench.tree.row('From afar');
    await workbench.runCommand('Remove Question Pack…');
    await asked('Which folders should no longer be packs?');
    await pick(path.basename(elsewhere.path)).click();
    await workbench.quickInput.accept();
    await page
      .locator('.sidebar .monaco-list-row', { hasText: 'From afar' })
      .waitFor({ state: 'detached' });
  });

  it('hides a category and brings it back', async () => {
    await menu('Servers', 'Hide');
    await workbench.notification('“Servers” is hidden. Its progress is kept.').waitFor();
    const row = page.locator('.sidebar .monaco-list-row', { hasText: /^Servers/ });
    await row.waitFor({ state: 'detached' });
    await workbench.runCommand('Show Hidden Questions…');
    await asked('What do you want to show again?');
    await pick('Servers').click();
    await workbench.quickInput.accept();
    await row.waitFor();
    await workbench.notifications.clear();
  });

  it('goes to the question’s text from the panel, and from the tree', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.tree.click('Our stack', 'How do we deploy?');
    const panel = await workbench.panel();
    await panel.getByRole('heading', { level: 1, name: 'How do we deploy?' }).waitFor();
    await page.getByRole('button', { name: 'Edit This Question' }).first().click();
    await openTab('our-stack.questions.md');
    await workbench.statusBarItem('Ln 3, Col 1').waitFor();
    await workbench.runCommand('View: Close All Editors');
    await menu('What is wrong with this model?', 'Edit This Question');
    await openTab('our-stack.questions.md');
    await workbench.statusBarItem('Ln 11, Col 1').waitFor();
  });
});

describe('packs in Restricted Mode', () => {
  const temporary = temporaryFolder();
  let workbench: Workbench;
  let page: Page;

  const off = 'Packs off in Restricted Mode';

  before(async () => {
    fs.mkdirSync(path.join(temporary.path, '.interview'));
    fs.writeFileSync(path.join(temporary.path, '.interview/a.md'), '# Ours\n\n## Who? {#who}\n');
    workbench = await start({ restricted: true, folder: temporary.path });
    page = workbench.page;
    await workbench.tree.open();
  });

  after(async () => {
    await workbench.close();
    temporary.remove();
  });

  it('are off, and the tree says so beside the built-in questions', async () => {
    await workbench.tree.row('Fundamentals');
    await workbench.tree.hover(
      await workbench.tree.row(off),
      'Files of questions in this workspace: 1.',
    );
    await workbench.screenshot('packs-restricted');
    assert.equal(await page.locator('.sidebar .monaco-list-row', { hasText: 'Ours' }).count(), 0);
  });

  it('are read as soon as the person trusts the workspace, where a click leads', async () => {
    await (await workbench.tree.row(off)).click();
    await page.getByRole('button', { name: 'Trust', exact: true }).click();
    await page
      .locator('.statusbar-item', { hasText: 'Restricted Mode' })
      .waitFor({ state: 'hidden' });
    await workbench.screenshot('packs-trusted');
    await page
      .locator('.monaco-modal-editor-block')
      .getByRole('button', { name: /^Close/ })
      .click();
    await workbench.tree.row('Ours');
    await page
      .locator('.sidebar .monaco-list-row', { hasText: off })
      .waitFor({ state: 'detached' });
  });
});
