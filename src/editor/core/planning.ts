/** The plan for the next interview, computed from progress on demand. */
import * as vscode from 'vscode';
import { startOfStudyDay, studyDayOf } from '../../study/studyDay';
import { hasMark, reviewsOf } from '../../study/progress';
import type { Question, QuestionId } from '../../study/question';
import { isInterviewId } from '../../study/plan/interviewId';
import type { InterviewScope, PlannedInterview } from '../../study/plan/interviews';
import type { Plan, PlanInput, PlanQuestion } from '../../study/plan/plan';
import type { QueueInput, ReviewLimits, ReviewQueue } from '../../study/review/queue';
import { shareText } from './intervals';
import type { Study } from './study';

/** The current plan. */
export interface PlanNow {
  readonly interview: PlannedInterview;
  /** The current study day, in days since 1970. */
  readonly today: number;
  /** Days until the interview, 0 on the day. */
  readonly daysLeft: number;
  /** The questions in the scope that take part. */
  readonly ids: readonly QuestionId[];
  readonly input: PlanInput;
  readonly plan: Plan;
  /** Minutes left today. */
  readonly minutesLeft: number;
}

interface Kept {
  readonly day: number;
  readonly extra: number;
  readonly made: Promise<PlanNow | undefined>;
}

const kept = new WeakMap<Study, { last: Kept | undefined }>();

/**
 * The plan for the next interview; `undefined` if no date is set. Recomputed only after a change.
 *
 * @param extra minutes beyond the day's budget, on request
 */
export function planNow(study: Study, now: number, extra = 0): Promise<PlanNow | undefined> {
  const day = studyDayOf(now, study.days);
  let entry = kept.get(study);
  if (entry === undefined) {
    const fresh: { last: Kept | undefined } = { last: undefined };
    kept.set(study, fresh);
    entry = fresh;
    // Lives as long as the study itself.
    study.store.onDidChange(() => (fresh.last = undefined));
    study.questions.onDidChange(() => (fresh.last = undefined));
  }
  if (entry.last?.day !== day || entry.last.extra !== extra) {
    const made = make(study, now, day, extra);
    const last = { day, extra, made };
    entry.last = last;
    const owner = entry;
    // A failed attempt is repeated.
    made.catch(() => {
      if (owner.last === last) owner.last = undefined;
    });
  }
  return entry.last.made;
}

async function make(
  study: Study,
  now: number,
  today: number,
  extra: number,
): Promise<PlanNow | undefined> {
  await study.store.open();
  // Without a date no planning code is loaded.
  if (![...study.store.progress.keys()].some(isInterviewId)) return undefined;
  const { interviewsOf, nextInterview } = await import('../../study/plan/interviews');
  const interview = nextInterview(interviewsOf(study.store.progress).all, today);
  return interview && planFor(study, interview, now, extra);
}

/** The questions to ask, and the plan they come from. */
export interface PlannedPlace {
  readonly queue: ReviewQueue;
  readonly input: QueueInput;
  readonly planned: PlanNow | undefined;
}

/**
 * The questions to ask: today's part of the plan if a date is set, or else what is due.
 *
 * @param extra minutes beyond the plan's daily budget
 */
export async function queueByPlan(
  study: Study,
  input: QueueInput,
  extra = 0,
): Promise<PlannedPlace> {
  const planned = await planNow(study, input.now, extra);
  if (planned === undefined) return queueByDate(study, input);
  const { plannedQueue } = await import('../../study/plan/session');
  const ofPlan = { ...input, ids: planned.ids };
  return { queue: plannedQueue(planned.plan, ofPlan, planned.minutesLeft), input: ofPlan, planned };
}

/** What is due, regardless of the plan. */
export async function queueByDate(study: Study, input: QueueInput): Promise<PlannedPlace> {
  const { buildQueue } = await import('../../study/review/queue');
  const limited = { ...input, limits: await limitsAfter(study, input.limits, input.now) };
  return { queue: buildQueue(limited), input: limited, planned: undefined };
}

/** Limits of a day of reviews: soon after an interview only as much as its plan allowed for. */
async function limitsAfter(study: Study, limits: ReviewLimits, now: number): Promise<ReviewLimits> {
  const { progress } = study.store;
  if (![...progress.keys()].some(isInterviewId)) return limits;
  const { interviewsOf, reviewsAfter } = await import('../../study/plan/interviews');
  const most = reviewsAfter(interviewsOf(progress).all, studyDayOf(now, study.days)) ?? Infinity;
  return { ...limits, reviewsPerDay: Math.min(limits.reviewsPerDay, most) };
}

/** The plan for this interview, which need not be set yet. */
export async function planFor(
  study: Study,
  interview: PlannedInterview,
  now: number,
  extra = 0,
): Promise<PlanNow> {
  const { makePlan } = await import('../../study/plan/plan');
  const today = studyDayOf(now, study.days);
  const input = await planInput(study, interview, now, extra);
  const minutesLeft = Math.max(0, input.minutesOn(0) - input.studied);
  return {
    interview,
    today,
    daysLeft: interview.day - today,
    ids: input.questions.map(({ id }) => id),
    input,
    plan: makePlan(input),
    minutesLeft,
  };
}

/** The inputs of an interview's plan. */
export async function planInput(
  study: Study,
  interview: PlannedInterview,
  now: number,
  extra = 0,
): Promise<PlanInput> {
  const [{ MemoryModel }, { withPractice }, habit, { weekdayOf, mostDays }, schedule] =
    await Promise.all([
      import('../../study/plan/memory'),
      import('../../study/plan/practised'),
      import('../../study/plan/habits'),
      import('../../study/plan/interviews'),
      study.schedule(),
    ]);
  const { progress } = study.store;
  const { days } = study;
  const today = studyDayOf(now, days);
  const from = startOfStudyDay(today, days);
  const first = new Set(interview.scope.first);
  const asked = scopeOf(study, interview.scope).filter(
    ({ question: { id } }) => !hasMark(progress, id, 'suspended'),
  );
  const lengths = asked.map(({ question: { source } }) => source.endLine - source.bodyLine);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const habits = habit.habitsOf(
    [...progress.values()]
      .filter(record => record.reviews !== undefined)
      .map(record => schedule.historyOf(record, now)),
  );
  let studied = 0;
  const questions = asked.map(({ question, category }, at): PlanQuestion => {
    const record = progress.get(question.id);
    const isMastered = hasMark(progress, question.id, 'mastered');
    const todays = reviewsOf(record).filter(({ time }) => time >= from);
    for (const { duration } of todays) {
      studied += duration > 0 ? duration / 60_000 : habits.minutes.known;
    }
    const card = schedule.cardOf(question.id, withPractice(record), now);
    const { lastReview } = card;
    const isAskedToday = todays.length > 0 || (lastReview !== undefined && lastReview >= from);
    return {
      id: question.id,
      category,
      size: habit.timeOf((lengths[at] ?? average) / Math.max(1, average)),
      memory:
        lastReview === undefined
          ? undefined
          : { stability: card.stability, difficulty: card.difficulty },
      elapsed: lastReview === undefined ? 0 : Math.max(0, today - studyDayOf(lastReview, days)),
      askedToday: todays.length,
      // A question known today says nothing new today; a forgotten one returns after its step.
      isAsked: !isMastered && !isAskedToday && (record?.buriedUntil?.[0] ?? 0) <= now,
      isMastered,
      comesFirst: first.has(question.id),
    };
  });
  return {
    model: new MemoryModel(schedule.settings.weights),
    habits,
    questions,
    // An imported date may be thousands of years ahead, and each day is examined.
    horizon: Math.min(mostDays, Math.max(0, interview.day - today)),
    minutesOn: ahead =>
      (interview.minutes[weekdayOf(today + ahead)] ?? 0) + (ahead === 0 ? extra : 0),
    studied,
  };
}

/** The questions in the scope, with their categories. Ids no longer in the library are ignored. */
export function scopeOf(
  study: Study,
  scope: InterviewScope,
): readonly { readonly question: Question; readonly category: string }[] {
  const { collections, categories, own, first } = scope;
  const named = new Set(first);
  // Priority categories exclude nothing.
  const all = collections.length + categories.length === 0 && !own;
  return study.questions.library.collections.flatMap(collection =>
    collection.categories.flatMap(category =>
      category.questions
        .filter(
          ({ id, source }) =>
            all ||
            collections.includes(collection.id) ||
            categories.includes(category.id) ||
            (own && source.pack !== undefined) ||
            named.has(id),
        )
        .map(question => ({ question, category: category.id })),
    ),
  );
}

/** Why the plan asks the question today, in one sentence. */
export function whyOf({ plan }: Pick<PlanNow, 'plan'>, id: QuestionId): string {
  const reason = plan.today.find(question => question.id === id)?.reason;
  switch (reason?.kind) {
    case undefined:
      return vscode.l10n.t('Forgotten today: once more.');
    case 'new':
      return vscode.l10n.t('New: begun today, it can come again before the interview.');
    case 'newNamed':
      return vscode.l10n.t('New: this interview asks for it.');
    case 'newLate':
      return vscode.l10n.t('New: the last chance to see it before the interview.');
    case 'fading':
      return vscode.l10n.t(
        'Chance to know it at the interview: {0} now, {1} after today.',
        shareText(reason.without),
        shareText(reason.with),
      );
  }
}
