import assert from 'node:assert/strict';
import { updateSection } from '../../bench/readme';

describe("README's section on performance", () => {
  const empty = `# A\n\n<!-- performance: written by \`npm run bench -- --write\` -->\n<!-- /performance -->\n\n## B\n`;
  const section = (title: string, text: string) => ({ title, text: `### ${title}\n\n${text}` });

  it('gets what was measured, and the rest of README stays', () => {
    const text = updateSection(empty, [section('Size', 'big')], 'a machine');
    assert.ok(text.startsWith('# A\n\n<!-- performance'));
    assert.ok(text.endsWith('<!-- /performance -->\n\n## B\n'));
    assert.match(text, /Measured on: a machine\.\n\n### Size\n\nbig\n/);
  });

  it('keeps what was not measured this time, and replaces what was', () => {
    const once = updateSection(empty, [section('Size', 'big'), section('Speed', 'slow')], 'one');
    const twice = updateSection(once, [section('Speed', 'fast')], 'two');
    assert.match(twice, /### Size\n\nbig\n\n### Speed\n\nfast\n/);
    assert.doesNotMatch(twice, /slow|: one/);
  });

  it('says when README has no place for it', () => {
    assert.throws(() => updateSection('# A\n', [], 'one'), /has no/);
  });
});
