/** Reads the questions in a model's reply, without trusting any of it. */
import { inertInline } from '../markdown/inert';
import { foldText } from '../search';
import { visibleText } from './promptMarks';

/** The rest of a longer reply is not read. In characters. */
const longestReply = 40_000;
/** Further questions are ignored. */
const mostQuestions = 15;
/** Shorter and longer lines are not questions. In characters. */
const shortest = 8;
const longest = 400;

/** A link or image of Markdown, of which a question keeps the text. Lines are short. */
const link = /!?\[([^\][]*)\]\([^()]*\)/g;

/**
 * The questions of the reply to `jobPrompt`, as inert Markdown on one line each: the items of its
 * list, or where it has none, its lines that end as questions do. None is there twice.
 *
 * @param known wordings that are left out, as Markdown
 */
export function readQuestions(reply: string, known: readonly string[]): readonly string[] {
  const lines = visibleText(reply.slice(0, longestReply))
    .split('\n')
    .map(line => line.trim());
  const items = lines.flatMap(line => /^(?:[-*•]|\d{1,3}[.)、])\s*(\S.*)$/.exec(line)?.[1] ?? []);
  const candidates = items.length > 0 ? items : lines.filter(line => /[?？]$/.test(line));
  const taken = new Set(known.map(sameness));
  const questions: string[] = [];
  for (const candidate of candidates) {
    if (candidate.length < shortest || candidate.length > longest) continue;
    const question = inertInline(candidate.replace(link, '$1'));
    const same = sameness(question);
    if (same === '' || taken.has(same)) continue;
    taken.add(same);
    questions.push(question);
    if (questions.length >= mostQuestions) break;
  }
  return questions;
}

/** The letters and digits of a wording: two that differ in nothing else are one question. */
function sameness(wording: string): string {
  return foldText(wording).replace(/[^\p{L}\p{N}]+/gu, '');
}
