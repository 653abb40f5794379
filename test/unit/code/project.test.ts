import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergePython, projectWith, requirementsOf } from '../../../src/study/code/project';
import { refusedPaths } from '../../../src/study/fileNames';

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
        'snippets/snippet_1.py',
        'templates/a.html',
        'templates/b.html',
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

  it('names the packages that the project imports', () => {
    const text =
      'import jwt\nfrom rest_framework import serializers\nimport os\n  import numpy as np';
    assert.equal(
      requirementsOf([{ path: 'a.py', text }]),
      'Django>=5.2,<5.3\nPyJWT\ndjangorestframework\nnumpy\n',
    );
    const settings = [
      'INSTALLED_APPS += ["csp", "shop"]',
      'MIDDLEWARE += ["whitenoise.middleware.WhiteNoiseMiddleware"]',
      'CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}',
    ].join('\n');
    assert.equal(
      requirementsOf([{ path: 'config/settings_production.py', text: settings }]),
      'Django>=5.2,<5.3\ndjango-csp\nredis\nwhitenoise\n',
    );
    assert.equal(requirementsOf([{ path: 'shop/a.py', text: settings }]), 'Django>=5.2,<5.3\n');
    assert.equal(
      requirementsOf([{ path: 'a.py', text: 'import constructor' }]),
      'Django>=5.2,<5.3\n',
    );
  });

  it('merges any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, block) => void mergePython(base, block)),
    );
  });
});
