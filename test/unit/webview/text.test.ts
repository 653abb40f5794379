import assert from 'node:assert/strict';
import { format } from '../../../src/webview/kit/text';

describe('A text with holes', () => {
  for (const { template, values, result } of [
    { template: '{0} of {1} covered', values: [3, 6], result: '3 of 6 covered' },
    { template: 'von {1} sind {0} genannt', values: [3, 6], result: 'von 6 sind 3 genannt' },
    { template: '{0} {0}', values: ['a'], result: 'a a' },
    { template: '{0} of {1}', values: [0], result: '0 of {1}' },
    { template: '{0}', values: ['{1} $&'], result: '{1} $&' },
    { template: 'none', values: [1], result: 'none' },
  ]) {
    it(`"${template}" becomes "${result}"`, () => {
      assert.equal(format(template, ...values), result);
    });
  }
});
