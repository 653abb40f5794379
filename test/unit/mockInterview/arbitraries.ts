/** Realistic interviews, by a random walk through the steps. */
import fc from 'fast-check';
import type { Interview } from '../../../src/study/mockInterview/interview';
import { defaultInterviewSettings } from '../../../src/study/mockInterview/settings';
import {
  abandon,
  answer,
  askNextQuestion,
  noteReviewed,
  noteTask,
  openFollowUp,
  pause,
  rate,
  reopen,
  resume,
  reveal,
  skip,
  startInterview,
  tickKeyPoint,
} from '../../../src/study/mockInterview/steps';
import { countTime } from '../../../src/study/mockInterview/timer';

export const firstTime = 1_760_000_000_000;

/** A step with the ms that passed before it: negative if the clock was set back. */
export interface Walk {
  readonly passed: number;
  readonly step: (interview: Interview, now: number) => Interview;
}

const number = fc.integer({ min: 0, max: 4 });
const step: fc.Arbitrary<Walk['step']> = fc.oneof(
  fc.string().map(text => (one: Interview, now: number) => answer(one, text, now)),
  fc.constant(pause),
  fc.constant(resume),
  fc.constant(skip),
  fc.constant(reopen),
  fc.constant(countTime),
  fc.constant(askNextQuestion),
  fc.tuple(number, number).map(([points, followUps]) => (one: Interview, now: number) => {
    const keyPoints = ['queries', 'migrations', '__proto__', 'caching'].slice(0, points);
    return reveal(one, { keyPoints, followUps }, () => 0.5, now);
  }),
  fc.tuple(number, fc.boolean()).map(([point, on]) => (one: Interview, now: number) => {
    return tickKeyPoint(one, point, on, now);
  }),
  number.map(index => (one: Interview, now: number) => openFollowUp(one, index, now)),
  number.map(index => (one: Interview, now: number) => noteReviewed(one, index, now)),
  fc.tuple(fc.boolean(), number).map(([solved, passed]) => (one: Interview, now: number) => {
    const result = { solved, seconds: 90, hints: 1, solutionSeen: false, passed, checks: 4 };
    return noteTask(one, result, now);
  }),
  fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const).map(rating => {
    return (one: Interview, now: number) => rate(one, rating, now);
  }),
  { weight: 1, arbitrary: fc.constant(abandon) },
);
const passed = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 2000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 100_000 }) },
);

export const walk: fc.Arbitrary<readonly Walk[]> = fc.array(fc.record({ passed, step }), {
  maxLength: 40,
});

/** A new interview of `count` questions. */
export function begin(count = 3, settings = defaultInterviewSettings): Interview {
  return startInterview({
    id: 'test-interview',
    settings,
    questions: Array.from({ length: count }, (_, index) => ({
      id: index === 1 ? '__proto__' : `question-${index + 1}`,
      title: `Question ${index + 1}?`,
      collection: 'Deep Dive',
      category: index % 2 === 0 ? 'Security' : 'Forms',
    })),
    ...(settings.withTask && { task: { id: 'constructor', title: 'Task?', minutes: 15 } }),
    now: firstTime,
  });
}

/** Continues `interview` by these steps; `start` is the time of the first. */
export function follow(
  interview: Interview,
  steps: readonly Walk[],
  start = firstTime,
): readonly Interview[] {
  let now = start;
  let last = interview;
  return steps.map(({ passed, step }) => {
    now = Math.max(0, now + passed);
    last = step(last, now);
    return last;
  });
}

/** An interview in progress or finished. */
export const interview: fc.Arbitrary<Interview> = fc
  .tuple(walk, fc.integer({ min: 1, max: 4 }), fc.boolean())
  .map(([steps, count, withTask]) => {
    const start = begin(count, { ...defaultInterviewSettings, withTask });
    return follow(start, steps).at(-1) ?? start;
  });

/** Copies of one interview that diverged at some point. */
export function copies(count: number): fc.Arbitrary<readonly Interview[]> {
  return fc
    .tuple(walk, fc.array(walk, { minLength: count, maxLength: count }))
    .map(([common, ways]) => {
      const start = begin(3, { ...defaultInterviewSettings, withTask: true });
      const fork = follow(start, common).at(-1) ?? start;
      return ways.map(way => follow(fork, way, fork.updated).at(-1) ?? fork);
    });
}
