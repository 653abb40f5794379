import assert from 'node:assert/strict';
import { versionsIn } from '../../../src/webview/question/versions';

describe('the versions of Django in a text', () => {
  const cases: readonly [text: string, django: string, found: readonly string[]][] = [
    ['Since Django 5.1 there is one.', '5.1', ['same Django 5.1']],
    ['Django 6.0 brings a policy.', '5.2', ['newer Django 6.0']],
    ['Django 6.x differs', '5.2', ['newer Django 6.x']],
    ['Django 6.x differs', '6.0', ['same Django 6.x']],
    ['Django 5.2 LTS, then Django 6.0', '5.2', ['same Django 5.2 LTS', 'newer Django 6.0']],
    ['Django 4.2 had it.', '5.2', []],
    ['Django 5.2.1 fixed it', '5.2', ['same Django 5.2.1']],
    ['Django 5.10 is after 5.9', '5.9', ['newer Django 5.10']],
    ['Python 3.13 and Django', '5.2', []],
    ['Django 5.2', 'nonsense', []],
    ['', '5.2', []],
  ];
  for (const [text, django, expected] of cases) {
    it(`marks ${expected.join(' and ') || 'nothing'} in “${text}” for ${django}`, () => {
      const found = versionsIn(text, django).map(
        ({ start, end, relation }) => `${relation} ${text.slice(start, end)}`,
      );
      assert.deepEqual(found, expected);
    });
  }
});
