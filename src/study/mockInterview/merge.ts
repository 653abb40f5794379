/**
 * Merges two copies of one interview, in any order and any number of times. If they differ (another
 * window, an exported file) the later `updated` wins; for each question the copy that changed last
 * wins, so that no window's typing is lost.
 */
import { writeInterview, writeQuestion } from './format';
import { longestAnswer, type Interview, type InterviewQuestion } from './interview';

/**
 * Merges two copies. Returns `a` itself if `b` adds nothing, so that a caller can tell.
 * @throws RangeError for copies of different interviews
 */
export function mergeInterviews(a: Interview, b: Interview): Interview {
  if (a.id !== b.id) throw new RangeError('only copies of one interview can be merged');
  // Copies with other questions cannot be combined: only one can win.
  if (!haveSameQuestions(a, b)) return later(a, b, ({ updated }) => updated, wholeText);
  const winner = later(a, b, ({ updated }) => updated, headText);
  const questions = winner.questions.map((question, index) => {
    const [own, other] = [a.questions[index], b.questions[index]];
    return own && other ? mergeQuestions(own, other) : question;
  });
  if (questions.every((question, index) => question === winner.questions[index])) return winner;
  return { ...winner, questions };
}

/**
 * Merges a copy that comes from `base` with another one, as `mergeInterviews` does, but an answer that
 * was typed into in both holds what was typed in each. Returns `mine` itself if `other` adds nothing.
 * @throws RangeError for copies of different interviews
 */
export function mergeChanges(base: Interview, mine: Interview, other: Interview): Interview {
  const merged = mergeInterviews(mine, other);
  if (!haveSameQuestions(mine, other) || !haveSameQuestions(base, mine)) return merged;
  const questions = merged.questions.map((question, index) => {
    const [was, own, theirs] = [base, mine, other].map(each => each.questions[index]);
    if (!was || !own || !theirs) return question;
    // Another window may have written over `base` without having read it.
    const before = theirs.changed < was.changed ? '' : was.answer;
    const answer = mergeAnswers(before, own.answer, theirs.answer).slice(0, longestAnswer);
    return answer === question.answer
      ? question
      : { ...question, answer, changed: question.changed + 1 };
  });
  if (questions.every((question, index) => question === merged.questions[index])) return merged;
  return { ...merged, questions, updated: merged.updated + 1 };
}

/**
 * What became of the answer `before` when it was changed to `mine` here and to `theirs` elsewhere:
 * the one that changed, or both, so that nothing typed is lost. Both may be longer than
 * `longestAnswer`, which is cut off where it is stored.
 */
export function mergeAnswers(before: string, mine: string, theirs: string): string {
  if (theirs === before) return mine;
  if (mine === before || contains(theirs, mine)) return theirs;
  if (contains(mine, theirs)) return mine;
  const lastLine = before.lastIndexOf('\n') + 1;
  const goesOn = before !== '' && theirs.endsWith(before.slice(lastLine) || '\n');
  // A whole line is easier to understand than its end.
  const from = !mine.startsWith(before) ? 0 : goesOn ? before.length : lastLine;
  const rest = mine.slice(from);
  if (goesOn && from > 0) return `${theirs}${rest}`;
  // Both may go on from a text that `before` does not have.
  const own = ownLines(rest.split('\n'), theirs.split('\n'));
  return own.length === 0 ? theirs : `${theirs}\n\n${own.join('\n')}`;
}

/**
 * The lines that `theirs` does not have: without the first ones if they stand there too, together and
 * in the same order. A single line stands there by chance, unless both texts begin with it.
 */
function ownLines(lines: readonly string[], theirs: readonly string[]): readonly string[] {
  const { length: first, at } = beginningIn(theirs, lines);
  if (first === lines.length) return [];
  const shared = lines.slice(0, first);
  if (at > 0 && shared.filter(line => line !== '').length < 2) return lines;
  const own = lines.slice(first);
  // The others may have been added there already.
  if (contains(theirs.slice(at + first), own)) return [];
  // An indented line says nothing without those that it stands below.
  const above: string[] = [];
  let depth = own[0]?.search(/\S/) ?? 0;
  for (const line of shared.reverse()) {
    const indent = line.search(/\S/);
    if (indent < 0 || indent >= depth) continue;
    above.unshift(line);
    depth = indent;
  }
  return [...above, ...own];
}

/**
 * `whole.includes(part)`, for lines too, in time proportional to their lengths, which the engine's
 * search does not promise.
 */
function contains<T>(whole: ArrayLike<T>, part: ArrayLike<T>): boolean {
  return beginningIn(whole, part).length === part.length;
}

/**
 * How much of the beginning of `part` stands in `whole`, at most, and where first. Source: Knuth, Morris
 * and Pratt, “Fast Pattern Matching in Strings”, 1977.
 */
function beginningIn<T>(
  whole: ArrayLike<T>,
  part: ArrayLike<T>,
): { readonly length: number; readonly at: number } {
  /** For each beginning of `part`, by its length: the longest shorter one that it ends with. */
  const shorter = new Int32Array(part.length + 1);
  const go = (length: number, next: T | undefined) => {
    while (length > 0 && part[length] !== next) length = shorter[length] ?? 0;
    return part[length] === next ? length + 1 : 0;
  };
  for (let end = 1, length = 0; end < part.length; end++) {
    shorter[end + 1] = length = go(length, part[end]);
  }
  let [most, at] = [0, 0];
  for (let end = 0, length = 0; end < whole.length && most < part.length; end++) {
    length = go(length, whole[end]);
    if (length > most) [most, at] = [length, end + 1 - length];
  }
  return { length: most, at };
}

/**
 * `before` as a copy that wins over `is`, whatever changed meanwhile. `now` is in ms since 1970.
 */
export function returnedTo(before: Interview, is: Interview, now: number): Interview {
  const questions = before.questions.map((question, index) => {
    const changed = is.questions[index]?.changed ?? question.changed;
    return { ...question, changed: Math.max(now, changed + 1) };
  });
  return { ...before, questions, updated: Math.max(now, is.updated + 1) };
}

function mergeQuestions(a: InterviewQuestion, b: InterviewQuestion): InterviewQuestion {
  const winner = later(a, b, ({ changed }) => changed, questionText);
  const other = winner === a ? b : a;
  // A review in the schedule exists, whichever copy says so.
  const reviewed = winner.reviewed || (other.reviewed && winner.rated === other.rated);
  // The clock changes nothing else, so of copies with the same change the one that ran on is right.
  const spent = winner.changed === other.changed ? Math.max(a.spent, b.spent) : winner.spent;
  if (reviewed === winner.reviewed && spent === winner.spent) return winner;
  return { ...winner, reviewed, spent };
}

function haveSameQuestions(a: Interview, b: Interview): boolean {
  return (
    a.questions.length === b.questions.length &&
    a.questions.every(({ id }, index) => id === b.questions[index]?.id)
  );
}

const wholeText = (one: Interview) => JSON.stringify(writeInterview(one));
const headText = (one: Interview) => JSON.stringify({ ...writeInterview(one), questions: [] });
const questionText = (one: InterviewQuestion) =>
  JSON.stringify({ ...writeQuestion(one), reviewed: false, spent: 0 });

/** The one with the greater stamp; if equal, the greater text, so that order does not matter. */
function later<T>(a: T, b: T, stamp: (of: T) => number, text: (of: T) => string): T {
  if (a === b || stamp(a) !== stamp(b)) return stamp(b) > stamp(a) ? b : a;
  return text(b) > text(a) ? b : a;
}
