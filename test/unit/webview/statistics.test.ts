import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFromStatistics } from '../../../src/protocol/statistics';
import { createFormats } from '../../../src/webview/statistics/formats';
import { readToStatistics } from '../../../src/webview/statistics/messages';
import { readStatisticsState } from '../../../src/webview/statistics/state';

/** 18 June 2025, a Wednesday, in days since 1970. */
const wednesday = Date.UTC(2025, 5, 18) / 86_400_000;

describe('The formats of the statistics page', () => {
  const en = createFormats('en');
  const cases: readonly [string, string, string][] = [
    ['no time', en.duration(0), '0 sec'],
    ['seconds', en.duration(41_400), '41 sec'],
    ['minutes', en.duration(12 * 60_000), '12 min'],
    ['an hour', en.duration(3_600_000), '1 hr'],
    ['hours and minutes', en.duration(11_100_000), '3 hr 5 min'],
    ['almost an hour', en.duration(3_599_000), '1 hr'],
    ['one day', en.days(1), '1 day'],
    ['days', en.days(12), '12 days'],
    ['a share', en.share(0.916), '92%'],
    ['a large number', en.number(12_345), '12,345'],
    ['a difficulty', en.decimal(9), '9.0'],
    ['a study day', en.day(wednesday), 'Wed, Jun 18, 2025'],
    ['a study day in short', en.shortDay(wednesday), 'Jun 18'],
    ['a week', en.weekdays().join(' '), 'Mon Tue Wed Thu Fri Sat Sun'],
    ['a day within a month', String(en.monthStart(wednesday)), 'undefined'],
    ['the first of a month', String(en.monthStart(wednesday - 17)), 'Jun'],
    ['a share in German', createFormats('de').share(0.916), '92\u00a0%'],
    ['VS Code’s name of Chinese', createFormats('zh-cn').number(1), '1'],
    ['a language that there is none of', createFormats('not a language!').days(2), '2 days'],
  ];
  for (const [name, actual, expected] of cases) {
    it(`write ${name} as “${expected}”`, () => assert.equal(actual, expected));
  }
});

describe('What the statistics page remembers', () => {
  it('is the last 30 days and closed tables at first', () => {
    assert.deepEqual(readStatisticsState(undefined), { period: 'month', open: [], scroll: 0 });
  });

  it('comes back as it was', () => {
    const state = { period: 'all', open: ['year'], scroll: 120 };
    assert.deepEqual(readStatisticsState(state), state);
  });

  it('is what is usable of a damaged state', () => {
    assert.deepEqual(
      readStatisticsState({ period: 'decade', open: ['year', 3, null], scroll: Number.NaN }),
      { period: 'month', open: ['year'], scroll: 0 },
    );
  });

  it('is never an exception', () => {
    fc.assert(fc.property(fc.anything(), value => void readStatisticsState(value)));
  });
});

describe('The messages of the statistics', () => {
  const accepted: readonly unknown[] = [
    { type: 'ready' },
    { type: 'action', action: 'review' },
    { type: 'action', action: 'interview' },
    { type: 'openQuestion', id: 'signals' },
  ];
  for (const message of accepted) {
    it(`take ${JSON.stringify(message)} from the page`, () => {
      assert.deepEqual(readFromStatistics(message), message);
    });
  }

  const refused: readonly unknown[] = [
    null,
    'ready',
    { type: 'action', action: 'resetProgress' },
    { type: 'action', action: '__proto__' },
    { type: 'openQuestion', id: 7 },
    { type: 'openQuestion', id: 'x'.repeat(201) },
    { type: 'show' },
  ];
  for (const message of refused) {
    it(`refuse ${JSON.stringify(message).slice(0, 60)}`, () => {
      assert.equal(readFromStatistics(message), undefined);
    });
  }

  it('carry no more than they name', () => {
    assert.deepEqual(readFromStatistics({ type: 'ready', command: 'x' }), { type: 'ready' });
  });

  it('are read by the page without an exception, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), value => void readToStatistics(value)));
    assert.equal(readToStatistics({ type: 'show', statistics: { mastery: [] } }), undefined);
    assert.equal(readToStatistics({ type: 'problem', message: 3 }), undefined);
  });
});
