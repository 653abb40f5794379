import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { writeFiles, writeProject } from '../../../src/editor/code/tryIt';
import { HumanError } from '../../../src/editor/base/log';
import type { Study } from '../../../src/editor/core/study';
import type { Question } from '../../../src/study/question';
import { projectFolder } from '../../host/project';

describe('the files of "Try the Answer in a Project"', () => {
  let place: string;
  const folder = () => path.join(place, 'bookshop');
  const write = (...paths: readonly string[]) =>
    writeFiles(
      vscode.Uri.file(folder()),
      paths.map(each => ({ path: each, text: each })),
    );

  beforeEach(() => (place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-try-'))));
  afterEach(() => fs.rmSync(place, { recursive: true, force: true }));

  it('are written with the folders they stand in', async () => {
    await write('manage.py', 'shop/models.py');
    assert.equal(
      fs.readFileSync(path.join(folder(), 'shop', 'models.py'), 'utf8'),
      'shop/models.py',
    );
  });

  for (const bad of ['.git/config', '../x.py', 'Manage.py', 'manage.py/x.py', 'nul.py']) {
    it(`are not begun where one is called ${bad}`, async () => {
      await assert.rejects(write('manage.py', bad));
      assert.equal(fs.existsSync(folder()), false);
    });
  }

  it('do not follow a link out of the folder', async function () {
    if (process.platform === 'win32') this.skip(); // links need rights there
    const outside = path.join(place, 'outside');
    fs.mkdirSync(outside);
    fs.writeFileSync(path.join(outside, 'kept.py'), 'kept');
    fs.mkdirSync(folder());
    fs.symlinkSync(outside, path.join(folder(), 'shop'));
    await assert.rejects(write('shop/models.py'), HumanError);
    fs.symlinkSync(path.join(outside, 'kept.py'), path.join(folder(), 'a.py'));
    await assert.rejects(write('a.py'), HumanError);
    fs.symlinkSync(path.join(outside, 'made.py'), path.join(folder(), 'b.py'));
    await assert.rejects(write('b.py'), HumanError);
    assert.deepEqual(fs.readdirSync(outside), ['kept.py']);
    assert.equal(fs.readFileSync(path.join(outside, 'kept.py'), 'utf8'), 'kept');
  });
});

describe('"Try the Answer in a Project" of a pack', () => {
  const { showWarningMessage, showInformationMessage, showOpenDialog } = vscode.window;
  const agreeing = 'Trust and Write the Project';
  const showing = 'Show What Will Be Written';
  let place: string;
  let stored: Map<string, unknown>;
  let asked: { readonly text: string; readonly detail: string | undefined }[];
  let said: string[];
  let answer: string | undefined;
  let bodies: Map<string, string>;

  const question = (id: string, pack: string | undefined = 'file:///packs/theirs') =>
    ({
      id,
      title: `About \`${id}\``,
      source: { file: 'a.md', startLine: 0, endLine: 9, bodyLine: 1, ...(pack && { pack }) },
    }) as unknown as Question;
  const code = (value: string) =>
    `### In short\n\nSo.\n\n\`\`\`python title="shop/theirs.py"\nVALUE = ${value}\n\`\`\`\n`;
  const tryIt = (one: Question) => {
    const questions = [...bodies.keys()].map(id => question(id));
    const study = {
      questions: {
        library: { questions },
        body: ({ id }: Question) => Promise.resolve(bodies.get(id) ?? code('0')),
      },
    } as unknown as Study;
    const globalState = {
      get: (key: string) => stored.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)),
    } as unknown as vscode.Memento & { setKeysForSync(keys: readonly string[]): void };
    const extensionUri = vscode.Uri.file(projectFolder());
    return writeProject(study, { extensionUri, globalState }, one);
  };
  const written = () =>
    fs.readdirSync(place).map(name => {
      const file = path.join(place, name, 'src', 'shop', 'theirs.py');
      return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : name;
    });

  beforeEach(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), 'dj-try-'));
    stored = new Map();
    asked = [];
    said = [];
    answer = undefined;
    bodies = new Map([
      ['one', code('1')],
      ['two', code('2')],
    ]);
    Object.assign(vscode.window, {
      showWarningMessage: (text: string, { detail }: vscode.MessageOptions) => {
        asked.push({ text, detail });
        return Promise.resolve(answer);
      },
      showInformationMessage: (text: string) => Promise.resolve(void said.push(text)),
      showOpenDialog: () => Promise.resolve([vscode.Uri.file(place)]),
    });
  });

  afterEach(() => {
    Object.assign(vscode.window, { showWarningMessage, showInformationMessage, showOpenDialog });
    fs.rmSync(place, { recursive: true, force: true });
  });

  it('writes nothing and says nothing more where the person does not trust its author', async () => {
    await tryIt(question('one'));
    assert.equal(asked.length, 1);
    assert.match(asked[0]?.text ?? '', /Trust the author .* “About one” is from/);
    assert.match(asked[0]?.detail ?? '', /This answer has code by the author of .*theirs.a\.md\./);
    assert.deepEqual(written(), []);
    assert.deepEqual(said, []);
    assert.equal(stored.size, 0);
  });

  it('asks once for an answer, again when it changed, and for each other one', async () => {
    answer = agreeing;
    await tryIt(question('one'));
    await tryIt(question('one'));
    assert.equal(asked.length, 1);
    assert.deepEqual(written().sort(), ['VALUE = 1', 'VALUE = 1']);
    answer = undefined;
    await tryIt(question('two')); // whose author may be another
    assert.equal(asked.length, 2);
    bodies.set('one', code('3'));
    await tryIt(question('one'));
    assert.equal(asked.length, 3);
    bodies.set('one', code('1'));
    await tryIt(question('one', 'file:///packs/others'));
    assert.equal(asked.length, 4);
    assert.equal(written().length, 2);
  });

  it('shows all that it would write, also where names clash with each other’s or the bookshop’s', async () => {
    const block = (title: string, text: string) =>
      `\`\`\`python title="${title}"\n${text}\n\`\`\`\n`;
    for (const [decoy, real] of [
      ['Shop/a.py', 'shop/orjson.py'],
      ['shop/models.py/a.py', 'shop/models.py'],
    ] as const) {
      bodies.set('one', `${block(decoy, 'DECOY = 1')}\n${block(real, 'REAL = 1')}`);
      answer = showing;
      await tryIt(question('one'));
      const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      assert.ok(shown.includes(`## src/${real}\n`) && shown.includes('REAL = 1'), shown);
      assert.ok(!shown.includes('DECOY'), shown);
      assert.ok(!shown.includes('## src/manage.py'), 'of the bookshop');
    }
  });

  it('shows what it would write, which agrees to nothing', async () => {
    answer = showing;
    await tryIt(question('one'));
    const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.match(shown, /^## src\/shop\/theirs\.py\n\n```python\nVALUE = 1\n```$/m);
    assert.deepEqual(written(), []);
    await tryIt(question('one'));
    assert.equal(asked.length, 2);
  });

  it('asks nothing where the question is built in', async () => {
    const { source, ...rest } = question('one');
    const { pack, ...own } = source;
    assert.ok(pack);
    await tryIt({ ...rest, source: own });
    assert.deepEqual(asked, []);
    assert.equal(written().length, 1);
  });
});
