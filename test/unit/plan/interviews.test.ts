import assert from 'node:assert/strict';
import {
  clearInterview,
  interviewsAhead,
  interviewsOf,
  keepInterview,
  wholeScope,
  type PlannedInterview,
} from '../../../src/study/plan/interviews';
import { isInterviewId } from '../../../src/study/plan/interviewId';
import {
  longestNote,
  mergeProgress,
  resetProgress,
  type Progress,
} from '../../../src/study/progress';
import { readProgress, writeProgress } from '../../../src/study/progressFormat';
import { isValidId } from '../../../src/study/pack/ids';
import { beforeOf, undoOf } from '../../../src/study/undo';

const interview: PlannedInterview = {
  id: 'x1',
  name: 'Bookshop Ltd',
  day: 20_600,
  minutes: [20, 20, 20, 20, 20, 60, 0],
  scope: { ...wholeScope, categories: ['django/models'] },
};
const none: Progress = new Map();

describe('the interviews in the progress', () => {
  it('come back as they were kept, also from what is stored', () => {
    const kept = keepInterview(none, interview, 1000);
    const stored = readProgress(JSON.parse(JSON.stringify(writeProgress(kept))));
    assert.ok(stored.kind === 'read' && stored.rejected.length === 0);
    assert.deepEqual(interviewsOf(stored.progress), { all: [interview], newer: 0 });
  });

  it('are never longer than an import accepts, whatever their scope', () => {
    const ids = (name: string) => Array.from({ length: 3000 }, (_, at) => `${name}"${at}`);
    const scope = { ...wholeScope, categories: ids('c'), first: ids('f') };
    const long = { ...interview, name: '\u0001'.repeat(500), scope };
    const [record] = keepInterview(none, long, 1000).values();
    assert.ok((record?.note?.[0].length ?? 0) <= longestNote);
    const [kept] = interviewsOf(keepInterview(none, long, 1000)).all;
    assert.equal(kept?.scope.categories.length, 2000);
    assert.deepEqual(kept.scope.first.slice(0, 2), ['f"0', 'f"1']);
  });

  it('have ids that no question can have', () => {
    const [id = ''] = keepInterview(none, interview, 1).keys();
    assert.ok(isInterviewId(id) && !isValidId(id));
  });

  it('merge in any order: the later change stands', () => {
    const first = keepInterview(none, interview, 1000);
    const later = keepInterview(first, { ...interview, day: 20_610 }, 2000);
    const other = keepInterview(none, { ...interview, id: 'x2', day: 20_500 }, 1500);
    for (const all of [
      [first, later, other],
      [other, later, first],
    ]) {
      const merged = all.reduce(mergeProgress, none);
      assert.deepEqual(
        interviewsOf(merged).all.map(({ id, day }) => [id, day]),
        [
          ['x2', 20_500],
          ['x1', 20_610],
        ],
      );
    }
  });

  it('keep what a later version has added when they are changed', () => {
    const later = JSON.stringify({
      ...{ v: 1, name: 'Old', day: 20_600, minutes: [], place: 'Berlin' },
      scope: { own: true, level: 'senior' },
    });
    const before: Progress = new Map([['interview:x1', { note: [later, 5] }]]);
    const change = keepInterview(before, interview, 1000);
    const stored = JSON.parse(change.get('interview:x1')!.note![0]) as {
      place: string;
      scope: object;
    };
    assert.equal(stored.place, 'Berlin');
    assert.deepEqual(stored.scope, { ...interview.scope, level: 'senior' });
    assert.deepEqual(interviewsOf(change).all, [interview]);
    // Not at the price of the interview itself.
    const large = JSON.stringify({ v: 1, day: 9, much: 'x'.repeat(longestNote) });
    const full: Progress = new Map([['interview:x1', { note: [large, 5] }]]);
    assert.deepEqual(interviewsOf(keepInterview(full, interview, 1000)).all, [interview]);
    const [text] = keepInterview(full, interview, 1000).get('interview:x1')!.note!;
    assert.ok(text.length < longestNote);
  });

  it('can be cleared, and that can be undone', () => {
    const kept = keepInterview(none, interview, 1000);
    const change = clearInterview(kept, 'x1', 2000);
    const cleared = mergeProgress(kept, change);
    assert.deepEqual(interviewsOf(cleared).all, []);
    const undone = mergeProgress(cleared, undoOf(change, beforeOf(change, kept), cleared, 3000));
    assert.deepEqual(interviewsOf(undone).all, [interview]);
  });

  it('stay when the progress is reset', () => {
    const kept = keepInterview(none, interview, 1000);
    assert.deepEqual(interviewsOf(mergeProgress(kept, resetProgress(kept, 2000))).all, [interview]);
  });

  it('are left alone where a newer version wrote them', () => {
    const newer: Progress = new Map([['interview:n', { note: ['{"v":2,"when":"soon"}', 5] }]]);
    assert.deepEqual(interviewsOf(newer), { all: [], newer: 1 });
  });

  it('are read with distrust', () => {
    const texts = [
      '',
      '{',
      '[]',
      '{"v":1}',
      '{"v":1,"day":"x"}',
      '{"v":1,"day":-1}',
      '{"v":"1","day":3}',
      '{"v":1,"day":2932897}',
    ];
    const bad: Progress = new Map(
      texts.map((text, at) => [`interview:${at}`, { note: [text, 5] }]),
    );
    assert.deepEqual(interviewsOf(bad), { all: [], newer: 0 });
    const odd: Progress = new Map([
      [
        'interview:o',
        {
          note: [
            '{"v":1,"day":9,"minutes":[-5,1e9,"x",13.4],"scope":{"own":1,"first":[3,"q"]}}',
            5,
          ],
        },
      ],
    ]);
    const [read] = interviewsOf(odd).all;
    assert.deepEqual(read, {
      id: 'o',
      name: '',
      day: 9,
      minutes: [0, 1440, 20, 13, 20, 20, 20],
      scope: { ...wholeScope, first: ['q'] },
    });
  });

  it('are no interviews where a question has a note', () => {
    assert.deepEqual(interviewsOf(new Map([['orm', { note: ['{"v":1,"day":9}', 5] }]])).all, []);
  });

  it('lead to those ahead, today’s among them, the next one first', () => {
    const all = [interview, { ...interview, id: 'x2', day: 20_700 }];
    const ahead = (today: number) => interviewsAhead(all, today).map(({ id }) => id);
    assert.deepEqual(ahead(20_600), ['x1', 'x2']);
    assert.deepEqual(ahead(20_601), ['x2']);
    assert.deepEqual(ahead(20_701), []);
  });
});
