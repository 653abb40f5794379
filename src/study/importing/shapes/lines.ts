/** One question per line and nothing else. */
import { linesInStep, type Candidate, type Page, type Proposal } from '../shape';
import { foundQuestion } from '../found';
import type { Steps } from '../../steps';
import { isApparatus, likeness, undress } from '../titles';

export function* linesShape(page: Page): Steps<Proposal[]> {
  // Where code is shown, lines belong together.
  if (page.lines.some(({ opaque, comment }) => opaque && !comment)) return [];
  const candidates: Candidate[] = [];
  let category = '';
  for (const [index, line] of page.lines.entries()) {
    if (index % linesInStep === linesInStep - 1) yield;
    if (line.opaque || line.text.trim() === '' || page.passedOver.has(index)) continue;
    if (line.level > 0) {
      if (!isApparatus(line.heading)) category = undress(line.heading).title;
      continue;
    }
    const { title, numbered } = undress(line.mark?.rest ?? line.text);
    const isNumbered = numbered || line.mark?.number !== undefined;
    const question = foundQuestion({ title, category });
    candidates.push({
      question,
      likeness: likeness(title, isNumbered),
      start: index,
      end: index + 1,
    });
  }
  return candidates.length === 0 ? [] : [{ shape: 'lines', level: 0, candidates }];
}
