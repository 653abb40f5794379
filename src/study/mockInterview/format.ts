/**
 * Stores interviews as versioned plain JSON and reads them without trusting them. The names are
 * those of `interview.ts`; fields absent there are absent here. Fields that a later version adds to
 * an interview or a question are kept, so that going back to this version and forward again loses
 * none; anything else that changes needs a new `interviewVersion`.
 */
import { isRating } from '../rating';
import {
  longestAnswer,
  phases,
  statuses,
  type CodingTask,
  type Interview,
  type InterviewQuestion,
  type LaterFields,
  type TaskResult,
} from './interview';
import { isTime, usableStamp } from '../times';
import { mostQuestions, readInterviewSettings } from './settings';
import { isCount, isObject } from '../values';

/** The version this code writes. Higher ones, written by a newer extension, are left alone. */
export const interviewVersion = 1;

/** The result of reading a stored interview. */
export type ReadInterview =
  | {
      readonly kind: 'read';
      readonly interview: Interview;
      /** Invalid parts that were left out or defaulted, for a person. Usually empty. */
      readonly problems: readonly string[];
    }
  /** Written by a newer version: must not be overwritten. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Not an interview; `why` is for a person. */
  | { readonly kind: 'broken'; readonly why: string };

/** Longer ids are not ours. */
const longestId = 200;
/** The longest wording, title or key point to keep, in UTF-16 code units. */
const longestText = 4000;
/** The most key points or follow-up questions to keep per answer. */
const mostItems = 100;
/** The longest time on one question, in ms: ten days. */
const longestSpent = 10 * 24 * 60 * 60 * 1000;

/** The longest of all later fields of an interview or a question, as JSON, in UTF-16 units. */
const longestLater = 50_000;

/** The stored form of an interview: equal interviews give equal text. */
export function writeInterview(interview: Interview): Readonly<Record<string, unknown>> {
  return {
    version: interviewVersion,
    id: interview.id,
    settings: interview.settings,
    status: interview.status,
    started: interview.started,
    updated: interview.updated,
    ...(interview.finished !== undefined && { finished: interview.finished }),
    current: interview.current,
    ...(interview.runningSince !== undefined && { runningSince: interview.runningSince }),
    questions: interview.questions.map(writeQuestion),
    ...(interview.task !== undefined && { task: interview.task }),
    ...interview.later,
  };
}

/** The names of these fields. */
const ownFields: ReadonlySet<string> = new Set(
  'version id settings status started updated finished current runningSince questions task'.split(
    ' ',
  ),
);

/** The stored form of an interview's question. */
export function writeQuestion(question: InterviewQuestion): Readonly<Record<string, unknown>> {
  return {
    id: question.id,
    title: question.title,
    collection: question.collection,
    category: question.category,
    phase: question.phase,
    answer: question.answer,
    keyPoints: question.keyPoints,
    ticked: question.ticked,
    ...(question.rating !== undefined && { rating: question.rating }),
    ...(question.rated !== undefined && { rated: question.rated }),
    reviewed: question.reviewed,
    followUps: question.followUps,
    opened: question.opened,
    spent: question.spent,
    changed: question.changed,
    ...question.later,
  };
}

/** The names of these fields. */
const ownQuestionFields: ReadonlySet<string> = new Set(
  (
    'id title collection category phase answer keyPoints ticked rating rated reviewed followUps opened ' +
    'spent changed'
  ).split(' '),
);

/** The fields that this version does not know, sorted by name, so that equal ones give equal text. */
function laterFields(
  stored: object,
  known: ReadonlySet<string>,
  where: string,
  problems: string[],
): { readonly later?: LaterFields } {
  const fields = Object.entries(stored).filter(([name]) => !known.has(name));
  if (fields.length === 0) return {};
  const later = Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
  if (JSON.stringify(later).length <= longestLater) return { later };
  problems.push(`${where} has fields that are not known, and too long`);
  return {};
}

/** Reads the output of `writeInterview`, keeping valid parts and reporting the rest. */
export function readInterview(stored: unknown): ReadInterview {
  if (!isObject(stored)) return broken(`expected an object, found ${describe(stored)}`);
  const version = own(stored, 'version');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return broken(`the version is ${describe(version)}`);
  }
  if (version > interviewVersion) return { kind: 'newer', version };
  const id = own(stored, 'id');
  if (!isInterviewId(id)) return broken(`the id is ${describe(id)}`);
  const list = own(stored, 'questions');
  if (!Array.isArray(list)) return broken(`the questions are ${describe(list)}`);

  const problems: string[] = [];
  const started = own(stored, 'started');
  const updated = own(stored, 'updated');
  const start = isTime(started) ? started : isTime(updated) ? updated : 0;
  const last = isTime(updated) ? usableStamp(updated) : start;
  if (!isTime(started)) problems.push(`"started" is ${describe(started)}`);
  if (!isTime(updated)) problems.push(`"updated" is ${describe(updated)}`);

  const read = list
    .slice(0, mostQuestions)
    .map((item: unknown, index) => readQuestion(item, start, `question ${index + 1}`, problems));
  if (list.length > mostQuestions) problems.push(`it has ${list.length} questions`);
  const questions = read.filter(question => question !== undefined);
  if (questions.length === 0) return broken('it has no question that can be read');

  const stamps = questions.map(({ changed }) => changed);
  const latest = stamps.reduce((a, b) => Math.max(a, b), last);
  const at = own(stored, 'current');
  const present = isWhole(at) ? read[at] : undefined;
  return {
    kind: 'read',
    interview: complete(stored, { id, start, latest, questions, present }, problems),
    problems,
  };
}

/** Ids are made by this extension and also used as file names. */
export function isInterviewId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-z](?:[0-9a-z-]{0,62}[0-9a-z])?$/.test(id);
}

/** Makes status, times, current question and clock consistent. */
function complete(
  stored: object,
  found: {
    readonly id: string;
    readonly start: number;
    readonly latest: number;
    readonly questions: readonly InterviewQuestion[];
    readonly present: InterviewQuestion | undefined;
  },
  problems: string[],
): Interview {
  const { id, start, latest, questions } = found;
  const stated = own(stored, 'status');
  let status = statuses.find(known => known === stated);
  if (status === undefined) problems.push(`"status" is ${describe(stated)}`);
  const finished = own(stored, 'finished');
  status ??= isTime(finished) ? 'abandoned' : 'open';

  const settings = readInterviewSettings(own(stored, 'settings'));
  const task = readTask(own(stored, 'task'), problems);
  const later = laterFields(stored, ownFields, 'it', problems);
  const common = { id, settings, started: start, updated: latest, ...(task && { task }), ...later };
  const ended = status !== 'open';
  const planned = questions.findIndex(({ phase }) => phase === 'planned');
  let current = found.present ? questions.indexOf(found.present) : -1;
  if (current === -1) current = planned === -1 ? questions.length - 1 : planned;
  if (ended) {
    const end = isTime(finished) ? finished : latest;
    return { ...common, status, finished: end, current, questions };
  }
  // An open question must be asked; if it is unclear which one, it is this one.
  const open = questions.map((question, index): InterviewQuestion =>
    index === current && question.phase === 'planned' ? { ...question, phase: 'asked' } : question,
  );
  const since = own(stored, 'runningSince');
  const runs = isTime(since) && open[current]?.phase === 'asked';
  return {
    ...common,
    status,
    current,
    ...(runs && { runningSince: since }),
    questions: open,
  };
}

function readQuestion(
  value: unknown,
  start: number,
  where: string,
  problems: string[],
): InterviewQuestion | undefined {
  const id = isObject(value) ? own(value, 'id') : undefined;
  if (!isObject(value) || typeof id !== 'string' || id === '' || id.length > longestId) {
    problems.push(`${where} is ${isObject(value) ? 'without an id' : describe(value)}`);
    return undefined;
  }
  const read = <T>(key: string, is: (field: unknown) => field is T, fallback: T): T => {
    const field = own(value, key);
    if (is(field)) return field;
    problems.push(`"${key}" of ${where} is ${describe(field)}`);
    return fallback;
  };
  const optional = <T>(key: string, is: (field: unknown) => field is T): T | undefined =>
    own(value, key) === undefined ? undefined : read<T | undefined>(key, is, undefined);
  const text = (key: string, longest: number): string => read(key, isText, '').slice(0, longest);

  const keyPoints = read('keyPoints', isTexts, [])
    .slice(0, mostItems)
    .map(point => point.slice(0, longestText));
  const rating = optional('rating', isRating);
  const stated = read('phase', isPhase, 'planned');
  const phase = stated === 'rated' && rating === undefined ? 'revealed' : stated;
  const isRated = phase === 'rated';
  const rated = optional('rated', isTime) ?? start;
  const followUps = indexes(read('followUps', isList, []), mostItems);
  return {
    id,
    title: text('title', longestText) || id,
    collection: text('collection', longestText),
    category: text('category', longestText),
    phase,
    answer: text('answer', longestAnswer),
    keyPoints,
    ticked: indexes(read('ticked', isList, []), keyPoints.length),
    ...(isRated && rating !== undefined && { rating, rated }),
    reviewed: isRated && read('reviewed', isFlag, false),
    followUps,
    opened: indexes(read('opened', isList, []), mostItems).filter(one => followUps.includes(one)),
    spent: Math.min(read('spent', isTime, 0), longestSpent),
    changed: usableStamp(read('changed', isTime, start)),
    ...laterFields(value, ownQuestionFields, where, problems),
  };
}

function readTask(value: unknown, problems: string[]): CodingTask | undefined {
  if (value === undefined) return undefined;
  const id = isObject(value) ? own(value, 'id') : undefined;
  if (!isObject(value) || typeof id !== 'string' || id === '' || id.length > longestId) {
    problems.push(`"task" is ${isObject(value) ? 'without an id' : describe(value)}`);
    return undefined;
  }
  const title = own(value, 'title');
  const minutes = own(value, 'minutes');
  const result = readResult(own(value, 'result'), problems);
  return {
    id,
    title: (isText(title) && title.slice(0, longestText)) || id,
    ...(isCount(minutes) && { minutes }),
    ...(result && { result }),
  };
}

function readResult(value: unknown, problems: string[]): TaskResult | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) {
    problems.push(`the result of "task" is ${describe(value)}`);
    return undefined;
  }
  const count = (key: string) => {
    const field = own(value, key);
    return isCount(field) ? field : 0;
  };
  const passed = count('passed');
  return {
    solved: own(value, 'solved') === true,
    seconds: count('seconds'),
    hints: count('hints'),
    solutionSeen: own(value, 'solutionSeen') === true,
    passed,
    checks: Math.max(passed, count('checks')),
  };
}

/** The whole numbers below `end`, each once, ascending. */
function indexes(list: readonly unknown[], end: number): readonly number[] {
  const sound = list.filter((one): one is number => isWhole(one) && one < end);
  return [...new Set(sound)].sort((a, b) => a - b);
}

function broken(why: string): ReadInterview {
  return { kind: 'broken', why };
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isPhase(value: unknown): value is InterviewQuestion['phase'] {
  return phases.some(phase => phase === value);
}

/** An own property: `constructor` and friends are never taken from the prototype. */
function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}
