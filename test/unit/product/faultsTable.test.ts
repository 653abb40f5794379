import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withSummary, type Row } from '../../faults/table';

describe('the table of faults in their README', () => {
  const row = (kind: string, tried: number, lost = 0, doubled = 0): Row => ({
    kind,
    fault: `${kind} ${tried}`,
    number: 1,
    tried,
    lost,
    doubled,
    failed: false,
  });

  it('adds up the faults of a kind, and all', () => {
    const rows = [row('killed', 3), row('spoilt', 2, 1), row('killed', 4, 0, 5)];
    const text = withSummary(readFileSync('test/faults/README.md', 'utf8'), rows);
    const table = /\| Fault .*(?:\n\|.*)*/.exec(text)?.[0].split('\n').slice(2);
    assert.deepEqual(table, [
      '| killed | 2 | 7 | 0 | 5 |',
      '| spoilt | 1 | 2 | 1 | 0 |',
      '| All | 3 | 9 | 1 | 5 |',
    ]);
  });

  it('has a place there, and leaves the rest as it is', () => {
    const readme = readFileSync('test/faults/README.md', 'utf8');
    const outside = (text: string) => text.split(/<!-- faults: .* -->|<!-- \/faults -->/);
    const text = withSummary(readme, [row('killed', 3)]);
    assert.deepEqual(
      [outside(text)[0], outside(text)[2]],
      [outside(readme)[0], outside(readme)[2]],
    );
    assert.throws(() => withSummary('# A\n', []), /has no/);
  });
});
