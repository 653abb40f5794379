import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import { activeApp, until } from '../kit/app';

describe('the help while writing a pack', () => {
  let app: App;
  let folder: string;
  let document: vscode.TextDocument;

  const diagnostics = () =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === 'Django Interview');
  const codes = () =>
    diagnostics().map(({ code }) => (typeof code === 'object' ? code.value : code));
  /** Opens a pack, or turns an open one into another one. */
  const write = async (...lines: readonly string[]) => {
    const text = lines.join('\n');
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit(edit => edit.replace(new vscode.Range(0, 0, 100_000, 0), text));
  };
  const actions = async (line: number, ...only: readonly string[]) => {
    const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(line, 0, line, 0),
      ...only,
    );
    return all.filter(({ edit }) => edit !== undefined);
  };
  const apply = async (line: number, title: RegExp) => {
    const action = (await actions(line)).find(candidate => title.test(candidate.title));
    assert.ok(action, `no quick fix ${String(title)}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit!));
  };

  before(async () => {
    app = await activeApp();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    fs.mkdirSync(path.join(folder, '.interview'), { recursive: true });
    const file = path.join(folder, '.interview', 'mine.md');
    fs.writeFileSync(file, '# Mine\n\n## How do signals work?\n\n> h\n');
    await until('it is read', () => app.study.questions.question('how-do-signals-work'));
    document = await vscode.workspace.openTextDocument(file);
    // Text typed here must not be saved automatically.
    assert.equal(vscode.workspace.getConfiguration('files').get('autoSave'), 'off');
  });

  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of fs.readdirSync(folder))
      fs.rmSync(path.join(folder, name), { recursive: true });
    await until('it is gone', () => app.study.questions.library.questions.length === 57);
  });

  it('marks what is wrong, exactly, after a pause', async () => {
    await write(
      '## Signals? {#signals}',
      '',
      '> h',
      '',
      '[x](#nowhere) [y](http://a.org)',
      '',
      '## B?',
    );
    await until('it is marked', () => codes().length === 4);
    assert.deepEqual(
      diagnostics().map(({ code, range, severity }) => [code, document.getText(range), severity]),
      [
        ['duplicate-id', 'Signals? {#signals}', vscode.DiagnosticSeverity.Warning],
        ['missing-question', '#nowhere', vscode.DiagnosticSeverity.Warning],
        ['unsafe-link', 'http://a.org', vscode.DiagnosticSeverity.Warning],
        ['missing-hint', 'B?', vscode.DiagnosticSeverity.Information],
      ],
    );
    const [duplicate] = diagnostics();
    const [related] = duplicate!.relatedInformation ?? [];
    assert.equal(related?.location.uri.scheme, 'django-questions');
    await write('## B?', '', '> h');
    await until('what is edited is marked anew', () => codes().length === 0);
  });

  it('leaves a person alone who types, and marks when they pause', async () => {
    await write('## B?', '', '> h', '', '');
    await until('nothing is marked', () => codes().length === 0);
    const editor = await vscode.window.showTextDocument(document);
    const edited: number[] = [];
    const marked = new Set<number>();
    const subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(event => {
        const isTyped = event.document === document && event.contentChanges.length > 0;
        if (isTyped) edited.push(performance.now());
      }),
      vscode.languages.onDidChangeDiagnostics(() => marked.add(codes().length)),
    );
    for (let i = 0; i < 20; i++) {
      await editor.edit(edit => edit.insert(new vscode.Position(4, 0), '[x](#nowhere) '));
      await new Promise(resolve => setTimeout(resolve, 40));
    }
    await until('all are marked', () => marked.has(20));
    subscription.dispose();
    assert.equal(edited.length, 20);
    // Marks that came earlier need a full pause before the next edit, as on a busy machine.
    for (const count of marked) {
      const pause = (edited[count] ?? Infinity) - (edited[count - 1] ?? -Infinity);
      assert.ok(pause > 250, `${count} were marked, and the next came after ${pause} ms`);
    }
    await write('## B?', '', '> h');
    await until('nothing is left to mark', () => codes().length === 0);
  });

  it('marks pictures that are not there or too large', async () => {
    const picture = (name: string) => path.join(folder, '.interview', name);
    fs.writeFileSync(picture('there.png'), 'x');
    fs.writeFileSync(picture('large.png'), Buffer.alloc(3 * 1024 * 1024));
    fs.writeFileSync(path.join(folder, 'other.png'), 'x');
    const images = '![a](there.png) ![b](gone.png) ![c](large.png) ![d](../other.png)';
    await write('## B?', '', '> h', '', images);
    await until('it is marked', () => codes().length === 3);
    assert.deepEqual(
      diagnostics().map(({ message, range }) => [document.getText(range), message.split(',')[0]]),
      [
        ['gone.png', 'The pack has no image “.interview/gone.png”'],
        ['large.png', 'The image “.interview/large.png” is 3.0 MB'],
        [
          '../other.png',
          'The text of the image “other.png” is shown instead. Images are files in the pack’s folder',
        ],
      ],
    );
    await write('## B?', '', '> h');
    await until('nothing is left to mark', () => codes().length === 0);
  });

  it('names a taken id in the file that takes it, also where that was open first and comes first', async () => {
    const [taker, owner] = ['early.md', 'late.md'].map(name =>
      path.join(folder, '.interview', name),
    );
    const marked = (file: vscode.TextDocument) =>
      vscode.languages
        .getDiagnostics(file.uri)
        .filter(({ code }) => code === 'duplicate-id')
        .map(({ range }) => file.getText(range));
    fs.writeFileSync(taker!, '## Else?\n\n> h\n');
    fs.writeFileSync(owner!, '## What is an index?\n\n> h\n');
    await until('both are read', () =>
      ['else', 'what-is-an-index'].every(id => app.study.questions.question(id)),
    );
    const first = await vscode.workspace.openTextDocument(taker!);
    const editor = await vscode.window.showTextDocument(first);
    const second = await vscode.workspace.openTextDocument(owner!);
    await editor.edit(edit =>
      edit.insert(new vscode.Position(4, 0), '## What is an index?\n\n> h\n'),
    );
    await until('it is marked while it is typed', () => marked(first).length === 1);
    assert.ok(await first.save());
    await until('it has another id', () => app.study.questions.question('what-is-an-index-2'));
    await until('it is marked', () => marked(first).length === 1);
    assert.deepEqual(marked(first), ['What is an index?']);
    assert.deepEqual(marked(second), []);
    assert.equal(
      app.study.questions.question('what-is-an-index')?.source.file,
      '.interview/late.md',
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    for (const file of [taker!, owner!]) fs.rmSync(file);
    await until('they are gone', () => !app.study.questions.question('else'));
  });

  it('mends it by quick fixes', async () => {
    await write('## Signals? {#signals}', '', 'Text', '', '```python', 'x = 1');
    await until('it is marked', () => codes().length === 3);
    await apply(0, /Give it the id “signals-2”/);
    await until('one is mended', () => codes().length === 2);
    await apply(0, /Add a hint/);
    await until('two are mended', () => codes().join() === 'unclosed-fence');
    await apply(6, /Close the code block/);
    await until('all are mended', () => codes().length === 0);
    assert.equal(
      document.getText(),
      '## Signals? {#signals-2}\n\n> …\n\nText\n\n```python\nx = 1\n```',
    );
    await apply(0, /Add the missing sections: In short, In depth/);
    assert.match(document.getText(), /### In short\n\n…\n\n### In depth/);
  });

  it('mends nothing else while the problems are those of the text before', async () => {
    const question = (title: string) => [`## ${title}`, '', '> h', ''];
    await write(...question('A?'), 'Text', '', '##', '', ...question('B?'));
    await until('it is marked', () => codes().length === 1);
    const [{ range }] = diagnostics() as [vscode.Diagnostic];
    // The next heading comes to where the empty one was.
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit(edit => edit.delete(new vscode.Range(4, 0, 6, 0)));
    for (const action of await actions(range.start.line)) {
      for (const { range } of action.edit!.get(document.uri)) {
        assert.doesNotMatch(document.getText(range), /B/, action.title);
      }
    }
    await until('it is marked again', () => diagnostics()[0]?.range.start.line === 4);
    await apply(4, /Remove the empty heading/);
    assert.match(document.getText(), /## B\?/);
    await until('it is mended', () => codes().length === 0);
  });

  it('recognises a question worded anew and keeps its id', async () => {
    await app.study.mark(['how-do-signals-work'], 'mastered', true, 'test');
    await write('# Mine', '', '## How do Django signals work?', '', '> h', '');
    const [changed] = await until('it is marked', () =>
      diagnostics().length === 1 ? diagnostics() : undefined,
    );
    assert.equal(changed!.code, 'id-changed');
    assert.equal(changed!.severity, vscode.DiagnosticSeverity.Warning);
    await apply(2, /Keep the id “how-do-signals-work”/);
    await until('it is mended', () => diagnostics().length === 0);
    await document.save();
    await until('it is the same question', () =>
      app.study.questions.question('how-do-signals-work')?.title.includes('Django'),
    );
    assert.ok(app.study.has('how-do-signals-work', 'mastered'));
    await vscode.commands.executeCommand('djangoInterview.undo');
  });

  it('completes sections, links and ids', async () => {
    const complete = async (line: number, character: number) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(line, character),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await write('## A b? {#', '', '> h', '', '### In short', '', '### ', '', '[x](#sign');
    assert.ok((await complete(0, 10)).includes('a-b'));
    assert.deepEqual(
      (await complete(6, 4)).filter(label => /^[A-Z]/.test(label)),
      ['In depth', 'Key points', 'Pitfalls', 'Follow-up questions', 'Read more', 'Exercise'],
    );
    assert.ok((await complete(8, 9)).includes('signals'));
    await write('## A b?', '', '> h', '', '```python', '### ', '```');
    assert.ok(!(await complete(5, 4)).includes('In depth'));
  });

  it('shows the outline with ids, and folds', async () => {
    await write('# Mine', '', '## A *b*? {#c}', '', '> h', '', '### In short', '', 'Text');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const category = symbols.find(({ name }) => name === 'Mine')!;
    const [question] = category.children;
    assert.deepEqual([question!.name, question!.detail], ['A b?', 'c']);
    assert.deepEqual(
      question!.children.map(({ name }) => name),
      ['In short'],
    );
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(ranges.some(({ start, end }) => start === 2 && end === 8));
  });

  it('tells above a question how far one is with it', async () => {
    await write('# Mine', '', '## How do signals work?', '', '> h', '', '## Not saved?', '', '> h');
    const now = Date.now();
    await app.study.store.apply('Good', () => {
      return new Map([
        ['how-do-signals-work', { reviews: [{ time: now, rating: 4 as const, duration: 0 }] }],
      ]);
    });
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert.equal(lenses.length, 1, 'a question that is not saved cannot be studied');
    assert.match(lenses[0]!.command!.title, /^Study this question · 1 review, due in \d+ days$/);
    assert.deepEqual(lenses[0]!.command!.arguments, ['how-do-signals-work']);
    const hover = async (line: number) => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(line, 5),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map(content => (content as vscode.MarkdownString).value);
    };
    // Spaces in hover text are escaped.
    assert.match((await hover(2)).join().replaceAll('&nbsp;', ' '), /1 review/);
    assert.match((await hover(6)).join().replaceAll('&nbsp;', ' '), /Save the file/);
    await vscode.commands.executeCommand('djangoInterview.undo');
  });

  it('tells it of each of two questions that ask for one id', async () => {
    await write(
      ...['# Ours', '', '## What is ours?', '', 'a', '', '## What is ours?', '', 'b', ''],
      ...['## Which? {#ours}', '', 'c', '', '## Why? {#ours}', '', 'd', ''],
    );
    await document.save();
    await until('all are read', () => app.study.questions.question('ours-2'));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.arguments?.[0] as unknown]),
      [
        [2, 'what-is-ours'],
        [6, 'what-is-ours-2'],
        [10, 'ours'],
        [14, 'ours-2'],
      ],
    );
    await write('# Mine', '', '## How do signals work?', '', '> h', '');
    await document.save();
    await until('they are gone', () => !app.study.questions.question('ours-2'));
  });

  it('is there for the built-in questions too, which cannot be changed', async () => {
    const question = app.study.questions.question('signals')!;
    const uri = app.study.questions.uriOf(question.source);
    const builtIn = await vscode.workspace.openTextDocument(uri);
    assert.equal(builtIn.languageId, 'markdown');
    assert.match(builtIn.lineAt(question.source.startLine).text, /signals/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      1,
    );
    assert.ok(lenses.length > 0);
    assert.equal(vscode.workspace.fs.isWritableFileSystem('django-questions'), false);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new Uint8Array()));
    await assert.rejects(async () =>
      vscode.workspace.fs.readFile(uri.with({ path: '/../package.json' })),
    );
  });

  it('has nothing to say of a file that was deleted, though its editor is still open', async () => {
    await write('##B?', '', '## A?', '', '> h');
    await until('it is marked', () => codes().length === 1);
    await document.save();
    const file = document.uri.fsPath;
    const text = fs.readFileSync(file);
    fs.rmSync(file);
    await until('its marks are gone', () => codes().length === 0);
    fs.writeFileSync(file, text);
    await until('it is marked again when it is back', () => codes().length === 1);
  });

  it('is for packs alone', async () => {
    const file = path.join(folder, 'README.md');
    fs.writeFileSync(file, '## Signals? {#signals}\n');
    const other = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(other);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      other.uri,
    );
    assert.deepEqual(lenses, []);
    assert.deepEqual(vscode.languages.getDiagnostics(other.uri), []);
  });
});
