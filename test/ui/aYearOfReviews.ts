/** A year of study, generated the same way each time. */
import { readFileSync } from 'node:fs';
import type { Interview } from '../../src/study/mockInterview/interview';
import { defaultInterviewSettings } from '../../src/study/mockInterview/settings';
import { askNextQuestion, rate, reveal, startInterview } from '../../src/study/mockInterview/steps';
import type { Progress, QuestionRecord, Review } from '../../src/study/progress';
import type { Rating } from '../../src/study/rating';

const day = 24 * 60 * 60 * 1000;
/** Days from one review to the next while all goes well. */
const intervals = [0, 2, 9, 24, 48, 90, 160];

/** @param now ms since 1970; the last reviews are a few minutes before it */
export function aYearOfReviews(now: number): Progress {
  const ids = JSON.parse(readFileSync('test/fixtures/question-ids.json', 'utf8')) as string[];
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const progress = new Map<string, QuestionRecord>();
  ids.slice(0, 46).forEach((id, index) => {
    const reviews: Review[] = [];
    const add = (time: number, rating: Rating) =>
      reviews.push({ time, rating, duration: 1000 * Math.round(15 + 90 * random()) });
    let at = Math.floor(now - (355 - index * 7.6 - 12 * random()) * day);
    let step = 0;
    const hard = index % 9 === 4;
    while (at < now - 2 * day) {
      const missed = step > 1 && random() < (hard ? 0.45 : 0.08);
      const rating: Rating = missed ? 1 : random() < 0.15 ? 2 : random() < 0.85 ? 3 : 4;
      add(at, rating);
      if (missed) {
        add(at + 11 * 60_000, 3);
        step = 1;
      }
      if (step === 0 && rating < 4) add(at + 10 * 60_000, 3);
      step = Math.min(step + 1, intervals.length - 1);
      at += Math.floor((intervals[step]! + 2 * random()) * day);
    }
    const sorted = reviews.filter(review => review.time < now).sort((a, b) => a.time - b.time);
    progress.set(id, {
      reviews: sorted,
      ...(index < 19 && index % 3 !== 1 && { mastered: [true, now - 1000] as const }),
    });
  });
  // The last twelve study days all have reviews, and the one before them has none.
  const today = startOfToday(now);
  for (const [id, record] of progress) {
    const gap = today - 12 * day;
    const reviews = record.reviews?.filter(({ time }) => time < gap || time >= gap + day);
    progress.set(id, { ...record, reviews: reviews ?? [] });
  }
  for (let ago = 0; ago < 12; ago++) {
    for (let i = 0; i < 2 + (ago % 3); i++) {
      const id = ids[(ago * 5 + i * 11) % 46]!;
      const record = progress.get(id)!;
      const time = today - ago * day + (ago === 0 ? i : (2 + i) * 60 * 60_000);
      const reviews = [...(record.reviews ?? []), { time, rating: 3 as const, duration: 41_000 }];
      progress.set(id, { ...record, reviews: reviews.sort((a, b) => a.time - b.time) });
    }
  }
  return progress;
}

/** Finished interviews of four questions, with the scores 50, 70, 65, 80 and 90 %. */
export function fiveInterviews(now: number): readonly Interview[] {
  const ratings: readonly (readonly Rating[])[] = [
    [2, 2, 2, 2],
    [3, 2, 4, 2],
    [3, 3, 2, 2],
    [3, 3, 3, 3],
    [3, 4, 4, 3],
  ];
  return ratings.map((given, index) => {
    let at = now - (75 - index * 15) * day;
    let interview = startInterview({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      settings: defaultInterviewSettings,
      questions: given.map(() => ({ id: 'forms', title: 'Forms', collection: 'A', category: 'B' })),
      now: at,
    });
    for (const rating of given) {
      interview = reveal(interview, { keyPoints: [], followUps: 0 }, () => 0, ++at);
      interview = askNextQuestion(rate(interview, rating, ++at), ++at);
    }
    return interview;
  });
}

/** When the current study day began: at four o'clock local time. */
function startOfToday(now: number): number {
  const local = new Date(now - 4 * 60 * 60_000);
  return new Date(local.getFullYear(), local.getMonth(), local.getDate(), 4).getTime();
}
