import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { updateSection } from '../../bench/readme';

describe('the README of the benchmarks', () => {
  const readme = readFileSync('test/bench/README.md', 'utf8');
  const empty = `# A\n\n<!-- performance: written by \`npm run bench -- --write\` -->\n<!-- /performance -->\n\n## B\n`;
  const section = (title: string, text: string) => ({ title, text: `## ${title}\n\n${text}` });

  it('gets what was measured, and the rest stays', () => {
    const text = updateSection(empty, [section('Size', 'big')], 'a machine');
    assert.ok(text.startsWith('# A\n\n<!-- performance'));
    assert.ok(text.endsWith('<!-- /performance -->\n\n## B\n'));
    assert.match(text, /Measured on: a machine\.\n\n## Size\n\nbig\n/);
  });

  it('keeps what was not measured this time, and replaces what was', () => {
    const once = updateSection(empty, [section('Size', 'big'), section('Speed', 'slow')], 'one');
    const twice = updateSection(once, [section('Speed', 'fast')], 'two');
    assert.match(twice, /## Size\n\nbig\n\n## Speed\n\nfast\n/);
    assert.doesNotMatch(twice, /slow|: one/);
  });

  it('says when it has no place for it', () => {
    assert.throws(() => updateSection('# A\n', [], 'one'), /has no/);
  });

  it('has the place where they write', () => {
    const written = updateSection(readme, [{ title: 'A', text: '## A\n\nb' }], 'a machine');
    assert.match(written, /Measured on: a machine\./);
  });

  it('has goals beside all that was measured', () => {
    const [, section = ''] =
      /<!-- performance: [^>]*-->([^]*)<!-- \/performance -->/.exec(readme) ?? [];
    const parts = section.split(/^## /m).slice(1);
    assert.ok(parts.length >= 8, `${parts.length} tables`);
    for (const part of parts) assert.match(part, /\| goal \|/, part);
  });
});
