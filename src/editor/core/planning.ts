/** The plan for the interviews ahead, computed from progress on demand. */
import * as vscode from 'vscode';
import { startOfStudyDay, studyDayOf, type DayRules } from '../../study/studyDay';
import {
  hasMark,
  isBelieved,
  isBuried,
  registers,
  reviewsOf,
  type Progress,
  type QuestionRecord,
  type Register,
  type Review,
} from '../../study/progress';
import type { Question, QuestionId } from '../../study/question';
import { isInterviewId } from '../../study/plan/interviewId';
import { categoriesOf } from '../../study/plan/projectScope';
import type { InterviewScope, PlannedInterview } from '../../study/plan/interviews';
import type { HabitReview } from '../../study/plan/habits';
import type { PlanInput, PlanQuestion, Reason } from '../../study/plan/input';
import type { Plan } from '../../study/plan/plan';
import type { QueueInput, ReviewLimits, ReviewQueue } from '../../study/review/queue';
import { readSetting } from '../base/configuration';
import { settings } from '../base/settings';
import { Slices } from '../base/slices';
import { shareText } from './intervals';
import { listText, nameAmong } from './planTexts';
import type { Study } from './study';

/** One interview's plan. */
export interface PlannedFor {
  readonly interview: PlannedInterview;
  /** Days until the interview, 0 on the day. */
  readonly daysLeft: number;
  readonly input: PlanInput;
  /** Its list for today is that of all interviews ahead. */
  readonly plan: Plan;
}

/** The current plan: that of the next interview, and those that share the days with it. */
export interface PlanNow extends PlannedFor {
  /** The other interviews ahead, the nearest first. */
  readonly others: readonly PlannedFor[];
  /** The current study day, in days since 1970. */
  readonly today: number;
  /** The questions that take part, each once: those in the scope of any of the interviews. */
  readonly ids: readonly QuestionId[];
  /** Minutes left today, for all of them together. */
  readonly minutesLeft: number;
  /** Whether one is about what the project uses, and no project of this workspace says that. */
  readonly isWithoutProject: boolean;
}

/** A plan, and what it was made for. */
interface Kept {
  readonly day: number;
  readonly days: DayRules;
  readonly isPersonal: boolean;
  readonly extra: number;
  readonly records: Progress;
  readonly made: Promise<PlanNow | undefined>;
}

/** Whether nothing of a record has changed that a plan is made from: notes are not, nor answers. */
function isSameForPlan(
  id: QuestionId,
  before: QuestionRecord | undefined,
  now: QuestionRecord | undefined,
): boolean {
  const isText = (key: Register) => key === 'draft' || (key === 'note' && !isInterviewId(id));
  return (
    before?.reviews === now?.reviews &&
    registers.every(key => isText(key) || before?.[key] === now?.[key])
  );
}

const kept = new WeakMap<Study, { last: Kept | undefined }>();

/**
 * The plan for the interviews ahead; `undefined` if no date is set. Recomputed only after a change.
 *
 * @param extra minutes beyond the day's budget, on request
 */
export function planNow(study: Study, now: number, extra = 0): Promise<PlanNow | undefined> {
  const { days } = study;
  const day = studyDayOf(now, days);
  const isPersonal = readSetting(settings.personalSchedule);
  let entry = kept.get(study);
  if (entry === undefined) {
    const fresh: { last: Kept | undefined } = { last: undefined };
    kept.set(study, fresh);
    entry = fresh;
    // Lives as long as the study itself.
    study.store.onDidChange(ids => {
      const { progress } = study.store;
      const { records } = fresh.last ?? {};
      const isSame = (id: QuestionId) => isSameForPlan(id, records?.get(id), progress.get(id));
      // An answer is stored as it is typed: a plan takes a tenth of a second.
      if (ids === 'all' || ![...ids].every(isSame)) fresh.last = undefined;
    });
    study.questions.onDidChange(() => (fresh.last = undefined));
    study.project.onDidFind(() => (fresh.last = undefined));
  }
  const { last: before } = entry;
  if (
    before?.day !== day ||
    before.days !== days ||
    before.isPersonal !== isPersonal ||
    before.extra !== extra
  ) {
    const records = new Map(study.store.progress);
    const made = make(study, now, day, extra);
    const last = { day, days, isPersonal, extra, records, made };
    entry.last = last;
    const owner = entry;
    // A failed attempt is repeated.
    made.catch(() => {
      if (owner.last === last) owner.last = undefined;
    });
    return made;
  }
  return before.made;
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
  const { interviewsOf, interviewsAhead } = await import('../../study/plan/interviews');
  const [interview] = interviewsAhead(interviewsOf(study.store.progress).all, today);
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

/**
 * The plan for this interview, which need not be set yet, beside those that are: they share the
 * days.
 */
export async function planFor(
  study: Study,
  interview: PlannedInterview,
  now: number,
  extra = 0,
): Promise<PlanNow> {
  const [{ makePlans }, { minutesOfDay }, { interviewsAhead, interviewsOf, mostTogether }] =
    await Promise.all([
      import('../../study/plan/plan'),
      import('../../study/plan/shares'),
      import('../../study/plan/interviews'),
    ]);
  const today = studyDayOf(now, study.days);
  const others = interviewsAhead(
    interviewsOf(study.store.progress).all.filter(({ id }) => id !== interview.id),
    today,
  ).slice(0, mostTogether - 1);
  const together = [interview, ...others]
    .map(each => ({ interview: each }))
    .sort(byDay)
    .map(each => each.interview);
  const { inputs, studied, isWithoutProject } = await planInputs(study, together, now, extra);
  const plans = makePlans(inputs, studied);
  const all = together.flatMap((each, at): PlannedFor[] => {
    const [input, plan] = [inputs[at], plans[at]];
    return input && plan ? [{ interview: each, daysLeft: each.day - today, input, plan }] : [];
  });
  const own = all.find(each => each.interview === interview);
  if (own === undefined) throw new Error('no plan was made'); // there is one for each input
  return {
    ...own,
    others: all.filter(each => each !== own),
    today,
    ids: [...new Set(inputs.flatMap(({ questions }) => questions.map(({ id }) => id)))],
    minutesLeft: Math.max(0, minutesOfDay(inputs, 0) - studied),
    isWithoutProject,
  };
}

/** All interviews of the plan, in the order in which they were planned: the nearest first. */
export function allOf({ others, ...own }: PlanNow): readonly PlannedFor[] {
  return [own, ...others].sort(byDay);
}

function byDay(
  { interview: a }: Pick<PlannedFor, 'interview'>,
  { interview: b }: Pick<PlannedFor, 'interview'>,
): number {
  return a.day - b.day || (a.id < b.id ? -1 : 1);
}

/** The interviews of the plan that are on the same day as the first one. */
export function sameDay(planned: PlanNow): readonly PlannedFor[] {
  return [planned, ...planned.others.filter(({ daysLeft }) => daysLeft === planned.daysLeft)];
}

/** The questions of the interviews of that day, each once, as the input of a plan. */
export function inputOfDay(planned: PlanNow): PlanInput {
  const questions = new Map(
    sameDay(planned).flatMap(({ input }) =>
      input.questions.map(question => [question.id, question] as const),
    ),
  );
  return { ...planned.input, questions: [...questions.values()] };
}

interface PlanInputs {
  readonly inputs: readonly PlanInput[];
  /** Minutes studied today on any of their questions. */
  readonly studied: number;
  readonly isWithoutProject: boolean;
}

/** The inputs of the interviews' plans, in their order. */
async function planInputs(
  study: Study,
  interviews: readonly PlannedInterview[],
  now: number,
  extra: number,
): Promise<PlanInputs> {
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
  const isOfToday = ({ time }: Review) => time >= from && isBelieved(time, now);
  const ofProject = await categoriesOfProject(study, interviews);
  const scopes = interviews.map(({ scope }) =>
    scopeOf(study, scope, ofProject).filter(
      ({ question: { id } }) => !hasMark(progress, id, 'suspended'),
    ),
  );
  const asked = new Map(scopes.flat().map(each => [each.question.id, each]));
  const lengthOf = ({ source }: Question) => source.endLine - source.bodyLine;
  const lengths = [...asked.values()].map(({ question }) => lengthOf(question));
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  // In slices, as for all questions: this is done again after every rating.
  const slices = new Slices();
  const histories: (readonly HabitReview[])[] = [];
  for (const record of progress.values()) {
    if (record.reviews !== undefined) histories.push(habit.habitReviews(record, days, now));
    await slices.pause();
  }
  const habits = habit.habitsOf(histories);
  const model = new MemoryModel(schedule.settings.weights);
  /** Minutes studied today, by question. */
  const minutesToday = new Map<QuestionId, number>();
  const questions = new Map<QuestionId, PlanQuestion>();
  for (const [id, { question, category }] of asked) {
    const record = progress.get(id);
    const isMastered = hasMark(progress, id, 'mastered');
    const todays = reviewsOf(record).filter(isOfToday);
    let minutes = 0;
    for (const { duration } of todays) {
      minutes += duration > 0 ? duration / 60_000 : habits.minutes.known;
    }
    minutesToday.set(id, minutes);
    const practised = withPractice(record);
    const card = schedule.cardOf(id, practised, now);
    const { lastReview } = card;
    // Not by the card: if a wrong clock dated all reviews ahead, it takes the last one for made now.
    const isAskedToday = reviewsOf(practised).some(isOfToday);
    questions.set(id, {
      id,
      category,
      size: habit.timeOf(lengthOf(question) / Math.max(1, average)),
      memory:
        lastReview === undefined
          ? undefined
          : { stability: card.stability, difficulty: card.difficulty },
      elapsed: lastReview === undefined ? 0 : Math.max(0, today - studyDayOf(lastReview, days)),
      askedToday: todays.length,
      // A question known today says nothing new today; a forgotten one returns after its step.
      isAsked: !isMastered && !isAskedToday && !isBuried(record, now),
      isMastered,
      comesFirst: false,
    });
    await slices.pause();
  }
  const studiedOn = (ids: Iterable<QuestionId>) => {
    let sum = 0;
    for (const id of ids) sum += minutesToday.get(id) ?? 0;
    return sum;
  };
  const inputs = interviews.map((interview, at): PlanInput => {
    const first = new Set(interview.scope.first);
    const ids = (scopes[at] ?? []).map(({ question }) => question.id);
    return {
      model,
      habits,
      questions: ids.flatMap(id => {
        const question = questions.get(id);
        if (question === undefined) return [];
        return first.has(id) ? { ...question, comesFirst: true } : question;
      }),
      // An imported date may be thousands of years ahead, and each day is examined.
      horizon: Math.min(mostDays, Math.max(0, interview.day - today)),
      minutesOn: ahead =>
        (interview.minutes[weekdayOf(today + ahead)] ?? 0) + (ahead === 0 ? extra : 0),
      studied: studiedOn(ids),
    };
  });
  const isWithoutProject = ofProject.length === 0 && interviews.some(({ scope }) => scope.stack);
  return { inputs, studied: studiedOn(asked.keys()), isWithoutProject };
}

/**
 * The ids of the categories on what the project uses, as its files say now. The project is only
 * read for interviews that are about it.
 */
export async function categoriesOfProject(
  study: Study,
  interviews: readonly Pick<PlannedInterview, 'scope'>[],
): Promise<readonly string[]> {
  if (!interviews.some(({ scope }) => scope.stack)) return [];
  return (await study.project.about(study.questions.library)).map(({ id }) => id);
}

/**
 * The questions in the scope, with their categories. Ids no longer in the library are ignored.
 *
 * @param ofProject the categories on what the project uses; empty if nothing says so
 */
export function scopeOf(
  study: Study,
  scope: InterviewScope,
  ofProject: readonly string[],
): readonly { readonly question: Question; readonly category: string }[] {
  const { collections, own, stack, first } = scope;
  const categories = new Set(categoriesOf(scope, ofProject));
  const ofCollections = new Set(collections);
  const named = new Set(first);
  // Priority categories exclude nothing.
  const all = collections.length + categories.size === 0 && !own && !stack;
  return study.questions.library.collections.flatMap(collection =>
    collection.categories.flatMap(category =>
      category.questions
        .filter(
          ({ id, source }) =>
            all ||
            ofCollections.has(collection.id) ||
            categories.has(category.id) ||
            (own && source.pack !== undefined) ||
            named.has(id),
        )
        .map(question => ({ question, category: category.id })),
    ),
  );
}

/** Why the plan asks the question today, in one sentence; of several interviews, for which. */
export function whyOf(planned: PlanNow, id: QuestionId): string {
  const asked = planned.plan.today.find(question => question.id === id);
  const why = reasonText(asked?.reason);
  if (planned.others.length === 0) return why;
  const all = allOf(planned);
  const chosenBy = asked && all[asked.by];
  const named = chosenBy
    ? [chosenBy]
    : all.filter(({ input }) => input.questions.some(question => question.id === id));
  const names = named.map(({ interview }) => nameAmong(interview, all));
  return vscode.l10n.t('For {0}. {1}', listText(names), why);
}

function reasonText(reason: Reason | undefined): string {
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
