import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { FileTree, fileName, isProjectPath, refusedPaths } from '../../src/study/fileNames';
import { slug } from '../../src/study/slug';
import { projectFolder } from '../host/project';

describe('names of files that come from outside', () => {
  const refused: readonly [why: string, names: readonly string[]][] = [
    [
      'lead out of the folder',
      ['../x.py', '/etc/x.py', 'a/../../b.py', 'C:\\x.py', '~/x.py', 'c:x.py'],
    ],
    [
      'are no plain path',
      ['', '.', '..', 'a//b.py', 'a/./b.py', 'a\\b.py', 'a/', '/', 'a\0.py', 'a b.py'],
    ],
    ['end as Windows does not end names', ['con.', 'a.py.', 'a.py ', 'a./b.py', 'x.py::$DATA']],
    [
      'are those of devices',
      [
        'con.py',
        'NUL.txt',
        'aux.py',
        'shop/PRN.html',
        'com1.py',
        'lpt9.py',
        'con/a.py',
        'conin.py',
        'nul.tar.py',
      ],
    ],
    [
      'make Git, an editor or a shell run something',
      [
        ...[
          '.git/config',
          '.git/HEAD',
          '.GIT/config',
          'a/.git/config',
          '.git',
          'git~1/config',
          '.gitmodules',
        ],
        ...[
          '.vscode/tasks.json',
          '.vscode/settings.json',
          '.envrc',
          '.env',
          '.bashrc',
          '.profile',
          '.idea/x.xml',
        ],
        ...[
          '.devcontainer/devcontainer.json',
          '.pre-commit-config.yaml',
          '.npmrc',
          '.yarnrc.yml',
          '.direnv/a.py',
        ],
        ...[
          '.github/workflows/../x.yml',
          '.github/CODEOWNERS',
          '.github/workflows/a/b.yml',
          '.GitHub/workflows/a.yml',
        ],
      ],
    ],
    [
      'make a folder a bare repository of Git',
      ['HEAD', 'head', 'a/HEAD', 'a/config', 'objects/a', 'refs/a'],
    ],
    [
      'are code that tools load by themselves',
      [
        'node_modules/eslint/index.js',
        'venv/x.py',
        'Venv/x.py',
        'env/x.py',
        'a/site-packages/x.py',
        'a.pth',
      ],
    ],
    [
      'are programs, or act when a folder is looked at',
      [
        ...[
          'run.bat',
          'run.cmd',
          'a.exe',
          'a.com',
          'a.ps1',
          'a.lnk',
          'a.url',
          'a.desktop',
          'a.scf',
          'a.hta',
        ],
        ...[
          'desktop.ini',
          'shop/Desktop.INI',
          'a.library-ms',
          'a.code-workspace',
          'a.command',
          'python',
        ],
      ],
    ],
    [
      'give an agent that writes code its instructions',
      [
        'AGENTS.md',
        'shop/agents.md',
        'AGENT.md',
        'shop/Qwen.md',
        'WARP.md',
        'CRUSH.md',
        'CLAUDE.md',
        'CLAUDE.local.md',
        'GEMINI.md',
        'IFLOW.md',
        'shop/CodeBuddy.md',
        'x.instructions.md',
        'x.prompt.md',
        'x.Agent.md',
        'tests/SKILL.md',
      ],
    ],
    [
      'are too long',
      [`${'a'.repeat(101)}.py`, `${'abcdefghi/'.repeat(20)}a.py`, 'a/b/c/d/e/f/g/h/i/j/k.py'],
    ],
  ];
  for (const [why, names] of refused) {
    it(`are refused where they ${why}`, () => {
      for (const name of names) assert.equal(isProjectPath(name), false, name);
    });
  }

  it('are taken where an answer of the built-in packs needs them', () => {
    const questions = path.join(projectFolder(), 'questions');
    const titles = fs
      .readdirSync(questions, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.md'))
      .flatMap(name => [
        ...fs
          .readFileSync(path.join(questions, name), 'utf8')
          .matchAll(/^[ \t]*```.*title="([^"]*)"/gm),
      ])
      .map(([, title = '']) => title);
    assert.ok(titles.length > 200, String(titles.length));
    assert.deepEqual(
      titles.filter(title => !isProjectPath(title)),
      [],
    );
    assert.deepEqual(refusedPaths([...new Set(titles)]), []);
  });

  it('never lead out of a folder, whatever they are made of', () => {
    const parts = fc.constantFrom(
      ...[
        '.',
        '..',
        '/',
        '\\',
        'a',
        'A',
        '.py',
        '.git',
        'con',
        ':',
        ' ',
        '~1',
        '\0',
        '%2e',
        'HEAD',
        '.github',
      ],
      ...['workflows', '.yml', '-', '@', '+', 'ſ', 'İ', '\u202e', '\ufeff', '․', '／'],
    );
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 8 }).map(list => list.join('')),
        name => {
          if (!isProjectPath(name)) return;
          assert.match(name, /^[\w@+./-]+$/);
          const inside = path.win32.normalize(path.posix.join('/p', name));
          assert.ok(
            inside.startsWith('\\p\\') && !/\\(?:\.\.|\.git)(?:\\|$)/i.test(inside),
            inside,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('do not stand side by side where a system takes them for one, or one for a folder', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['a.py', 'A.py'],
      ['a/b.py', 'A/c.py'],
      ['a/b.py', 'a/B.py'],
      ['Makefile', 'Makefile/a.py'],
      ['Makefile/a.py', 'Makefile'],
      ['a.py/b/c.py', 'a.py'],
    ];
    for (const [first, second] of pairs) {
      const tree = new FileTree();
      assert.equal(tree.place(first), true);
      assert.equal(tree.place(second), false, second);
      assert.equal(tree.place(first), true);
    }
    assert.deepEqual(refusedPaths(['a/b.py', 'a/c.py', 'b.py']), []);
  });

  it('are made of titles without those of devices', () => {
    for (const title of ['CON', 'nul', 'Aux', 'com1', 'Lpt 1', '…', 'con.']) {
      assert.doesNotMatch(fileName(slug(title)), /^(?:con|nul|aux|com\d|lpt\d)$/i);
    }
    assert.equal(fileName('bookshop-a.'), 'bookshop-a');
    assert.equal(fileName(slug('Our stack')), 'our-stack');
    assert.equal(fileName('nul'), 'file-nul');
    assert.equal(fileName('...'), 'file-');
  });
});
