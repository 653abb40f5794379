/** Flashcards in notes: `Q::A`, `Q:::A`, and question and answer separated by `?` or `??`. */
import { answerOf } from '../body';
import { foundQuestion } from '../found';
import { longestLine } from '../lines';
import { pauses, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';
import { likeness, surely } from '../titles';
import { undress } from '../undress';

/** The tag of a note's cards, with its deck; and the schedule after a card. */
const tags = /(?:^|\s)#flashcards?(?:\/[^\s#]+)?(?=\s|$)/gi;
const schedule = / ?<!--SR:[^>]{0,500}-->/g;

export function* flashcardsShape(page: Page): Steps<Proposal[]> {
  const { lines } = page;
  const candidates: Candidate[] = [];
  let category = '';
  const add = (title: string, answer: string, start: number, end: number): void => {
    const undressed = undress(title.replace(tags, ' ').replace(schedule, ' '));
    candidates.push({
      question: foundQuestion({
        title: undressed.title,
        answer: answer.replace(schedule, '').trimEnd(),
        category,
      }),
      likeness: Math.max(surely, likeness(undressed.title, undressed.numbered)),
      start,
      end,
    });
  };
  // In a note of cards, a word before the colons is no namespace.
  const areCards = /(?:^|\s)#flashcards?(?![\w-])|\n\?{1,2}[ \t]*\n/i.test(page.text);
  yield;
  const isPause = pauses();
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    const line = lines[index];
    if (!line || line.opaque || line.text.length > longestLine) continue;
    if (line.names) {
      category = line.title;
      continue;
    }
    const text = (line.mark?.rest ?? line.text).trim();
    // Below a sentence that is no card, it is one.
    const above = lines[index - 1]?.text ?? '';
    const isCard =
      areCards &&
      !(/^\p{L}/u.test(above) && /\w[.,;]\s?$/.test(above) && candidates.at(-1)?.end !== index);
    const single = splitCard(text, isCard);
    if (single) {
      add(single[0], single[1], index, index + 1);
      continue;
    }
    const meaning = /^:[ \t]{1,3}(?=\S)/.exec(lines[index + 1]?.text ?? '')?.[0];
    if (meaning !== undefined && text !== '') {
      let end = index + 2;
      while (/^(?:[ \t]{1,8}|:[ \t]{1,3})\S/.test(lines[end]?.text ?? '')) end++;
      const first = lines[index + 1]?.text.slice(meaning.length) ?? '';
      add(text, answerOf(lines, index + 2, end, { first, indent: 2 }), index, end);
      index = end - 1;
      continue;
    }
    if (text === '?' || text === '??') {
      // The paragraph above asks, the one below answers.
      let start = index;
      while (
        start > 0 &&
        lines[start - 1]?.text.trim() !== '' &&
        (lines[start - 1]?.level ?? 1) === 0
      )
        start--;
      if (start === index) continue;
      let end = index + 1;
      while (end < lines.length && (lines[end]?.opaque || lines[end]?.text.trim() !== '')) end++;
      if (end === index + 1) continue;
      const question = lines.slice(start, index).map(one => one.text.trim());
      const answer = answerOf(lines, index + 1, end);
      add(question.join(' '), answer, start, end);
      index = end - 1;
    }
  }
  return candidates.length === 0 ? [] : [{ shape: 'flashcards', level: 0, candidates }];
}

/** The sides of `Q::A` or `Q:::A`; `std::move` and `a[::2]` in code do not count. */
function splitCard(text: string, areCards: boolean): readonly [string, string] | undefined {
  const isArrow = text.includes(' >> ');
  if (!isArrow && !text.includes('::')) return undefined;
  const outside = text.replace(/`[^`]*`/g, code => '`'.repeat(code.length));
  const at = isArrow
    ? / >> (?=\S)/.exec(outside)
    : /(?<=\S)\s*(:{2,3})(?!:)\s*(?=\S)/.exec(outside);
  if (
    !at ||
    // "Use std::vector::data"
    / [a-z]\w{0,30}::\w{1,30}::\w/.test(outside.slice(Math.max(0, at.index - 32), at.index + 40)) ||
    (!(areCards && /^\p{Lu}/u.test(outside)) &&
      /^\w/.test(outside.slice(at.index + at[0].length)) &&
      /\w$/.test(outside.slice(0, at.index)) &&
      at[0].trim() === at[0] &&
      !outside.slice(0, at.index).includes(' '))
  )
    return undefined;
  return [text.slice(0, at.index).trim(), text.slice(at.index + at[0].length).trim()];
}
