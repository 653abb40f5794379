/**
 * Shares the minutes of a day among the interviews ahead.
 *
 * The rule: each interview gets minutes in proportion to the questions it still lacks per day left,
 * at most its own minutes a day, and together they get no more than the longest of these.
 *
 * What an interview lacks is the number of its questions that would not be known on its day. Divided
 * by the days left this is the pace it takes, and a plan that keeps that pace leaves the proportions
 * as they are: so today's also hold for the days ahead, until the nearest interview has passed and
 * the others get its part. A near interview cannot take everything, since a later one that was left
 * waiting lacks as much in fewer days; and a later one with many questions has many days for them.
 * Planning all of them for the highest sum of known questions would not do: of two interviews it
 * starves the one whose questions take longer.
 *
 * The minutes a person has for an interview are those they have on that day, not on top of those for
 * another: hence the longest of them is the day's, not the sum.
 */
import type { PlanInput } from './input';
import { recallOnDay } from './recall';

/** How the interviews of a plan share the days. All arrays are in the order of the inputs. */
export interface Sharing {
  /** The pace of each: questions lacked per day left; more than 0. */
  readonly paces: readonly number[];
  /**
   * The minutes that each one's questions are expected to get on the day this many days ahead: its
   * own part, and of the others' what goes to questions that it asks for too. 0 once it has passed.
   */
  minutesOn(ahead: number): readonly number[];
}

/** Whether something can still be asked for an interview on the day this many days ahead. */
function isAhead({ horizon }: PlanInput, ahead: number): boolean {
  return ahead < Math.max(1, horizon);
}

/** The minutes of the day this many days ahead: the most that any interview ahead has. */
export function minutesOfDay(inputs: readonly PlanInput[], ahead: number): number {
  let most = 0;
  for (const input of inputs) {
    if (isAhead(input, ahead)) most = Math.max(most, input.minutesOn(ahead));
  }
  return most;
}

/** Finds how these interviews share their days. */
export function share(inputs: readonly PlanInput[]): Sharing {
  const [only] = inputs;
  if (only !== undefined && inputs.length === 1) {
    return {
      paces: [1],
      minutesOn: ahead => [isAhead(only, ahead) ? only.minutesOn(ahead) : 0],
    };
  }
  /** In how far each question is lacking, for each interview. */
  const lacking = inputs.map(
    input =>
      new Map(
        input.questions
          .filter(({ isMastered }) => !isMastered)
          .map(question => [question.id, 1 - recallOnDay(input, question)]),
      ),
  );
  const lacks = lacking.map(each => [...each.values()].reduce((sum, lack) => sum + lack, 0));
  const paces = inputs.map(({ horizon }, at) =>
    Math.max(1e-9, (lacks[at] ?? 0) / Math.max(1, horizon)),
  );
  /** The part of what one lacks that another one asks for too. */
  const common = lacking.map((mine, at) =>
    lacking.map((others, other) => {
      if (at === other) return 1;
      let sum = 0;
      for (const [id, lack] of mine) if (others.has(id)) sum += lack;
      return sum / Math.max(1e-9, lacks[at] ?? 0);
    }),
  );
  const known = new Map<number, readonly number[]>();
  return {
    paces,
    minutesOn: ahead => {
      let minutes = known.get(ahead);
      if (minutes === undefined) {
        const own = partsOf(inputs, paces, ahead);
        minutes = inputs.map((input, at) =>
          isAhead(input, ahead)
            ? own.reduce((sum, each, from) => sum + each * (common[from]?.[at] ?? 0), 0)
            : 0,
        );
        known.set(ahead, minutes);
      }
      return minutes;
    },
  };
}

/** Each one's own part of a day: in proportion to its pace, but no more than its own minutes. */
function partsOf(
  inputs: readonly PlanInput[],
  paces: readonly number[],
  ahead: number,
): readonly number[] {
  const parts = inputs.map(() => 0);
  let left = minutesOfDay(inputs, ahead);
  let open = inputs.flatMap((input, at) =>
    isAhead(input, ahead) ? [{ at, pace: paces[at] ?? 0, most: input.minutesOn(ahead) }] : [],
  );
  while (open.length > 0) {
    const all = open.reduce((sum, { pace }) => sum + pace, 0);
    const full = open.filter(({ pace, most }) => (left * pace) / all >= most);
    for (const { at, most } of full) parts[at] = most;
    if (full.length === 0) {
      for (const { at, pace } of open) parts[at] = (left * pace) / all;
      break;
    }
    left -= full.reduce((sum, { most }) => sum + most, 0);
    open = open.filter(each => !full.includes(each));
  }
  return parts;
}
