import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import {
  importedModules,
  mergePython,
  packageFor,
  filesOf,
  projectWith,
  readmeOf,
  releases,
  requirementsOf,
} from '../../../src/study/code/project';
import { renderAnswer } from '../../../src/study/markdown/render';
import { parsePack, parseAnswer, questionBody } from '../../../src/study/pack';
import { readPackFolder, readText } from '../repository';
import { refusedPaths } from '../../../src/study/fileNames';
import { settingsOfTools } from '../exercise/settingsOfTools';

/** The answers' imports from Python's standard library. */
const standard = new Set(
  (
    'asyncio collections contextvars dataclasses datetime decimal functools hashlib hmac ' +
    'importlib io json logging math multiprocessing os pathlib random re secrets smtplib ' +
    'time unittest uuid warnings zoneinfo'
  ).split(' '),
);

const lines = (...rows: readonly string[]) => `${rows.join('\n')}\n`;

describe('an answer’s code in the bookshop', () => {
  const merges: readonly [what: string, base: string, block: string, merged: string][] = [
    [
      'puts an import to the imports',
      lines('import os', '', 'X = 1'),
      'import json',
      lines('import os', 'import json', '', 'X = 1'),
    ],
    [
      'keeps the docstring first',
      lines('"""Views."""', 'X = 1'),
      'import json',
      lines('"""Views."""', 'import json', 'X = 1'),
    ],
    [
      'puts a future import before all others',
      lines('import os'),
      'from __future__ import annotations',
      lines('from __future__ import annotations', 'import os'),
    ],
    [
      'replaces a class of the same name where it stands',
      lines('class A:', '    pass', 'X = 1'),
      lines('class A:', '    y = 2'),
      lines('class A:', '    y = 2', 'X = 1'),
    ],
    [
      'replaces it with its decorators',
      lines('@old', 'def f():', '    pass'),
      lines('@new', 'def f():', '    return 1'),
      lines('@new', 'def f():', '    return 1'),
    ],
    [
      'puts what is new at the end',
      lines('X = 1'),
      lines('def f():', '    pass'),
      lines('X = 1', 'def f():', '    pass'),
    ],
    [
      'puts what a replaced class needs in front of it',
      lines('class A:', '    pass', 'X = 1'),
      lines('LIMIT = 3', 'class A:', '    limit = LIMIT'),
      lines('LIMIT = 3', 'class A:', '    limit = LIMIT', 'X = 1'),
    ],
    [
      'is not misled by long strings and brackets',
      lines('X = """', 'class A:', '"""', 'Y = [', 'import_me,', ']'),
      lines('class A: ...'),
      lines('X = """', 'class A:', '"""', 'Y = [', 'import_me,', ']', 'class A: ...'),
    ],
    [
      'keeps else with its if',
      lines('if x:', '    a = 1', 'else:', '    a = 2'),
      'import os',
      lines('import os', 'if x:', '    a = 1', 'else:', '    a = 2'),
    ],
    [
      'leaves an import below the code that it needs',
      lines('import os', '', 'application = get()'),
      lines('import json', 'django_app = get()', 'from shop import consumers', 'X = consumers'),
      lines(
        ...['import os', 'import json', '', 'application = get()'],
        ...['django_app = get()', 'from shop import consumers', 'X = consumers'],
      ),
    ],
    [
      'puts an import from below code in front of a replaced class that needs it',
      lines('class A:', '    pass', 'X = 1'),
      lines(
        'setup()',
        'from base import (',
        '    Base as B,  # C',
        ')',
        'class A(B):',
        '    y = 2',
      ),
      lines(
        ...['from base import (', '    Base as B,  # C', ')', 'class A(B):', '    y = 2'],
        ...['X = 1', 'setup()'],
      ),
    ],
    [
      'keeps the imports above the code at the top, whatever comes below',
      lines('import os', 'X = 1', 'import late'),
      lines('import json', 'Y = 2'),
      lines('import os', 'import json', 'X = 1', 'import late', 'Y = 2'),
    ],
  ];
  for (const [what, base, block, merged] of merges) {
    it(what, () => assert.equal(mergePython(base, block), merged));
  }

  it('puts files in their places and gives every folder of Python its __init__.py', () => {
    const { files } = projectWith(
      [{ path: 'shop/models.py', text: 'class A: ...\n' }],
      [
        { language: 'python', title: 'shop/management/commands/pay.py', text: 'x = 1' },
        { language: 'django', title: 'templates/a.html', text: '<p>' },
        { language: 'python', text: 'print(1)' },
        { language: 'bash', text: 'ls' },
        { language: 'python', title: 'shop/api.py', text: 'x', norun: 'needs channels' },
        { language: 'python', title: 'shop/tasks.py', text: 'x', django: '6.0' },
        { language: 'django', title: 'templates/b.html', text: '<p>', django: '<6.0' },
      ],
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      [
        'shop/__init__.py',
        'shop/management/__init__.py',
        'shop/management/commands/__init__.py',
        'shop/management/commands/pay.py',
        'shop/models.py',
        'shop/tasks.py',
        'snippets/snippet_1.py',
        'templates/a.html',
      ],
    );
  });

  it('leaves out what a block may not be called, and what cannot stand beside the rest', () => {
    const block = (title: string) => ({ language: 'python', title, text: 'x = 1' });
    const { files, leftOut } = projectWith(
      [
        { path: 'config/settings.py', text: '' },
        { path: 'shop/models.py', text: 'class A: ...\n' },
      ],
      [
        ...['.git/config', '.git/HEAD', '.vscode/tasks.json', '.envrc', 'con.py', 'README.md'],
        ...['Shop/models.py', 'shop/Models.py', 'shop/models.py/x.py', 'readme.md', 'config'],
        ...['shop/api.py', 'SHOP/urls.py', 'Snippets/a.py', 'shop/API.py', 'Captions are no names'],
      ].map(block),
    );
    assert.deepEqual(
      files.map(({ path }) => path),
      [
        ...['config/__init__.py', 'config/settings.py'],
        ...['shop/__init__.py', 'shop/api.py', 'shop/models.py'],
      ],
    );
    assert.equal(leftOut.length, 15);
    assert.deepEqual(refusedPaths(files.map(({ path }) => path)), []);
  });

  it('of a pack is kept from pytest, which editors start by themselves', () => {
    const settings = ['conftest.py', 'shop/conftest.py', 'pytest.ini', '__init__.py', 'pdb.py'];
    settings.push('isort.py', 'isort/__init__.py'); // Pylint puts `src/` first
    // Python prefers a package to a module of its name.
    const packages = ['conftest/__init__.py', 'conftest/a.py', 'shop/Conftest/a.py'];
    const refused = [...settings, ...packages, ...settingsOfTools];
    const titles = [...refused, 'shop/a.py'];
    const blocks = titles.map(title => ({ language: 'python', text: 'EVIL = 1', title }));
    const { files, leftOut } = projectWith([], blocks, true);
    const paths = files.map(({ path }) => path);
    assert.deepEqual(paths, ['conftest.py', 'shop/__init__.py', 'shop/a.py']);
    assert.match(files[0]?.text ?? '', /^collect_ignore_glob = \["\*"\]$/m);
    assert.deepEqual(leftOut, refused);
    assert.equal(projectWith([], blocks).leftOut.length, 0, 'built-in answers may bring tests');
  });

  it('of a pack has no code in the folder that is opened, where tools look first', () => {
    // With these plugins and linters, whose names nobody can list.
    const titles = ['time_machine.py', 'orjson/__init__.py', 'test_a.py', 'shop/models.py'];
    const blocks = titles.map(title => ({ language: 'python', text: 'import jwt', title }));
    const base = [{ path: 'manage.py', text: '' }];
    const written = (isOfPack: boolean) => {
      const files = filesOf(projectWith(base, blocks, isOfPack), 'Title');
      return new Map(files.map(({ path, text }) => [path, text]));
    };
    const files = written(true);
    const above = [...files.keys()].filter(path => !path.startsWith('src/'));
    assert.deepEqual(above, ['README.md', 'requirements.txt']);
    for (const title of [...titles, 'manage.py', 'conftest.py'])
      assert.ok(files.has(`src/${title}`));
    assert.ok(!files.has('src/__init__.py'), 'unittest would look for tests there');
    assert.match(files.get('README.md') ?? '', /in `src\/`\.[^]*\ncd src\/\npython manage\.py/);
    assert.match(files.get('requirements.txt') ?? '', /^PyJWT$/m);
    assert.deepEqual(refusedPaths([...files.keys()]), []);
    assert.ok(written(false).has('shop/models.py'));
    assert.doesNotMatch(written(false).get('README.md') ?? '', /src/);
    const long = `${'a'.repeat(95)}/${'b'.repeat(95)}/cc.py`;
    const { leftOut } = projectWith([], [{ language: 'python', text: '', title: long }], true);
    assert.deepEqual(leftOut, [long], 'its path would be too long');
  });

  const packages = (path: string, text: string) =>
    requirementsOf(projectWith([{ path, text }], []))
      .trimEnd()
      .split('\n');
  const settings = [
    'INSTALLED_APPS += ["csp", \'shop\']',
    'MIDDLEWARE += ["whitenoise.middleware.WhiteNoiseMiddleware"]',
    'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}',
  ].join('\n');
  const requirements: readonly [path: string, text: string, named: readonly string[]][] = [
    [
      'a.py',
      'import jwt\nfrom rest_framework import x\nimport os',
      ['PyJWT', 'djangorestframework'],
    ],
    ['a.py', 'def f():\n    import numpy as np', ['numpy']],
    ['a.py', 'from authlib.oauth2 import x', ['Authlib', 'requests']],
    ['a.py', 'import constructor', []],
    ['config/settings.py', settings, ['django-csp', 'redis', 'whitenoise']],
    ['config/settings_production.py', settings, ['django-csp', 'redis', 'whitenoise']],
    ['config/settings/production.py', settings, ['django-csp', 'redis', 'whitenoise']],
    ['shop/a.py', settings, []],
  ];
  for (const [path, text, named] of requirements) {
    it(`asks for ${named.join(', ') || 'nothing else'} where ${path} has ${text.slice(0, 24)}`, () => {
      assert.deepEqual(packages(path, text), ['Django>=5.2,<5.3', ...named]);
    });
  }

  const python = (django?: string, title?: string) => ({
    ...{ language: 'python', text: 'x = 1' },
    ...(django !== undefined && { django }),
    ...(title !== undefined && { title }),
  });
  const fitting: readonly [blocks: ReturnType<typeof python>[], django: string, others: number][] =
    [
      [[python()], '5.2', 0],
      [[python(), python('<6.1')], '5.2', 0],
      [[python('6.0')], '6.1', 0],
      [[python('6.1'), python('<6.1'), python()], '6.1', 1],
      [[python('5.2')], '5.2', 0],
      [[python('7.0')], '6.1', 1],
    ];
  for (const [blocks, django, others] of fitting) {
    it(`is for Django ${django} where blocks are for ${blocks.map(b => b.django ?? 'all').join(', ')}`, () => {
      const project = projectWith([], blocks);
      assert.equal(project.django, django);
      assert.equal(project.otherReleases.length, others);
      assert.match(requirementsOf(project), new RegExp(`^Django>=${django.replace('.', '\\.')},<`));
    });
  }

  it('does not ask for a release that a block which cannot run is for', () => {
    assert.equal(projectWith([], [{ ...python('6.0'), norun: 'needs Redis' }]).django, '5.2');
  });

  it('says in its README for which release it is, and what is not in it', () => {
    const blocks = [python('6.1', 'a.py'), python('<6.1', 'a.py'), python('<6.0')];
    const readme = readmeOf(projectWith([], blocks), 'Sending mail');
    assert.match(readme, /^# Sending mail\n/);
    assert.match(readme, /for Django 6\.1, which some of the code needs, on Python 3\.12 or newer/);
    assert.match(readme, /^- a part of `a\.py`, for Django older than 6\.1$/m);
    assert.match(readme, /^- a snippet, for Django older than 6\.0$/m);
    const lts = readmeOf(projectWith([], [python()]), 'Forms');
    assert.match(lts, /for Django 5\.2 LTS, on Python 3\.10 or newer\.\n\n```sh/);
  });

  it('has nothing of the pack in its README that could act', () => {
    const attack = '[x](command:y) <command:z> ![p](https://a.example)';
    const blocks = [python('6.1', 'a.py'), python('<6.1', `a.py\`${attack}\``)];
    const readme = readmeOf(projectWith([], blocks), `\\[x\\](command:y) ${attack}\n\n${attack}`);
    assert.doesNotMatch(readme, /\[x|<command|(?<!\\)!\[/);
  });

  describe('of each built-in answer', () => {
    const files = readPackFolder('questions');
    const texts = new Map(files.map(file => [file.path, file.text]));
    const projects = parsePack(files)
      .collections.flatMap(({ categories }) => categories)
      .flatMap(({ questions }) => questions)
      .map(({ id, source }) => {
        const body = questionBody(texts.get(source.file)!, source);
        const { code } = renderAnswer(parseAnswer(body, source.bodyLine));
        return { id, code, project: projectWith([], code) };
      });
    const names = (text: string) =>
      new Set(
        Array.from(text.matchAll(/^[\w.-]+/gm), ([name]) =>
          name.toLowerCase().replaceAll('_', '-'),
        ),
      );

    it('is for a release that the answers are run on', () => {
      const run = readdirSync('test/answers/requirements').sort();
      assert.deepEqual(
        run,
        releases.map(release => `django-${release}.txt`),
      );
    });

    it('asks for packages that the answers are run with, and of what they import for all', () => {
      for (const { id, code, project } of projects) {
        const run = names(readText(`test/answers/requirements/django-${project.django}.txt`));
        for (const name of names(requirementsOf(project))) {
          // The answers run without a database server or a cloud.
          const isElsewhere = name === 'psycopg' || name === 'django-storages';
          assert.ok(run.has(name) || isElsewhere, `${id}: ${name}`);
        }
        const own = new Set(['shop', 'config', ...code.map(({ title }) => title?.split('/')[0])]);
        for (const { language, text } of code) {
          if (language !== 'python') continue;
          for (const module of importedModules(text)) {
            const isKnown =
              own.has(module) || standard.has(module) || ['django', 'asgiref'].includes(module);
            assert.ok(isKnown || packageFor(module) !== undefined, `${id} imports ${module}`);
          }
        }
      }
    });
  });

  it('merges any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, block) => void mergePython(base, block)),
    );
  });
});
