/** A Markdown table with a column of questions and one of answers. */
import { foundQuestion } from '../found';
import { longestLine } from '../lines';
import { fieldsOf } from '../names';
import { pauses, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { isApparatus, likeness, undress } from '../titles';

export function* tableShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.opaque || page.passedOver.has(index)) continue;
    if (line.level > 0 && !isApparatus(line.heading)) category = undress(line.heading).title;
    if (!line.text.includes('|') || !isRule(lines[index + 1]?.text ?? '')) continue;
    const fields = fieldsOf(cells(line.text));
    if (!fields.includes('title')) continue;
    let row = index + 2;
    for (; row < lines.length && lines[row]?.text.includes('|'); row++) {
      if (isPause(row)) yield;
      if (page.passedOver.has(row)) continue;
      const found: Partial<Record<'title' | 'hint' | 'answer' | 'category', string>> = {};
      cells(lines[row]?.text ?? '').forEach((cell, column) => {
        const field = fields[column];
        if (field !== undefined && field !== 'id')
          found[field] ??= cell.replace(/<br\s?\/?>/gi, '\\\n');
      });
      const { title, numbered } = undress(found.title ?? '');
      candidates.push({
        question: foundQuestion({ category, ...found, title }),
        likeness: Math.max(0.7, likeness(title, numbered)),
        start: row,
        end: row + 1,
      });
    }
    index = row - 1;
  }
  return candidates.length === 0 ? [] : [{ shape: 'table', level: 0, candidates }];
}

/** The line under a table's head. */
function isRule(text: string): boolean {
  return (
    text.length < longestLine && text.includes('-') && /^[\s|:-]+$/.test(text) && text.includes('|')
  );
}

/** The cells of a row; `\|` is a bar in a cell. */
function cells(row: string): string[] {
  const parts = row
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (parts.at(-1)?.trim() === '') parts.pop();
  return parts.map(part => part.trim().replaceAll('\\|', '|'));
}
