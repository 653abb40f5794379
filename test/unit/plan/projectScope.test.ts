import assert from 'node:assert/strict';
import {
  interviewsOf,
  isWhole,
  keepInterview,
  wholeScope,
  type InterviewScope,
} from '../../../src/study/plan/interviews';
import { categoriesOf, followingProject } from '../../../src/study/plan/projectScope';
import type { Progress } from '../../../src/study/progress';

const chosen: InterviewScope = { ...wholeScope, categories: ['models', 'rest'] };

describe('a scope on what the project uses', () => {
  it('has what the project uses now, beside what was chosen by hand', () => {
    const scope = followingProject(chosen, ['rest', 'celery']);
    assert.deepEqual(categoriesOf(scope, ['rest', 'celery']), ['models', 'rest', 'celery']);
    assert.deepEqual(categoriesOf(scope, ['channels']), ['models', 'rest', 'channels']);
    assert.ok(!isWhole(scope));
  });

  it('keeps to what the project used where no project says what it uses', () => {
    const scope = followingProject(chosen, ['celery']);
    assert.deepEqual(categoriesOf(scope, []), ['models', 'rest', 'celery']);
    // Chosen again there, it is not forgotten either.
    const again = followingProject({ ...scope, categories: ['models'] }, []);
    assert.deepEqual(categoriesOf(again, []), ['models', 'celery']);
    assert.deepEqual(categoriesOf(again, ['rest']), ['models', 'rest']);
  });

  it('does not follow the project unless that was chosen', () => {
    assert.deepEqual(categoriesOf(chosen, ['celery']), ['models', 'rest']);
  });

  const stored = (scope: object): Progress => {
    const text = JSON.stringify({ v: 1, name: '', day: 20_000, minutes: [], scope });
    return new Map([['interview:x', { note: [text, 5] }]]);
  };
  const scopeIn = (progress: Progress) => interviewsOf(progress).all[0]!.scope;

  it('comes back as it was kept', () => {
    const scope = followingProject(chosen, ['celery']);
    const interview = { id: 'x', name: '', day: 20_000, minutes: [20], scope };
    assert.deepEqual(scopeIn(keepInterview(new Map(), interview, 1)), scope);
  });

  it('is as fixed as before in an interview of an earlier version', () => {
    const scope = scopeIn(stored({ collections: [], categories: ['rest'], stack: false }));
    assert.deepEqual(categoriesOf(scope, ['celery']), ['rest']);
  });

  it('is read by earlier versions as the categories of the day it was chosen', () => {
    const [text] = keepInterview(
      new Map(),
      {
        id: 'x',
        name: '',
        day: 20_000,
        minutes: [20],
        scope: followingProject(wholeScope, ['celery']),
      },
      1,
    ).get('interview:x')!.note!;
    const { v, scope } = JSON.parse(text) as { v: number; scope: { categories: string[] } };
    assert.deepEqual([v, scope.categories], [1, ['celery']]);
  });

  it('follows the project again after an earlier version has rewritten it', () => {
    // It keeps the flag, but not the list that it does not know.
    const scope = scopeIn(stored({ categories: ['rest'], stack: true, own: false, first: [] }));
    assert.deepEqual(categoriesOf(scope, ['celery']), ['rest', 'celery']);
    assert.deepEqual(categoriesOf(scope, []), ['rest']);
  });
});
