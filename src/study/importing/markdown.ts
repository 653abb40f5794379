/** Reads Markdown questions: every shape proposes a reading, and the best one is taken. */
import type { Steps } from '../steps';
import type { FoundQuestion, LeftOut, Reading } from './found';
import { longestLine, readLines, type Line } from './lines';
import { linesInStep, type Page, type Proposal } from './shape';
import { shapes } from './shapes';
import { likeness, undress } from './titles';

/** The possible readings of a page. */
export interface MarkdownReadings {
  /** Best first; empty if it has no questions. */
  readonly readings: readonly Reading[];
  /** Lines left out of all of them. */
  readonly leftOut: readonly LeftOut[];
}

/** Reads a normalised text in every way its shapes propose. */
export function* readMarkdown(text: string): Steps<MarkdownReadings> {
  const page = yield* readPage(text);
  const proposals: Proposal[] = [];
  for (const shape of shapes) {
    proposals.push(...(yield* shape(page)));
    yield;
  }
  const certain = proposals.find(({ certain }) => certain === true);
  const weighed: { readonly proposal: Proposal; readonly worth: number }[] = [];
  for (const proposal of proposals) {
    weighed.push({ proposal, worth: worthOf(proposal, page) });
    yield;
  }
  const ranked = weighed
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .map(({ proposal }) => proposal);
  const ordered = certain ? [certain, ...ranked.filter(one => one !== certain)] : ranked;
  const { leftOut } = page;
  const readings: Reading[] = [];
  for (const proposal of ordered) {
    readings.push(readingOf(proposal, leftOut));
    yield;
  }
  return { readings: distinct(readings), leftOut };
}

/** Without readings that find the same questions. */
function distinct(readings: readonly Reading[]): Reading[] {
  const seen = new Set<string>();
  return readings.filter(({ questions }) => {
    const key = questions.map(({ title }) => title).join('\n');
    if (questions.length === 0 || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The minimum likeness for taking a single wording for a question. */
const surely = 0.8;

/** In a reading of uncertain questions, wordings below this likeness are left out. */
const leastLikeness = 0.2;

/**
 * How well a reading explains the page: the number of questions and their likeness, whether they
 * have answers, and how much of the page it leaves unexplained.
 */
function worthOf({ candidates, shape }: Proposal, { telling }: Page): number {
  const good = candidates.filter(one => one.question.title !== '' && one.likeness >= leastLikeness);
  const [first] = good;
  if (!first) return 0;
  // A single heading or item is a document's title, unless it asks.
  if (good.length === 1 && first.likeness < surely) return 0;
  const sum = (of: (one: (typeof good)[number]) => number) =>
    good.reduce((total, one) => total + of(one), 0);
  const sure = sum(one => one.likeness ** 2);
  const quality = sum(one => one.likeness) / candidates.length;
  const answered = sum(one => (one.question.answer === '' ? 0 : 1)) / good.length;
  const explained = Math.min(1, sum(one => one.lines) / Math.max(1, telling.at(-1) ?? 0));
  // A line explains only itself: every other shape explains more.
  const structure = shape === 'lines' ? 0.3 : 1;
  return structure * sure * quality * (0.4 + 0.6 * answered) * explained ** 2;
}

function readingOf(
  { shape, level, candidates, certain }: Proposal,
  before: readonly LeftOut[],
): Reading {
  const questions: FoundQuestion[] = [];
  let sure = 0;
  const leftOut: LeftOut[] = [...before];
  for (const { question, likeness } of candidates) {
    if (question.title === '')
      leftOut.push({ reason: 'empty', text: question.answer.slice(0, 80) });
    else if (likeness > 0) {
      questions.push(question);
      sure += likeness;
    }
  }
  const certainty = certain === true ? 1 : sure / Math.max(1, questions.length);
  return { shape, level, questions, leftOut, certainty };
}

function* readPage(text: string): Steps<Page> {
  const content = withoutFrontMatter(text);
  const lines = yield* readLines(content);
  yield;
  const leftOut: LeftOut[] = [];
  const passedOver = new Set<number>();
  const telling = [0];
  for (const [index, line] of lines.entries()) {
    if (index % linesInStep === linesInStep - 1) yield;
    const before = telling[index] ?? 0;
    telling.push(before);
    if (line.text.trim() === '') continue;
    const reason = line.opaque ? undefined : passedOverFor(line);
    if (reason === undefined) {
      telling[index + 1] = before + 1;
      continue;
    }
    passedOver.add(index);
    const last = leftOut.at(-1);
    // A table of contents counts as one omission, not fifty.
    if (last?.reason === reason && passedOver.has(index - 1)) continue;
    leftOut.push({ reason, line: index + 1, text: line.text.trim().slice(0, 80) });
  }
  return { text: content, lines, telling, leftOut, passedOver };
}

/** `[Q](#q)` is a contents entry; `[Words](https://…)` leads elsewhere and asks nothing. */
function passedOverFor({ text, mark, level }: Line): 'contents' | 'links' | undefined {
  if (!text.includes('](') || text.length > longestLine) return undefined;
  if (level > 0) return undefined;
  const words = (mark?.rest ?? text).trim();
  if (/^(?:\*\*)?(?:\d{1,4}[.)]?\s?)?\[[^\]]*\]\(#[^)\s]*\)[\s*.]*$/.test(words)) return 'contents';
  // The rows of a contents table: | 1 | [What is it?](#what-is-it) |
  if (/^\|[^[\]]*\[[^\]]*\]\(#[^)\s]*\)\s?\|?$/.test(words)) return 'contents';
  const link = /^\[([^\]]*)\]\((?!#)[^)\s]*\)\s?[.]?$/.exec(words)?.[1];
  if (link === undefined || mark === undefined) return undefined;
  const { title, numbered } = undress(link);
  return likeness(title, numbered) >= 0.8 ? undefined : 'links';
}

/** Lines between two `---` at the top are metadata of the file. */
function withoutFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---\n', 3);
  const data = end === -1 ? [] : text.slice(4, end).split('\n');
  const isData = data.length > 0 && data.every(line => /^(?:\s|#|-\s|[\w.-]+\s?:|$)/.test(line));
  return isData ? '\n'.repeat(data.length + 2) + text.slice(end + 5) : text;
}
