import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dateOf, dayOf } from '../../../src/study/plan/calendar';
import { readWords } from '../../../src/study/plan/words';

/** Wednesday, 4 March 2026. */
const today = dayOf(2026, 3, 4)!;

function dates(text: string): string[] {
  return readWords(text, today).days.map(day => dateOf(day).join('-'));
}

describe('the words for a date', () => {
  const clear: Readonly<Record<string, string>> = {
    'in two weeks': '2026-3-18',
    'in 1.5 weeks': '2026-3-15',
    'in a week and a half': '2026-3-15',
    '2 junior roles in three weeks': '2026-3-25',
    '12 March': '2026-3-12',
    'March 12th': '2026-3-12',
    'on the 3rd of March': '2027-3-3',
    'Dec 24, 2026': '2026-12-24',
    '2026-12-24': '2026-12-24',
    '24/12/2026': '2026-12-24',
    tomorrow: '2026-3-5',
    'the day after tomorrow': '2026-3-6',
    'next Tuesday': '2026-3-10',
    'on Friday': '2026-3-6',
    Wednesday: '2026-3-11',
    'in two weeks on Tuesday': '2026-3-17',
    'in 10 days': '2026-3-14',
    'ten days from now': '2026-3-14',
    'next month': '2026-4-4',
    'end of the month': '2026-3-31',
    'in a fortnight': '2026-3-18',
    'may 5': '2026-5-5',
    'in zwei Wochen': '2026-3-18',
    'in anderthalb Wochen': '2026-3-15',
    'in 1,5 Wochen': '2026-3-15',
    übermorgen: '2026-3-6',
    morgen: '2026-3-5',
    'am 12. März': '2026-3-12',
    '12.3.': '2026-3-12',
    '24.12.2026': '2026-12-24',
    'kommenden Freitag': '2026-3-6',
    'nächsten Dienstag': '2026-3-10',
    'Dienstag nächster Woche': '2026-3-10',
    'in einem Monat': '2026-4-4',
    'Ende des Monats': '2026-3-31',
    两周后: '2026-3-18',
    '10天后': '2026-3-14',
    十二天后: '2026-3-16',
    三月: '',
    '3月12日': '2026-3-12',
    '2026年12月24日': '2026-12-24',
    下周二: '2026-3-10',
    周五: '2026-3-6',
    明天: '2026-3-5',
    后天: '2026-3-6',
    大后天: '2026-3-7',
    一个月后: '2026-4-4',
    一周半后: '2026-3-15',
    月底: '2026-3-31',
  };
  for (const [text, date] of Object.entries(clear)) {
    it(`reads “${text}”`, () => assert.deepEqual(dates(text), date === '' ? [] : [date]));
  }

  const unclear: Readonly<Record<string, readonly string[]>> = {
    'next Friday': ['2026-3-6', '2026-3-13'],
    'nächsten Freitag': ['2026-3-6', '2026-3-13'],
    '3/4/2027': ['2027-3-4', '2027-4-3'],
    'on 12 March or 14 March': ['2026-3-12', '2026-3-14'],
    'next week': ['2026-3-9', '2026-3-10', '2026-3-11', '2026-3-12', '2026-3-13'],
    下周: ['2026-3-9', '2026-3-10', '2026-3-11', '2026-3-12', '2026-3-13'],
  };
  for (const [text, all] of Object.entries(unclear)) {
    it(`leaves open which day “${text}” is`, () => assert.deepEqual(dates(text), all));
  }

  it('finds none where there is none', () => {
    for (const text of [
      '',
      'a junior role',
      'maybe',
      '30 minutes a day',
      '31 June',
      'marching band 12',
      '5',
      'in 1.5',
    ]) {
      assert.deepEqual(dates(text), [], text);
    }
  });

  it('reads minutes a day beside the date', () => {
    const cases: Readonly<Record<string, readonly [number | undefined, string | undefined]>> = {
      '30 minutes a day, in two weeks': [30, '2026-3-18'],
      'in two weeks, 30 min/day': [30, '2026-3-18'],
      'half an hour a day until 12 March': [30, '2026-3-12'],
      '1.5 hours a day': [90, undefined],
      'täglich 20 Minuten, in drei Wochen': [20, '2026-3-25'],
      'eine halbe Stunde am Tag bis zum 12. März': [30, '2026-3-12'],
      '每天30分钟，两周后': [30, '2026-3-18'],
      每天半小时: [30, undefined],
      每天一个半小时: [90, undefined],
      'in two weeks': [undefined, '2026-3-18'],
    };
    for (const [text, [minutes, date]] of Object.entries(cases)) {
      assert.equal(readWords(text, today).minutes, minutes, text);
      assert.deepEqual(dates(text), date === undefined ? [] : [date], text);
    }
  });

  it('gives back the words besides', () => {
    assert.equal(readWords('2 junior roles in three weeks', today).rest, '2 junior roles');
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        for (const day of readWords(text, today).days) assert.ok(Number.isInteger(day));
      }),
    );
  });
});

describe('the date in what a person wrote to the interviewer', () => {
  const isoDay = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  const wednesday = isoDay('2026-11-25');
  for (const [text, date, rest] of [
    ['2026-12-24', '2026-12-24', ''],
    ['by 2026-12-24, I am weak at the ORM', '2026-12-24', 'I am weak at the ORM'],
    ['24.12.2026', '2026-12-24', ''],
    ['24/12/2026', '2026-12-24', ''],
    ['12/24/2026', '2026-12-24', ''],
    ['my interview is on 24 December', '2026-12-24', 'my interview is'],
    ['on the 3rd of March 2027', '2027-03-03', ''],
    ['Dec 24, 2026', '2026-12-24', ''],
    ['January 5', '2027-01-05', ''],
    ['29 February', '2028-02-29', ''],
    ['tomorrow', '2026-11-26', ''],
    ['the day after tomorrow', '2026-11-27', ''],
    ['in 10 days', '2026-12-05', ''],
    ['in two weeks', '2026-12-09', ''],
    ['a week', '2026-12-02', ''],
    ['in 3 months', '2027-02-25', ''],
    ['on Friday', '2026-11-27', ''],
    ['next Wednesday', '2026-12-02', ''],
    ['Tuesday', '2026-12-01', ''],
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${date}`, () => {
      const read = readWords(text, wednesday);
      assert.deepEqual([read.days, read.rest], [[isoDay(date)], rest]);
    });
  }

  for (const text of ['', 'soon', '31 February', '2026-13-01', 'in many days', 'K1 2 3']) {
    it(`is not in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(readWords(text, wednesday).days, []));
  }

  it('counts days as the calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), number => {
        const [year, month, dayOfMonth] = dateOf(number);
        const date = new Date(number * 86_400_000);
        assert.deepEqual(
          [year, month, dayOfMonth],
          [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()],
        );
        assert.equal(dayOf(year, month, dayOfMonth), number);
      }),
    );
  });
});
