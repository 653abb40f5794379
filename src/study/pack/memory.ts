/**
 * What the questions of a pack were when it was read last, kept across restarts: an id stays with the
 * file that had it first, and a question that was worded anew while nothing was watching is recognised.
 */
import { fnv1a } from '../hash';
import type { QuestionId, SourceRange } from '../question';
import type { Steps } from '../steps';
import { isObject } from '../values';
import type { DraftQuestion } from './draft';
import { questionsOf, type FileDraft } from './file';
import { findRenames } from './renames';

/** A wording that a question had, and the id made of it. */
export interface FormerWording {
  readonly id: QuestionId;
  readonly title: string;
}

/** A question as its file had it. */
export interface RememberedQuestion extends FormerWording {
  /** Whether its author chose the id, so that the wording does not matter. */
  readonly chosen: boolean;
  /** Tells its answer from others; 0 for one too short for that. */
  readonly answer: number;
  /** What it was called before, as long as its progress may wait there; the oldest first. */
  readonly former: readonly FormerWording[];
}

/** The questions of a pack, by the paths of its files. */
export type PackMemory = ReadonlyMap<string, readonly RememberedQuestion[]>;

/** Shorter answers, in UTF-16 units, such as "Yes.", may be those of several questions. */
const shortestAnswer = 20;

/** So many wordings of a question are kept, and so much of each, in UTF-16 units. */
const mostFormer = 5;
const longestTitle = 300;

/** So many questions take about a millisecond. */
const questionsInStep = 200;

/**
 * The memory after a pack was read: questions that another wording has taken the place of are noted as
 * `former`. Files that are not there now are remembered all the same: they may come back with a branch.
 *
 * @param files what the pack holds now, with their texts
 * @param idOf the id that a question was given
 */
export function* continueMemory(
  before: PackMemory,
  files: Iterable<{ readonly draft: FileDraft; readonly text: string }>,
  idOf: (question: DraftQuestion) => QuestionId,
): Steps<PackMemory> {
  const memory = new Map(before);
  for (const { draft, text } of files) {
    const questions = questionsOf(draft);
    // A file that could not be read, or was emptied for a moment, forgets nothing.
    if (questions.length === 0) continue;
    const known = before.get(draft.path) ?? [];
    const lines = text.split('\n');
    const now: RememberedQuestion[] = [];
    for (const [index, question] of questions.entries()) {
      if (index % questionsInStep === questionsInStep - 1) yield;
      const chosen = question.explicitId !== undefined;
      const answer = chosen ? 0 : answerHash(lines, question.source);
      const title = question.title.slice(0, longestTitle);
      now.push({ id: idOf(question), title, chosen, answer, former: [] });
    }
    const formerOf = yield* matched(known, now);
    memory.set(
      draft.path,
      now.map(one => ({ ...one, former: formerOf(one) })),
    );
    yield;
  }
  return memory;
}

/** For each question that a file has now: what it was called before. */
function* matched(
  known: readonly RememberedQuestion[],
  now: readonly RememberedQuestion[],
): Steps<(question: RememberedQuestion) => readonly FormerWording[]> {
  const sameId = new Map(known.map(one => [one.id, one]));
  const present = new Set(now.map(({ id }) => id));
  const before = new Map<RememberedQuestion, RememberedQuestion>();
  // The same answer under another wording, where no other question has it.
  const gone = byAnswer(known.filter(({ id, chosen }) => !chosen && !present.has(id)));
  const come = byAnswer(now.filter(({ id, chosen }) => !chosen && !sameId.has(id)));
  yield;
  for (const [answer, question] of come) {
    const old = gone.get(answer);
    if (old && question) before.set(question, old);
  }
  const taken = new Set([...before.values()].map(({ id }) => id));
  const place = ({ id, title, chosen }: RememberedQuestion) => ({
    wishedId: id,
    explicitId: chosen ? id : undefined,
    title,
  });
  const others = now.filter(one => !before.has(one));
  const byId = new Map(others.map(one => [one.id, one]));
  const old = known.filter(({ id }) => !taken.has(id));
  for (const rename of yield* findRenames(old.map(place), others.map(place))) {
    const [question, was] = [byId.get(rename.after.wishedId), sameId.get(rename.before.wishedId)];
    if (question && was) before.set(question, was);
  }
  return question => {
    const same = sameId.get(question.id);
    const was = before.get(question);
    const all = [
      ...(same?.former ?? []),
      ...(was ? [...was.former, { id: was.id, title: was.title }] : []),
    ];
    return all.filter(({ id }) => id !== question.id).slice(-mostFormer);
  };
}

/** Questions by their answers; `undefined` for an answer that several have. */
function byAnswer(
  questions: readonly RememberedQuestion[],
): Map<number, RememberedQuestion | undefined> {
  const found = new Map<number, RememberedQuestion | undefined>();
  for (const one of questions) {
    if (one.answer !== 0) found.set(one.answer, found.has(one.answer) ? undefined : one);
  }
  return found;
}

function answerHash(lines: readonly string[], { bodyLine, endLine }: SourceRange): number {
  const text = lines.slice(bodyLine, endLine).join('\n').replace(/\s+/g, ' ').trim();
  return text.length < shortestAnswer ? 0 : fnv1a(text);
}

/** The memory without what these questions were called before: nobody is to be asked again. */
export function withoutFormer(memory: PackMemory, ids: ReadonlySet<QuestionId>): PackMemory {
  return new Map(
    Array.from(memory, ([path, questions]) => [
      path,
      questions.map(one => (ids.has(one.id) ? { ...one, former: [] } : one)),
    ]),
  );
}

/** As JSON; `readMemory` reads it back. A chosen id is all that is kept of its question. */
export function storedMemory(memory: PackMemory): unknown {
  const files = Array.from(memory, ([path, questions]) => [
    path,
    questions.map(({ id, title, chosen, answer, former }) =>
      chosen ? [id] : [id, title, answer, ...former.flatMap(one => [one.id, one.title])],
    ),
  ]);
  return { version: 1, files };
}

/** Reads what was stored; empty where it is of another version or none of this. */
export function readMemory(stored: unknown): PackMemory {
  const memory = new Map<string, readonly RememberedQuestion[]>();
  if (!isObject(stored) || stored.version !== 1 || !Array.isArray(stored.files)) return memory;
  for (const entry of stored.files as unknown[]) {
    const [path, questions] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof path !== 'string' || !Array.isArray(questions)) continue;
    memory.set(path, (questions as unknown[]).flatMap(readQuestion));
  }
  return memory;
}

function readQuestion(stored: unknown): RememberedQuestion[] {
  if (!Array.isArray(stored)) return [];
  const [id, title, answer, ...rest] = stored as unknown[];
  if (typeof id !== 'string') return [];
  if (title === undefined) return [{ id, title: '', chosen: true, answer: 0, former: [] }];
  if (typeof title !== 'string' || typeof answer !== 'number') return [];
  const former: FormerWording[] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const [was, words] = [rest[at], rest[at + 1]];
    if (typeof was === 'string' && typeof words === 'string')
      former.push({ id: was, title: words });
  }
  return [{ id, title, chosen: false, answer, former }];
}
