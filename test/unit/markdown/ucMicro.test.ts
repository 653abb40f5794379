import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as shipped from '../../../src/build/ucMicro';
import { root } from '../repository';

describe('the characters that markdown-it takes for punctuation', () => {
  it('are those of the package that ours stands in for', async () => {
    const markdownIt = createRequire(path.join(root, 'package.json')).resolve('markdown-it');
    const file = createRequire(markdownIt).resolve('uc.micro');
    const { P, S } = (await import(file)) as typeof shipped;
    const differing: string[] = [];
    for (let code = 0; code <= 0x10_ff_ff; code++) {
      if (code >= 0xd8_00 && code <= 0xdf_ff) continue; // half a character
      const character = String.fromCodePoint(code);
      const isSame =
        P.test(character) === shipped.P.test(character) &&
        S.test(character) === shipped.S.test(character);
      // Newer characters than the package's tables are unassigned there.
      if (!isSame && !P.test(character) && !S.test(character)) continue;
      if (!isSame) differing.push(code.toString(16));
    }
    assert.deepEqual(differing, []);
    assert.ok(shipped.P.test('。') && shipped.S.test('€') && !shipped.P.test('a'));
  });
});
