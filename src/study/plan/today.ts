/** Chooses today's questions: one list for all interviews ahead. */
import type { QuestionId } from '../question';
import type { Group } from './groups';
import {
  mostADay,
  type PlanInput,
  type PlannedQuestion,
  type PlanQuestion,
  type Reason,
} from './input';
import type { Prices } from './prices';
import { recallAfter, recallOnDay } from './recall';

/** How many are evaluated exactly; the others are estimated from similar ones. */
const candidates = 240;
/** The minimum recall per minute worth asking for. */
const leastWorth = 1e-4;

/** One of the interviews that today's list is for. */
export interface Prospect {
  readonly input: PlanInput;
  readonly prices: Prices;
  /** The questions it lacks per day left: its claim on the day's minutes. More than 0. */
  readonly pace: number;
}

interface Candidate {
  readonly question: PlanQuestion;
  /** Recall gained per minute compared to asking it later. */
  readonly worth: number;
  readonly minutes: number;
}

/** A question that was chosen, and the interview that chose it. */
interface Choice extends Candidate {
  readonly by: number;
}

/**
 * The most valuable questions that fit into today's minutes; mixed like an interview.
 *
 * The interviews choose in turn: next is the one whose questions have had the least of the day's
 * minutes for its pace. A question that several ask for is worth what it is worth to all of them,
 * and its minutes count for each. Who is to choose next is decided as if a part of the question's
 * minutes had been used already; that part changes from day to day, so that an interview whose share
 * of a day is smaller than a question gets one every few days. What one cannot use is left to the
 * others.
 *
 * @param left the minutes that are left of the day
 */
export function listForToday(
  prospects: readonly Prospect[],
  left: number,
): readonly PlannedQuestion[] {
  const lists = prospects.map(prospect => candidatesOf(prospect, prospects.length));
  const worths = new Map<QuestionId, number>();
  for (const { question, worth } of lists.flat()) {
    worths.set(question.id, (worths.get(question.id) ?? 0) + worth);
  }
  const worthOf = ({ question }: Candidate) => worths.get(question.id) ?? 0;
  const ordered = lists.map(list =>
    list.filter(({ worth }) => worth >= leastWorth).sort((a, b) => worthOf(b) - worthOf(a)),
  );
  const asking = prospects.map(({ input }) => new Set(input.questions.map(({ id }) => id)));
  const used = prospects.map(({ input }) => input.studied);
  const at = prospects.map(() => 0);
  const chosen = new Set<QuestionId>();
  const choices: Choice[] = [];
  let minutes = 0;
  for (;;) {
    let next: Choice | undefined;
    let least = Infinity;
    for (const [by, { input, pace }] of prospects.entries()) {
      const list = ordered[by] ?? [];
      const mine = Math.min(left - minutes, input.minutesOn(0) - (used[by] ?? 0));
      let candidate = list[at[by] ?? 0];
      // What does not fit now will not fit later.
      while (candidate && (chosen.has(candidate.question.id) || candidate.minutes > mine)) {
        candidate = list[(at[by] = (at[by] ?? 0) + 1)];
      }
      if (candidate === undefined) continue;
      const turn = ((used[by] ?? 0) + phaseOf(input) * candidate.minutes) / pace;
      if (turn < least) [least, next] = [turn, { ...candidate, by }];
    }
    if (next === undefined) break;
    const { id } = next.question;
    chosen.add(id);
    choices.push(next);
    minutes += next.minutes;
    for (const [by, ids] of asking.entries()) {
      if (ids.has(id)) used[by] = (used[by] ?? 0) + next.minutes;
    }
  }
  return mixed(choices).map(({ question, minutes: takes, by }) => ({
    id: question.id,
    minutes: takes,
    reason: reasonFor(prospects[by]?.input, question),
    by,
  }));
}

/** A number from 0 to 1 that differs from day to day and is spread evenly over many days. */
function phaseOf({ horizon }: PlanInput): number {
  return (horizon * 0.618_033_988_75) % 1;
}

/** What could be asked today for one of `many` interviews. */
function candidatesOf({ input, prices }: Prospect, many: number): readonly Candidate[] {
  const most = Math.ceil(candidates / many);
  const may = input.questions.filter(
    ({ isMastered, isAsked, askedToday }) => !isMastered && isAsked && askedToday < mostADay,
  );
  const old = nearest(
    input,
    may.filter(({ memory }) => memory !== undefined),
    most,
  ).flatMap((question): Candidate[] => {
    const [memory] = asGroup(question);
    if (memory === undefined) return [];
    const { gain, minutes } = prices.worthOf(memory);
    return [{ question, worth: gain / minutes, minutes }];
  });
  const fresh = inTurn(
    may.filter(({ memory }) => memory === undefined),
    most,
  );
  // New ones are taken from all categories in turn: each is worth as much as the next in line.
  return [
    ...old,
    ...fresh.map((question): Candidate => {
      const { gain, minutes } = prices.worthOfNew(question.size);
      const first = question.comesFirst ? 2 : 1;
      return { question, worth: (first * gain) / minutes, minutes };
    }),
  ];
}

/** A question's memory as planning groups it; none if it is new. */
export function asGroup({ memory, elapsed, size }: PlanQuestion): Omit<Group, 'count'>[] {
  return memory ? [{ elapsed, size, ...memory }] : [];
}

/** The most valuable ones by a quick estimate, if there are many. */
function nearest(
  input: PlanInput,
  questions: readonly PlanQuestion[],
  most: number,
): readonly PlanQuestion[] {
  if (questions.length <= most) return questions;
  return questions
    .map(question => ({
      question,
      gain: (recallAfter(input, question) - recallOnDay(input, question)) / question.size,
    }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, most)
    .map(({ question }) => question);
}

/** New questions, one per category in turn, within each first the named ones, then short ones. */
function inTurn(questions: readonly PlanQuestion[], most: number): readonly PlanQuestion[] {
  const categories = new Map<string, PlanQuestion[]>();
  for (const question of questions) {
    const all = categories.get(question.category);
    if (all) all.push(question);
    else categories.set(question.category, [question]);
  }
  for (const all of categories.values()) {
    all.sort((a, b) => Number(b.comesFirst) - Number(a.comesFirst) || a.size - b.size);
  }
  const turn: PlanQuestion[] = [];
  for (let at = 0; turn.length < questions.length && turn.length < most; at++) {
    for (const all of categories.values()) {
      const question = all[at];
      if (question) turn.push(question);
    }
  }
  return turn;
}

/** Avoids two of one category in a row if possible; the first choices come early. */
function mixed(list: readonly Choice[]): readonly Choice[] {
  const left = [...list];
  const mix: Choice[] = [];
  while (left.length > 0) {
    const last = mix.at(-1)?.question.category;
    const at = left.findIndex(({ question }) => question.category !== last);
    mix.push(...left.splice(Math.max(0, at), 1));
  }
  return mix;
}

function reasonFor(input: PlanInput | undefined, question: PlanQuestion): Reason {
  if (question.memory === undefined || input === undefined) {
    if (question.comesFirst) return { kind: 'newNamed' };
    return { kind: input === undefined || input.horizon >= 2 ? 'new' : 'newLate' };
  }
  return {
    kind: 'fading',
    without: recallOnDay(input, question),
    with: recallAfter(input, question),
  };
}
