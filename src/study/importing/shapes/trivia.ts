/** Trivia in plain text: `#Q wording`, `^ right answer`, then the options: `A this`, `B that`. */
import { foundQuestion } from '../found';
import { isEmpty } from '../lines';
import { plainToMarkdown } from '../plainText';
import { answerIn } from '../quiz';
import { pauses, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';

export function* triviaShape({ lines }: Page): Steps<Proposal[]> {
  const candidates: Candidate[] = [];
  let [asked, complete] = [0, 0];
  const isPause = pauses();
  const isAsked = (at: number) => lines[at]?.text.startsWith('#Q ') === true;
  for (let index = 0; index < lines.length; index++) {
    if (isPause(index)) yield;
    if (!isAsked(index)) continue;
    asked++;
    // What goes on in the next line belongs to what is above.
    const wording: string[] = [];
    const right: string[] = [];
    const options: string[][] = [];
    let isBlank = false;
    let end = index;
    for (; end < lines.length && (end === index || !isAsked(end)); end++) {
      if (isPause(end)) yield;
      const text = lines[end]?.text ?? '';
      const isApart = isBlank;
      isBlank = isEmpty(text);
      if (isBlank) continue;
      if (text.startsWith(`${'ABCDEFGH'[options.length] ?? '^'} `) && right.length > 0)
        options.push([text.slice(2)]);
      else if (text.startsWith('^ ') && right.length === 0) right.push(text.slice(2));
      else if (isApart && options.length > 0) break;
      else (options.at(-1) ?? (right.length > 0 ? right : wording)).push(text.replace(/^#Q /, ''));
    }
    const quiz = { options: options.map(words => words.join(' ')), answer: right.join(' ') };
    const question = foundQuestion({
      title: plainToMarkdown(wording.join(' ')),
      answer: answerIn(quiz, undefined),
    });
    if (options.length > 1 && right.length > 0) complete++;
    candidates.push({ question, likeness: 1, start: index, end });
    index = end - 1;
  }
  if (complete * 2 <= asked) return [];
  return [{ shape: 'labels', level: 2, candidates, certain: true }];
}
