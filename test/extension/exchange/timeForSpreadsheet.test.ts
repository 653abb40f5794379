import assert from 'node:assert/strict';
import { timeForSpreadsheet } from '../../../src/editor/exchange/exportProgress';

describe('a time in a spreadsheet', () => {
  it('is local', () => {
    assert.equal(
      timeForSpreadsheet(new Date(2026, 2, 5, 7, 8, 9).getTime()),
      '2026-03-05 07:08:09',
    );
  });

  it('is there at the end of time too, in any zone, and empty beyond it', () => {
    assert.match(timeForSpreadsheet(8.64e15), /^275760-09-1[23] \d\d:\d\d:\d\d$/);
    assert.equal(timeForSpreadsheet(8.64e15 + 1), '');
    assert.equal(timeForSpreadsheet(NaN), '');
  });
});
