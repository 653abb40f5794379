/**
 * Gives questions that a shape found the answers, or hints, of a page's lists of them. The lists are
 * found in `answerKeys.ts`, before any shape reads the page.
 */
import { ofAnswers } from './answerKeyForms';
import { answerOf } from './body';
import { foundQuestion } from './found';
import type { Line } from './lines';
import type { AnswerKey, Candidate, Page } from './shape';
import { surely } from './titles';

/** The lists of answers to questions that begin on these lines. */
export function keysTo({ keys }: Page, starts: Iterable<number>): readonly AnswerKey[] {
  if (keys.length === 0) return keys;
  const known = new Set(starts);
  return keys.filter(
    ({ answers, isOfLast }) => !isOfLast && [...answers.keys()].every(line => known.has(line)),
  );
}

/** Adds the answers below "Answers" that come with their questions' wordings again. */
function withRepeated(candidates: readonly Candidate[]): readonly Candidate[] {
  const open = new Map<string, number>();
  const all = [...candidates];
  for (const [at, one] of candidates.entries()) {
    const { title, answer, category } = one.question;
    if (answer === '') {
      open.set(title, at);
      continue;
    }
    const place = open.get(title) ?? -1;
    const asked = all[place];
    if (!asked || !ofAnswers.test(category)) continue;
    all[place] = { ...asked, question: { ...asked.question, answer } };
    all[at] = { ...one, isAnswer: true };
    open.delete(title);
  }
  return all;
}

/** Adds each answer to its question, and a placeholder candidate that covers the lines of each key. */
export function withKeys(
  candidates: readonly Candidate[],
  keys: readonly AnswerKey[],
  lines: readonly Line[],
): readonly Candidate[] {
  const repeated = withRepeated(candidates);
  if (keys.length === 0) return repeated;
  const all = new Map(repeated.map(one => [one.start, one]));
  for (const { start, end, name, areHints, answers } of keys) {
    if (answers.size === 0) continue;
    const ends = [...Array.from(answers.values(), ({ line }) => line), end];
    for (const [at, [asked, { line, words }]] of [...answers].entries()) {
      const own = all.get(asked);
      if (!own) continue;
      const { answer, hint } = own.question;
      const added = answerOf(lines, line + 1, ends[at + 1] ?? end, {
        first: words,
        indent: lines[line]?.mark?.width ?? 0,
      });
      // Below choices, it says which are right.
      const before = answer === '' ? '' : `${answer}\n\n${name}: `;
      const more = areHints ? { hint: `${hint}\n\n${added}` } : { answer: before + added };
      all.set(asked, { ...own, question: foundQuestion({ ...own.question, ...more }) });
    }
    const question = foundQuestion({});
    all.set(start, { question, likeness: surely, start, end, isAnswer: true });
  }
  return [...all.values()].sort((a, b) => a.start - b.start);
}
