/**
 * The numbered lines of a page that may be questions and have no answers yet, while the page is read
 * from top to bottom. Which of them a list of answers belongs to is found in `answerKeys.ts`.
 */
import { longestLine, type Line } from './lines';
import { likeness, surely } from './titles';
import { undress } from './undress';
import { addTo } from './grouping';

/** The heading of all questions, of whatever topic. */
export const ofQuestions =
  /^[^\p{L}]*(?:(?:sample |interview ){0,2}questions|(?:interview-?)?fragen|(?:preguntas|perguntas)(?: de entrevista)?|domande|вопросы|(?:面试)?问题|(?:面接)?質問|(?:면접 ?)?질문)[^\p{L}]*$/iu;

/** A numbered heading, paragraph or item. */
export interface Counted {
  readonly line: number;
  /** How far in it counts: see `headings` and `paragraphs`. */
  readonly rank: number;
  readonly number: number;
  readonly wording: string;
}

const paragraph = /^(?:\*\*|__)?(?:q(?:uestion)?\s?)?(\d{1,4})\s?[.):]/i;

/**
 * The ranks of headings are their levels above this one; then come paragraphs. Those of items are
 * the columns before them.
 */
const headings = -10;
const paragraphs = -1;

/** What a line counts; `undefined` if it has no number. */
function countedIn(line: Line, at: number): Counted | undefined {
  if (line.opaque || line.text.length > longestLine) return undefined;
  const { mark, text, level, heading } = line;
  if (mark && level === 0) {
    const { number, rest, indent } = mark;
    return number === undefined ? undefined : { line: at, number, wording: rest, rank: indent };
  }
  if (level === 0 && !paragraph.test(text)) return undefined;
  const { number, title } = undress(level > 0 ? heading : text);
  return number === undefined
    ? undefined
    : { line: at, number, wording: title, rank: level > 0 ? headings + level : paragraphs };
}

/** The numbered lines above that a list of answers may belong to, and those it may not. */
export class OpenQuestions {
  /** The last heading, until a paragraph or an item below it is counted. */
  heading: Line | undefined;
  /** The lines that count since the last ones were closed, by rank. */
  readonly #groups = new Map<number, Counted[]>();
  /** Those that were closed without answers, since others got some. */
  #closed: (readonly Counted[])[] = [];
  /** Their numbers, and those of any before. */
  readonly #unanswered = new Set<number>();

  get groups(): Iterable<readonly Counted[]> {
    return this.#groups.values();
  }

  /** All without answers, in the order of the page; the closed ones are told once. */
  takeParts(): readonly (readonly Counted[])[] {
    const parts = [...this.#closed, ...this.groups];
    this.#closed = [];
    return parts.sort(([one], [other]) => (one?.line ?? 0) - (other?.line ?? 0));
  }

  /** Whether none of these has the number of one further above that has no answer. */
  areAlone(group: readonly Counted[]): boolean {
    return group.every(({ number }) => !this.#unanswered.has(number));
  }

  /** Adds a line, if it has a number, to the group of its rank; a heading closes those before it. */
  count(line: Line, at: number): void {
    const counted = countedIn(line, at);
    // With a number, it goes on with those of its own level.
    if (line.level > 0) this.close(headings + line.level + (counted ? 1 : 0), paragraphs - 1);
    if (!counted) return;
    const { rank, number } = counted;
    if (rank >= paragraphs && this.heading) {
      // What counts below a heading goes on with what is above it, or begins another group.
      if (this.#groups.get(rank)?.at(-1)?.number !== number - 1) this.close(paragraphs);
      this.heading = undefined;
    }
    addTo(this.#groups, rank, counted);
  }

  /** Ends the groups that a key answers; those that have only hints may still be answered below. */
  answer({ areHints }: { readonly areHints: boolean }): void {
    if (!areHints) {
      this.#groups.clear();
      this.#closed = [];
    }
    this.heading = undefined;
  }

  /** Ends the groups of these ranks, all by default, without answers. */
  close(least = -Infinity, most = Infinity): void {
    for (const [rank, group] of this.#groups) {
      if (rank < least || rank > most) continue;
      // Items before the heading of all questions lead to them.
      if (!ofQuestions.test(this.heading?.title ?? '') || group.some(asks)) {
        for (const { number } of group) this.#unanswered.add(number);
        this.#closed.push(group);
      }
      this.#groups.delete(rank);
    }
  }
}

/** Whether a line that counts is worded as a question. */
export function asks({ wording }: Pick<Counted, 'wording'>): boolean {
  return likeness(undress(wording).title, true) >= surely;
}

/** Whether an item or a heading is worded as one. */
export function isAsking(line: Line | undefined): boolean {
  return asks({ wording: line?.mark?.rest ?? line?.heading ?? '' });
}
