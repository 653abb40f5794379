/** Cases small enough to try every way to study, for the best expected result. */
import type { Memory, MemoryModel } from '../../../src/study/plan/memory';
import type { Habits } from '../../../src/study/plan/habits';
import type { Rating } from '../../../src/study/rating';
import { note, type Seen, type Strategy } from './strategies';

/** A case for the search; `asks` questions of average length use up the minutes. */
export interface Small {
  readonly questions: number;
  readonly days: number;
  /** How many questions may be asked per day. */
  readonly asks: number;
}

interface State {
  readonly memories: readonly (Memory | undefined)[];
  readonly last: readonly number[];
}

/** Every question takes a minute and goes well or badly: two branches. */
export const plainHabits: Habits = {
  minutes: { fresh: 1, known: 1, forgotten: 1 },
  first: { 1: 0.35, 2: 0, 3: 0.65, 4: 0 },
  known: { 2: 0, 3: 1, 4: 0 },
};

/** The best expected share known on the day: each question asked on any day, over all outcomes. */
export function best(model: MemoryModel, small: Small): number {
  const start = {
    memories: Array.from({ length: small.questions }, () => undefined),
    last: Array.from({ length: small.questions }, () => 0),
  };
  const known = new Map<string, number>();
  const from = (state: State, day: number, asked: number): number => {
    if (day === small.days) return shareOf(model, state, day);
    if (asked === small.asks) return from(state, day + 1, 0);
    // It does not matter which question has which memory.
    const key = `${day} ${asked} ${state.memories
      .map(
        (memory, at) =>
          `${memory?.stability.toFixed(4)},${memory?.difficulty.toFixed(3)},${state.last[at]}`,
      )
      .sort()
      .join(' ')}`;
    let most = known.get(key);
    if (most !== undefined) return most;
    most = from(state, day + 1, 0);
    const tried = new Set<string>();
    for (const [at, memory] of state.memories.entries()) {
      const like = `${memory?.stability} ${memory?.difficulty} ${state.last[at]}`;
      if (tried.has(like)) continue;
      tried.add(like);
      let sum = 0;
      for (const [chance, rating] of outcomes(model, memory, day - state.last[at]!)) {
        sum += chance * from(asking(model, state, at, day, rating), day, asked + 1);
      }
      most = Math.max(most, sum);
    }
    known.set(key, most);
    return most;
  };
  return from(start, 0, 0);
}

/** A strategy's expected result, over all outcomes of each question it asks. */
export function expectedOf(strategy: () => Strategy, model: MemoryModel, small: Small): number {
  const from = (questions: readonly Seen[], day: number, asked: number): number => {
    if (day === small.days) {
      return shareOf(
        model,
        {
          memories: questions.map(({ memory }) => memory),
          last: questions.map(({ last }) => last),
        },
        day,
      );
    }
    const fresh = questions.map(seen => ({ ...seen, today: asked === 0 ? 0 : seen.today }));
    const minutes = small.asks;
    const situation = {
      model,
      habits: plainHabits,
      questions: fresh,
      day,
      end: small.days,
      minutes,
    };
    const decides = strategy();
    decides.begin(situation);
    const at = asked < small.asks ? decides.next(situation, small.asks - asked) : undefined;
    if (at === undefined) return from(fresh, day + 1, 0);
    let sum = 0;
    for (const [chance, rating] of outcomes(model, fresh[at]!.memory, day - fresh[at]!.last)) {
      const after = fresh.map(seen => ({ ...seen }));
      note(after[at]!, model, rating, day);
      sum += chance * from(after, day, asked + 1);
    }
    return sum;
  };
  const start = Array.from({ length: small.questions }, (): Seen => ({
    memory: undefined,
    last: 0,
    today: 0,
    stage: { state: 'new', step: 0, interval: 0 },
    due: 0,
    size: 1,
  }));
  return from(start, 0, 0);
}

function outcomes(
  model: MemoryModel,
  memory: Memory | undefined,
  elapsed: number,
): readonly (readonly [chance: number, rating: Rating])[] {
  const bad = memory ? 1 - model.recall(elapsed, memory.stability) : plainHabits.first[1];
  return bad < 1e-9
    ? [[1, 3]]
    : [
        [bad, 1],
        [1 - bad, 3],
      ];
}

function asking(model: MemoryModel, state: State, at: number, day: number, rating: Rating): State {
  const memory = state.memories[at];
  const next = memory ? model.after(memory, day - state.last[at]!, rating) : model.first(rating);
  return { memories: state.memories.with(at, next), last: state.last.with(at, day) };
}

function shareOf(model: MemoryModel, { memories, last }: State, day: number): number {
  let sum = 0;
  for (const [at, memory] of memories.entries()) {
    if (memory) sum += model.recall(day - last[at]!, memory.stability);
  }
  return sum / memories.length;
}
