import assert from 'node:assert/strict';
import { mainSpot, spotsOf, stuckSpot, wordsOf } from '../../../src/editor/practice/locate';

const folders = { own: '/home/a/practice/n-1', run: '/runs/checks-1' };
const frame = (file: string, line: number, name = 'f') => ({ file, line, name });
const manage = frame(`${folders.own}/manage.py`, 12);
const check = frame(`${folders.run}/checks/test_a.py`, 7, 'test_b');
const view = frame(`${folders.own}/shop/views.py`, 20, 'book_list');
const django = frame('/usr/lib/python3/django/db/models/query.py', 99);
const runner = frame(`${folders.run}/django_practice_runner.py`, 5);
const ofEnvironment = frame(`${folders.own}/.venv/lib/site-packages/django/x.py`, 3);
const problem = (type: string, ...frames: (typeof view)[]) => ({ type, message: 'm', frames });

describe('The place of a problem', () => {
  it('is the line of the check where an assertion failed', () => {
    const spot = mainSpot(problem('AssertionError', manage, check, django), folders);
    assert.deepEqual(spot, { kind: 'check', path: 'checks/test_a.py', line: 6, name: 'test_b' });
  });

  it('is the last line of the person’s own code where that went wrong', () => {
    const spot = mainSpot(problem('TypeError', manage, check, django, view, django), folders);
    assert.equal(spot?.path, 'shop/views.py');
    assert.equal(spot.line, 19);
  });

  it('is neither in our runner nor in an environment', () => {
    const all = [runner, manage, ofEnvironment, django];
    assert.deepEqual(
      spotsOf(all, folders).map(({ kind }) => kind),
      ['own', 'library', 'library'],
    );
    assert.equal(mainSpot(problem('ImportError', ...all), folders), undefined);
  });

  it('is where an endless loop was, in the person’s code first', () => {
    assert.equal(stuckSpot([manage, check, view, django], folders)?.path, 'shop/views.py');
    assert.equal(stuckSpot([manage, check, django], folders)?.path, 'checks/test_a.py');
    assert.equal(stuckSpot([manage, django], folders), undefined);
  });

  it('comes with the words of an assertion alone, and the class of anything else', () => {
    assert.equal(wordsOf(problem('AssertionError')), 'm');
    assert.equal(wordsOf(problem('TypeError')), 'TypeError: m');
    assert.equal(wordsOf({ ...problem('KeyboardInterrupt'), message: '' }), 'KeyboardInterrupt');
  });
});
