import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayLength, startOfStudyDay, studyDayOf, type DayRules } from '../../src/study/studyDay';
import { daysIn } from './days';

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) / dayLength;
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

describe('A study day', () => {
  const cases: readonly [string, string, number, string, string][] = [
    ['begins at 04:00', 'UTC', 4, '2026-03-10T04:00:00Z', '2026-03-10'],
    ['has not begun a millisecond before', 'UTC', 4, '2026-03-10T03:59:59.999Z', '2026-03-09'],
    ['begins at midnight when told so', 'UTC', 0, '2026-03-10T00:00:00Z', '2026-03-10'],
    ['follows local time in Berlin', 'Europe/Berlin', 4, '2026-01-10T03:00:00Z', '2026-01-10'],
    ['follows summer time in Berlin', 'Europe/Berlin', 4, '2026-07-10T02:00:00Z', '2026-07-10'],
    ['follows New York', 'America/New_York', 4, '2026-01-10T08:59:00Z', '2026-01-09'],
    ['knows half hours', 'Asia/Kathmandu', 4, '2026-01-09T22:15:00Z', '2026-01-10'],
    ['works before 1970', 'UTC', 4, '1969-12-31T12:00:00Z', '1969-12-31'],
  ];
  for (const [name, zone, startHour, time, date] of cases) {
    it(name, () => {
      assert.equal(studyDayOf(Date.parse(time), daysIn(zone, startHour)), day(date));
    });
  }

  const starts: readonly [string, string, number, string, string][] = [
    ['an ordinary day', 'Europe/Berlin', 4, '2026-01-10', '2026-01-10T03:00:00Z'],
    ['the day the clock goes forward', 'Europe/Berlin', 4, '2026-03-29', '2026-03-29T02:00:00Z'],
    ['the day it goes back', 'Europe/Berlin', 4, '2026-10-25', '2026-10-25T03:00:00Z'],
    ['an hour that is skipped', 'Europe/Berlin', 2, '2026-03-29', '2026-03-29T01:00:00Z'],
    ['midnight that is skipped', 'America/Sao_Paulo', 0, '2018-11-04', '2018-11-04T03:00:00Z'],
    ['a whole day that is skipped', 'Pacific/Apia', 4, '2011-12-30', '2011-12-30T10:00:00Z'],
  ];
  for (const [name, zone, startHour, date, time] of starts) {
    it(`starts at the right moment on ${name}`, () => {
      const start = startOfStudyDay(day(date), daysIn(zone, startHour));
      assert.equal(new Date(start).toISOString(), new Date(time).toISOString());
    });
  }

  it('contains its start and not the millisecond before, in every zone and at every hour', () => {
    // Study begins at 3 or later: zones that change at midnight or at 2 may skip earlier times.
    const anyTime = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones.filter(zone => zone !== 'Pacific/Apia')),
        fc.integer({ min: 3, max: 22 }),
        anyTime,
        (zone, startHour, time) => {
          const rules = daysIn(zone, startHour);
          const today = studyDayOf(time, rules);
          const start = startOfStudyDay(today, rules);
          assert.ok(start <= time && time < startOfStudyDay(today + 1, rules));
          assert.equal(studyDayOf(start, rules), today);
          assert.equal(studyDayOf(start - 1, rules), today - 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('lasts 23 hours when the clock goes forward and 25 when it goes back', () => {
    const rules = daysIn('Europe/Berlin', 4);
    const hours = (date: string) =>
      (startOfStudyDay(day(date) + 1, rules) - startOfStudyDay(day(date), rules)) / 3_600_000;
    assert.deepEqual(['2026-03-28', '2026-10-24', '2026-06-01'].map(hours), [23, 25, 24]);
  });

  it('is drawn anew by a person who moves to another zone, without a gap or a day twice', () => {
    const time = Date.parse('2026-05-05T10:00:00Z');
    const home = studyDayOf(time, daysIn('Europe/Berlin', 4));
    const there = studyDayOf(time, daysIn('Pacific/Kiritimati', 4));
    assert.equal(home, day('2026-05-05'));
    assert.equal(there, day('2026-05-05'));
    const fixed = (hours: number): DayRules => ({ startHour: 4, offsetMinutes: () => hours * 60 });
    assert.equal(studyDayOf(time, fixed(-11)), day('2026-05-04'));
  });
});
