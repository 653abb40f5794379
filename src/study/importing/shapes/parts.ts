/** Questions whose parts are below headings between dashes: `--text--`, `--distractors--`, `--answer--`. */
import { foundQuestion } from '../found';
import { answerIn } from '../quiz';
import { pauses, type Candidate, type Page, type Proposal } from '../shape';
import type { Steps } from '../../steps';

export function* partsShape({ lines }: Page): Steps<Proposal[]> {
  const candidates: Candidate[] = [];
  let hasAnswer = false;
  let start = 0;
  /** The lines of each part, divided by rules. */
  let parts = new Map<string, string[][]>();
  let part: string[][] = [];
  const isPause = pauses();
  for (let index = 0; index <= lines.length; index++) {
    if (isPause(index)) yield;
    const { text, level = 0, heading = '', opaque } = lines[index] ?? {};
    const name = level > 0 || text === undefined ? heading : undefined;
    if (name === undefined) {
      if (text === '---' && opaque === false) part.push([]);
      else part.at(-1)?.push(text ?? '');
      continue;
    }
    if (!/^--(?:text|distractors|answer)--$/.test(name) || parts.has(name)) {
      const textsOf = (name: string) => (parts.get(name) ?? []).map(own => own.join('\n').trim());
      const asked = textsOf('--text--').join('\n\n---\n\n');
      const [title = ''] = /^(?:\S.*\n?)+/.exec(asked) ?? [];
      if (title !== '') {
        const [answer = ''] = textsOf('--answer--');
        const options = [answer, ...textsOf('--distractors--')];
        hasAnswer ||= answer !== '' && options.length > 2;
        const quiz = answerIn({ options, answer }, undefined, own => own);
        const more = asked.slice(title.length).trim();
        const question = foundQuestion({ title, answer: `${more}\n\n${quiz}`.trim() });
        candidates.push({ question, likeness: 1, start, end: index });
      }
      parts = new Map();
      start = index;
    }
    parts.set(name, (part = [[]]));
  }
  if (!hasAnswer) return [];
  return [{ shape: 'labels', level: 3, candidates, certain: true }];
}
