import assert from 'node:assert/strict';
import { shownCommand } from '../../../src/editor/practice/running/shownCommand';

describe('A command that is shown to be pasted', () => {
  const cases: readonly (readonly [part: string, posix: string, windows: string])[] = [
    ['/usr/bin/python3', '/usr/bin/python3', '/usr/bin/python3'],
    ['Django>=5.2,<5.3', "'Django>=5.2,<5.3'", '"Django>=5.2,<5.3"'],
    ['/my folder/.venv', "'/my folder/.venv'", '"/my folder/.venv"'],
    ['/a$(touch x)', "'/a$(touch x)'", "'/a$(touch x)'"],
    ['/a`touch x`', "'/a`touch x`'", "'/a`touch x`'"],
    ["/it's $HOME", String.raw`'/it'\''s $HOME'`, "'/it''s $HOME'"],
    ['/a"; touch x; "', `'/a"; touch x; "'`, '"/a"; touch x; ""'], // not a valid file name there
    ['/a”; touch x; “b', "'/a”; touch x; “b'", "'/a”; touch x; “b'"],
    ['/a’; touch x; ‘b', "'/a’; touch x; ‘b'", "'/a’’; touch x; ‘‘b'"],
    ['', "''", '""'],
  ];
  for (const [part, posix, windows] of cases) {
    it(`has no part that a shell would act on: ${part}`, () => {
      assert.equal(shownCommand(['python', part], false), `python ${posix}`);
      assert.equal(shownCommand(['python', part], true), `python ${windows}`);
    });
  }
});
