/** Reads a model's reply without trusting any of it. */
import { highestSuggestion, type Rating } from '../rating';
import type { CoveredPoint, OpenPoint, ReadGrade } from './grade';
import { quotable, type Quotable } from './quotes';

/** The data a reply is checked against. */
export interface GradeContext {
  /** The person's own answer, as it was sent. */
  readonly answer: string;
  /** How many key points the question has. */
  readonly keyPoints: number;
}

type Part = 'covered' | 'missed' | 'improve' | 'followUp' | 'rating';

/** The rest of a longer reply is not read. In characters. */
const longestReply = 40_000;
/** Longer texts from the model are cut. In characters. */
const longestText = 1_500;
/** Longer evidence for one key point is not read to its end. In characters. */
const longestEvidence = 4_000;
/** Further quotes for one key point are ignored. */
const mostQuotes = 20;
/** Further key points are ignored if the pack gives none. */
const mostOwnPoints = 12;

/** Reads the reply to `gradePrompt`. */
export function readGrade(reply: string, context: GradeContext): ReadGrade {
  const text = reply.slice(0, longestReply).replace(/\r\n?|[\u2028\u2029]/g, '\n');
  if (text.trim() === '') return { kind: 'empty' };
  const parts = splitParts(text);
  const known = ['covered', 'missed', 'rating'] as const;
  if (!known.some(part => parts.has(part))) return { kind: 'unreadable' };

  const total = context.keyPoints > 0 ? context.keyPoints : mostOwnPoints;
  const listed = {
    covered: readPoints(parts.get('covered')),
    missed: readPoints(parts.get('missed')),
  };
  const missedPoints = new Map<number, OpenPoint>();
  for (const { number, text: note } of listed.missed) {
    if (number > total || missedPoints.has(number)) continue;
    missedPoints.set(number, { keyPoint: number - 1, note: shorten(note) });
  }
  const coveredPoints = new Map<number, CoveredPoint>();
  const unproven = new Map<number, OpenPoint>();
  const answer = quotable(context.answer);
  for (const { number, text: evidence } of listed.covered) {
    // A point called missed is missed, whatever else is said of it.
    if (number > total || missedPoints.has(number) || coveredPoints.has(number)) continue;
    const quotes = quotesIn(evidence, answer);
    if (quotes.length > 0) {
      coveredPoints.set(number, { keyPoint: number - 1, quotes });
      unproven.delete(number);
    } else if (!unproven.has(number)) {
      unproven.set(number, { keyPoint: number - 1, note: shorten(evidence) });
    }
  }
  const seen = (number: number) =>
    coveredPoints.has(number) || missedPoints.has(number) || unproven.has(number);
  const unmentioned = Array.from({ length: context.keyPoints }, (_, index) => index).filter(
    index => !seen(index + 1),
  );
  const improve = shorten(withoutNone(parts.get('improve')));
  const followUp = shorten(withoutNone(parts.get('followUp')));
  const stated = readRating(parts.get('rating'));
  // Only the person knows how easily it came.
  const claimed = stated === 4 ? 3 : stated;
  const judged = coveredPoints.size + missedPoints.size + unproven.size;
  if (judged === 0 && claimed === undefined) return { kind: 'unreadable' };
  const most = highestSuggestion(coveredPoints.size, context.keyPoints || judged);
  const rating = claimed === undefined || claimed <= most ? claimed : most;
  return {
    kind: 'grade',
    grade: {
      covered: inOrder(coveredPoints),
      missed: inOrder(missedPoints),
      unproven: inOrder(unproven),
      unmentioned,
      improve,
      followUp,
      rating,
      ...(claimed !== undefined && rating !== claimed && { claimed }),
    },
  };
}

const headings: readonly (readonly [RegExp, Part])[] = [
  [/^covered(?: key points)?$/, 'covered'],
  [/^(?:missed|missing)(?: key points)?$/, 'missed'],
  [/^(?:improve|one thing to improve|improvement)$/, 'improve'],
  [/^follow[- ]?up(?: question)?$/, 'followUp'],
  [/^(?:suggested )?rating$/, 'rating'],
];

/**
 * Splits a reply at its headings. A part given twice is left out: there is no telling the model's
 * own from an echo of its input.
 */
function splitParts(reply: string): ReadonlyMap<Part, string> {
  const parts = new Map<Part, string[]>();
  const twice = new Set<Part>();
  let current: string[] | undefined;
  for (const line of reply.split(/\r\n?|\n/)) {
    const heading = readHeading(line);
    if (heading) {
      if (parts.has(heading.part)) twice.add(heading.part);
      current = heading.rest === '' ? [] : [heading.rest];
      parts.set(heading.part, current);
    } else if (/^ {0,3}#{1,6}\s/.test(line)) {
      current = undefined; // a part nobody asked for
    } else {
      current?.push(line);
    }
  }
  for (const part of twice) parts.delete(part);
  return new Map([...parts].map(([part, lines]) => [part, lines.join('\n').trim()]));
}

/** `## Covered`, `**Rating:** 3`, `Rating: 3`: variants models make of "a Markdown heading". */
function readHeading(original: string): { part: Part; rest: string } | undefined {
  if (original.length > 400) return undefined;
  // Of several spaces each could belong to the text before or after them.
  const line = original.trimEnd().replace(/\s{2,}/g, ' ');
  const match =
    /^ {0,3}#{1,6}\s+(.*[^\s#]) ?#*$/.exec(line) ??
    /^ {0,3}\*\*([^*]+?)\*\*:?\s*(.*)$/.exec(line) ??
    /^ {0,3}([A-Za-z -]{5,22}:)\s*(.*)$/.exec(line);
  if (!match) return undefined;
  const [, title = '', after = ''] = match;
  const [, name = '', inline = ''] =
    /^\W*([\p{L} -]+?)\s*(?::\s*(.*))?$/u.exec(title.replaceAll('*', '')) ?? [];
  const part = headings.find(([pattern]) => pattern.test(name.trim().toLowerCase()))?.[1];
  return part && { part, rest: [inline, after].filter(text => text !== '').join(' ') };
}

/** The items `- K2: …`; lines that follow belong to the item before. */
function readPoints(part: string | undefined): { number: number; text: string }[] {
  const points: { number: number; text: string }[] = [];
  for (const original of (part ?? '').split('\n')) {
    const line = original.trim().replace(/\s{2,}/g, ' ');
    const item =
      /^\s*(?:[-*+•]\s+)?(?:\[[ xX]\]\s*)?\**\s*(?:K|key point)\s*#?(\d{1,3})\b\**\s*[.:)\]–—-]*\s*\**\s*(.*)$/i.exec(
        line,
      ) ?? /^\s*(?:[-*+•]\s+)?(\d{1,3})\s*[.:)]\s*(.*)$/.exec(line);
    if (item) {
      const number = Number(item[1]);
      if (number >= 1)
        points.push({ number, text: (item[2] ?? '').slice(0, longestEvidence).trim() });
    } else if (line.trim() !== '') {
      const last = points.at(-1);
      if (last && last.text.length < longestEvidence) last.text = `${last.text} ${line}`.trim();
    }
  }
  return points;
}

/** The person's own words an item quotes: the text in quotation marks, or else the item. */
function quotesIn(evidence: string, answer: Quotable): string[] {
  const quoted = [...evidence.matchAll(quotationMarks)].map(match => match.slice(1).find(Boolean));
  // The person's words may contain quotation marks, so the longest stretch is tried too.
  const first = evidence.search(/["“„«]/);
  const last = Math.max(...['"', '”', '“', '»'].map(mark => evidence.lastIndexOf(mark)));
  const whole = first !== -1 && last > first ? evidence.slice(first + 1, last) : evidence;
  const longest = answer.find(whole);
  if (longest !== undefined) return [longest];
  const found = quoted.slice(0, mostQuotes).flatMap(quote => {
    const own = quote === undefined ? undefined : answer.find(quote);
    return own === undefined ? [] : [own];
  });
  return [...new Set(found)].slice(0, 4);
}

const quotationMarks = /"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»/g;

const ratingWords: ReadonlyMap<string, Rating> = new Map([
  ['again', 1],
  ['hard', 2],
  ['good', 3],
  ['easy', 4],
]);

/** `3`, `3 = Good`, `Good (3)`, `3/4`. Ambiguous ratings count as none. */
function readRating(part: string | undefined): Rating | undefined {
  const line = (part ?? '').split('\n').find(each => each.trim() !== '') ?? '';
  if (line.length > 200) return undefined;
  const text = line.replace(/\b([1-4])\s*(?:\/|out of|of)\s*4\b/gi, '$1').toLowerCase();
  const numbers = new Set(Array.from(text.matchAll(/\d+/g), ([number]) => number));
  const leading = /^[^\d\p{L}]*(?:([1-4])\b[^\d\p{L}]*)?(again|hard|good|easy)?\b/u.exec(text);
  const word = ratingWords.get(leading?.[2] ?? '');
  if (numbers.size > 1) return undefined;
  const [number] = numbers;
  if (number === undefined) return word;
  const digit = ratingDigits.get(number);
  return word === undefined || word === digit ? digit : undefined;
}

const ratingDigits: ReadonlyMap<string, Rating> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
  ['4', 4],
]);

function withoutNone(part: string | undefined): string {
  const text = (part ?? '').trim();
  return /^\W*(?:none|n\/a|nothing)\W*$/i.test(text) ? '' : text;
}

function shorten(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= longestText ? trimmed : `${trimmed.slice(0, longestText).trimEnd()}…`;
}

function inOrder<T extends { readonly keyPoint: number }>(points: ReadonlyMap<number, T>): T[] {
  return [...points.values()].sort((a, b) => a.keyPoint - b.keyPoint);
}
