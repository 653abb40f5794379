import type { Problem, Question, SourceRange } from '../question';
import { slug } from '../slug';
import type { Steps } from '../steps';
import { reporter, type DraftQuestion, type LineRange, type Report } from './draft';

const validId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Whether a text is a valid question id. */
export function isValidId(id: string): boolean {
  return validId.test(id);
}

/** Returns the id a question wants; reports an invalid one. */
export function wishedId(
  title: string,
  id: string | undefined,
  range: LineRange,
  report: Report,
): Pick<DraftQuestion, 'explicitId' | 'wishedId'> {
  if (id !== undefined && isValidId(id)) return { explicitId: id, wishedId: id };
  const made = slug(title);
  if (id !== undefined) {
    const shown = id.length > 40 ? `${id.slice(0, 40)}…` : id;
    report('invalid-id', 'warning', range, shown, made);
  }
  return { explicitId: undefined, wishedId: made };
}

/** The ids of other questions, and their places. A `Map` is one. */
export interface TakenIds {
  get(id: string): SourceRange | undefined;
  has(id: string): boolean;
  set(id: string, source: SourceRange): unknown;
}

/** The questions made from drafts, so that an unchanged draft keeps the same question for ever. */
const made = new WeakMap<DraftQuestion, Question>();

/** This many questions take about a millisecond. */
const questionsInStep = 250;

/**
 * Settles the ids: the first question that wants an id gets it, a later one gets `-2` and so on. A
 * generated id never takes one that another question asks for. In steps of about a millisecond.
 *
 * @param taken the ids of questions outside these drafts; those of the drafts are added
 * @param claims earlier ids of the questions of certain files: no other file gets them
 */
export function* withIds(
  drafts: readonly DraftQuestion[],
  taken: TakenIds,
  problems: Problem[],
  claims: ReadonlyMap<string, SourceRange> = new Map(),
): Steps<Question[]> {
  const reserved = new Set(drafts.map(draft => draft.wishedId));
  const suffixes = new Map<string, number>();
  const questions: Question[] = [];
  for (const [index, draft] of drafts.entries()) {
    if (index % questionsInStep === questionsInStep - 1) yield;
    const { title, short, hint, exercise, source, wishedId: base } = draft;
    let id = base;
    const claim = claims.get(base);
    const isOwn = claim?.pack === source.pack && claim?.file === source.file;
    const owner = taken.get(base) ?? (isOwn ? undefined : claim);
    if (owner !== undefined) {
      // The limit is 100 characters: a long id makes room for its suffix.
      const stem = base.slice(0, 92);
      let suffix = suffixes.get(stem) ?? 2;
      do id = `${stem}-${suffix++}`;
      while (reserved.has(id) || taken.has(id) || claims.has(id));
      suffixes.set(stem, suffix);
      const range = {
        startLine: source.startLine,
        endLine: source.startLine + 1,
        columns: draft.columns,
      };
      const place = `${owner.file}:${owner.startLine + 1}`;
      reporter(problems, source.file)('duplicate-id', 'warning', range, base, place, id);
    }
    taken.set(id, source);
    const before = made.get(draft);
    const question =
      before?.id === id
        ? before
        : {
            id,
            title,
            ...(short !== undefined && { short }),
            hint,
            ...(exercise && { exercise }),
            source,
          };
    if (question !== before) made.set(draft, question);
    questions.push(question);
  }
  return questions;
}

/** Returns `wanted`, or `wanted-2`, `wanted-3` … if that is taken, and takes it. */
export class FreeIds {
  readonly #taken: Set<string>;
  readonly #suffixes = new Map<string, number>();

  readonly #isTaken: (id: string) => boolean;

  /** @param isTaken tells of further taken ids */
  constructor(taken: Iterable<string>, isTaken: (id: string) => boolean = () => false) {
    this.#taken = new Set(taken);
    this.#isTaken = isTaken;
  }

  take(wanted: string): string {
    let id = wanted;
    // Continues where it stopped: thousands of equal names must not be recounted each time.
    let suffix = this.#suffixes.get(wanted) ?? 2;
    for (; this.#taken.has(id) || this.#isTaken(id); suffix++) id = `${wanted}-${suffix}`;
    this.#suffixes.set(wanted, suffix);
    this.#taken.add(id);
    return id;
  }
}
