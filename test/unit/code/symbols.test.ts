import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestCode, symbolsOf, type CodeKind } from '../../../src/study/code/symbols';

const names = (code: string, kind: CodeKind) => symbolsOf(code, kind).map(({ name }) => name);

describe('the names in a piece of code', () => {
  const cases: readonly [what: string, kind: CodeKind, code: string, found: readonly string[]][] = [
    ['a call', 'python', 'qs.select_related("publisher")', ['select_related', 'publisher']],
    ['a dotted name', 'python', 'settings.CACHES', ['settings', 'CACHES']],
    ['a decorator', 'python', '@login_required\ndef f(): ...', ['login_required']],
    ['Python’s own words', 'python', 'for x in range(3): return None', []],
    ['a template tag', 'template', '<b>{% csrf_token %}</b>', ['csrf_token']],
    ['a filter', 'template', '{{ text|linebreaksbr }}', ['text', 'linebreaksbr']],
    ['a template’s HTML', 'template', '<form method="post" class="wide">', []],
    ['nothing', 'python', '', []],
    ['other scripts', 'python', 'größe = 1', []],
  ];
  for (const [what, kind, code, found] of cases) {
    it(`reads ${what}`, () => assert.deepEqual(names(code, kind), found));
  }

  it('counts a name and tells its first line', () => {
    assert.deepEqual(symbolsOf('import json\npost_save\npost_save.connect', 'python'), [
      { name: 'json', count: 1, line: 0, weight: 0 },
      { name: 'post_save', count: 2, line: 1, weight: 1 },
      { name: 'connect', count: 1, line: 2, weight: 1 },
    ]);
  });

  it('knows names such as __proto__ and constructor from those of an object', () => {
    assert.deepEqual(names('constructor.toString', 'python'), ['constructor', 'toString']);
  });

  it('stops at the longest piece of code', () => {
    assert.deepEqual(names(`${' '.repeat(longestCode)}post_save`, 'python'), []);
  });

  it('gives each name once, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom<CodeKind>('python', 'template', 'other'),
        (text, kind) => {
          const found = names(text, kind);
          assert.equal(new Set(found).size, found.length);
        },
      ),
    );
  });
});
