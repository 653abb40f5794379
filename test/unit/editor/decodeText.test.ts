import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../src/editor/base/decodeText';
import { finish } from '../../../src/study/steps';
import { questionsOf, readPackFile } from '../../../src/study/pack/file';

const utf16 = (text: string, bigEndian: boolean, mark: boolean): Uint8Array => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('The bytes of a file', () => {
  const text = '# Título\r\n\r\n## What is a QuerySet? {#querysets}\r\n\r\n> Lazy.\r\n';
  for (const bigEndian of [false, true]) {
    for (const mark of [true, false]) {
      const what = `UTF-16 ${bigEndian ? 'BE' : 'LE'} ${mark ? 'with' : 'without'} a mark`;
      it(`are read as ${what}`, () => {
        assert.deepEqual(decodeText(utf16(text, bigEndian, mark)), { text });
      });
    }
  }

  it('are read as UTF-8, with or without a mark', () => {
    assert.deepEqual(decodeText(Buffer.from(text)), { text });
    const marked = decodeText(Buffer.from(`\uFEFF${text}`));
    assert.equal(marked.text.replace(/^\uFEFF/, ''), text);
  });

  it('keep all questions where some are no UTF-8, and tell the first such line', () => {
    const bytes = Buffer.from('## One\n\n> h\n\n## Tw? two\n\n> h\n\n## Three\n\n> h?\n', 'latin1');
    bytes[bytes.indexOf('?')] = 0xe9;
    bytes[bytes.lastIndexOf('?')] = 0xff;
    const decoded = decodeText(bytes);
    assert.equal(decoded.badLine, 4);
    const draft = finish(readPackFile({ path: 'a.md', ...decoded }));
    assert.deepEqual(
      questionsOf(draft).map(({ title }) => title),
      ['One', 'Tw\uFFFD two', 'Three'],
    );
    assert.deepEqual(
      draft.problems.map(({ code, startLine }) => [code, startLine]),
      [['encoding', 4]],
    );
  });

  it('may be none, one, a cut character, or zeros', () => {
    assert.deepEqual(decodeText(new Uint8Array()), { text: '' });
    assert.deepEqual(decodeText(Buffer.from('a')), { text: 'a' });
    assert.equal(decodeText(Buffer.from([0x61, 0xe2, 0x82])).badLine, 0);
    assert.equal(decodeText(new Uint8Array(100)).text.length, 100);
    assert.equal(decodeText(Buffer.from([0xff])).badLine, 0);
    assert.equal(decodeText(Buffer.from([0xff, 0xfe, 0x41])).text, '\uFFFD');
  });

  it('never make it throw, and give back any text that was UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const { text: decoded, badLine } = decodeText(bytes);
        assert.ok(badLine === undefined || badLine < decoded.split('\n').length);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 3 }), original => {
        fc.pre(!original.includes('\0') && !original.startsWith('\uFEFF'));
        assert.deepEqual(decodeText(Buffer.from(original)), { text: original });
      }),
    );
  });
});
