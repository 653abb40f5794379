/**
 * Remembers a pack's questions across restarts. An id stays with the file that had it first, and a
 * question reworded while nothing was watching is recognised.
 */
import { fnv1a } from '../hash';
import type { QuestionId, SourceRange } from '../question';
import type { Steps } from '../steps';
import { isObject } from '../values';
import type { DraftQuestion } from './draft';
import { questionsOf, type FileDraft } from './file';
import { findRenames } from './renames';

/** An earlier wording of a question, and the id made from it. */
export interface FormerWording {
  readonly id: QuestionId;
  readonly title: string;
}

/** A question as it was in its file. */
export interface RememberedQuestion extends FormerWording {
  /** Whether its author chose the id, so that the wording does not matter. */
  readonly chosen: boolean;
  /** A hash of its answer; 0 if that is too short. */
  readonly answer: number;
  /** Earlier names whose progress may still wait there; the oldest first. */
  readonly former: readonly FormerWording[];
}

/** The questions of a pack, by file path. */
export type PackMemory = ReadonlyMap<string, readonly RememberedQuestion[]>;

/** Several questions may share shorter answers, in UTF-16 units, such as "Yes.". */
const shortestAnswer = 20;

/** The number of wordings kept per question, and their length, in UTF-16 units. */
const mostFormer = 5;
const longestTitle = 300;

/** This many questions take about a millisecond. */
const questionsInStep = 200;

/**
 * The memory after reading a pack: questions replaced by another wording are recorded as `former`.
 * Missing files are still remembered: they may come back with a branch.
 *
 * @param files the current contents of the pack, with their texts
 * @param idOf the id given to a question
 */
export function* continueMemory(
  before: PackMemory,
  files: Iterable<{ readonly draft: FileDraft; readonly text: string }>,
  idOf: (question: DraftQuestion) => QuestionId,
): Steps<PackMemory> {
  const memory = new Map(before);
  for (const { draft, text } of files) {
    const questions = questionsOf(draft);
    // A file that was unreadable, or briefly emptied, forgets nothing.
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

/** For each current question of a file: its earlier names. */
function* matched(
  known: readonly RememberedQuestion[],
  now: readonly RememberedQuestion[],
): Steps<(question: RememberedQuestion) => readonly FormerWording[]> {
  const sameId = new Map(known.map(one => [one.id, one]));
  const present = new Set(now.map(({ id }) => id));
  const before = new Map<RememberedQuestion, RememberedQuestion>();
  // The same answer under another wording, if no other question has it.
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

/** Questions by their answers; `undefined` for a shared answer. */
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

/** The memory without these questions' earlier names, so that nobody is asked again. */
export function withoutFormer(memory: PackMemory, ids: ReadonlySet<QuestionId>): PackMemory {
  return new Map(
    Array.from(memory, ([path, questions]) => [
      path,
      questions.map(one => (ids.has(one.id) ? { ...one, former: [] } : one)),
    ]),
  );
}

/** As JSON for `readMemory`. Of a question with a chosen id, only the id is kept. */
export function storedMemory(memory: PackMemory): unknown {
  const files = Array.from(memory, ([path, questions]) => [
    path,
    questions.map(({ id, title, chosen, answer, former }) =>
      chosen ? [id] : [id, title, answer, ...former.flatMap(one => [one.id, one.title])],
    ),
  ]);
  return { version: 1, files };
}

/** Reads stored memory; empty if it is of another version or invalid. */
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
