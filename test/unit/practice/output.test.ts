import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  forTerminal,
  mostOfAll,
  mostOfOne,
  OutputDivider,
  type Piece,
} from '../../../src/editor/practice/running/output';

const mark = (id: string) => `\x1eM ${id}\x1e`;

/** Each check's output, from a stream that arrives in these pieces. */
function divided(pieces: readonly string[]): Readonly<Record<string, string>> {
  const divider = new OutputDivider('M');
  const all: Piece[] = [...pieces.flatMap(piece => [...divider.add(piece)]), ...divider.end()];
  const texts: Record<string, string> = {};
  for (const { id, text } of all) texts[id] = (texts[id] ?? '') + text;
  return texts;
}

describe('The output of the checks', () => {
  const stream = `before${mark('a')}one\ntwo${mark('')}between${mark('b')}\x1eM not a mark`;

  it('is divided among them', () => {
    assert.deepEqual(divided([stream]), {
      '': 'beforebetween',
      a: 'one\ntwo',
      b: '\x1eM not a mark',
    });
  });

  it('is the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 6 }), cuts => {
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const pieces = at.slice(1).map((end, index) => stream.slice(at[index], end));
        assert.deepEqual(divided(pieces), divided([stream]));
      }),
    );
  });

  it('is shown up to a limit for each, and in all', () => {
    const texts = divided([mark('a'), 'x'.repeat(2_000_000), mark('b'), 'short']);
    assert.ok(texts.a!.length < mostOfOne + 100, String(texts.a!.length));
    assert.match(texts.a!, /… \+1950000/);
    assert.equal(texts.b, 'short');
    const many = Array.from({ length: 40 }, (_, i) => `${mark(`c${i}`)}${'y'.repeat(mostOfOne)}`);
    const shown = Object.values(divided(many)).join('').length;
    assert.ok(shown < mostOfAll + 40 * 100, String(shown));
  });

  it('cannot act on the terminal that shows it', () => {
    assert.equal(forTerminal('a\nb\r\n'), 'a\r\nb\r\n');
    assert.equal(forTerminal('\x1b[31mred\x1b[0m'), '\x1b[31mred\x1b[0m');
    assert.equal(
      forTerminal('\x1b]0;title\x07\x1b[2J\x08'),
      '\u{fffd}]0;title\u{fffd}\u{fffd}[2J\u{fffd}',
    );
    // Single characters that terminals read as an escape plus the next character.
    assert.equal(forTerminal('\x9b2J\x9d0;title\x9c'), '\u{fffd}2J\u{fffd}0;title\u{fffd}');
  });
});
