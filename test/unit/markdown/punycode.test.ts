import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import shipped from '../../../src/build/punycode.mjs';
import { root } from '../repository';

describe('the hosts of links', () => {
  const own = createRequire(path.join(root, 'package.json'));
  const punycode = createRequire(own.resolve('markdown-it'))('punycode.js') as typeof shipped;

  it('are converted as by the package that ours stands in for', () => {
    const label = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('xn--bcher-kva', 'XN--bcher-kva', 'example', 'bücher', '例え', '@'),
    );
    const host = fc
      .tuple(fc.array(label, { maxLength: 4 }), fc.constantFrom('.', '。'))
      .map(([labels, dot]) => labels.join(dot));
    fc.assert(
      fc.property(host, text => {
        for (const name of ['toASCII', 'toUnicode'] as const) {
          assert.deepEqual(outcome(shipped[name], text), outcome(punycode[name], text));
        }
      }),
      { numRuns: 2000 },
    );
    assert.equal(shipped.toASCII('bücher.example'), 'xn--bcher-kva.example');
    assert.equal(shipped.toUnicode('xn--bcher-kva.example'), 'bücher.example');
  });
});

function outcome(convert: (host: string) => string, host: string): string {
  try {
    return convert(host);
  } catch (error) {
    return String(error); // what is no Punycode
  }
}
