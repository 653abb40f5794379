import type { Problem, Question } from '../question';
import { slug } from '../slug';
import { reporter, type DraftQuestion } from './draft';

const validId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Settles the ids: the first question that wants an id has it, a later one gets `-2` and so on. A
 * made-up id never takes one that another question asks for.
 *
 * @param taken the ids of questions outside these drafts
 */
export function withIds(
  drafts: readonly DraftQuestion[],
  taken: ReadonlySet<string>,
  problems: Problem[],
): Map<DraftQuestion, Question> {
  const wanted = drafts.map(draft => wantedId(draft, problems));
  const reserved = new Set(wanted);
  const owners = new Map<string, string>();
  const suffixes = new Map<string, number>();
  const questions = new Map<DraftQuestion, Question>();
  drafts.forEach((draft, index) => {
    const { title, hint, source } = draft;
    const base = wanted[index] ?? '';
    let id = base;
    const owner = taken.has(base) ? 'another pack' : owners.get(base);
    if (owner === undefined) {
      owners.set(base, `${source.file}:${source.startLine + 1}`);
    } else {
      let suffix = suffixes.get(base) ?? 2;
      // 100 characters are the most: a long id makes room for its suffix.
      do id = `${base.slice(0, 92)}-${suffix++}`;
      while (reserved.has(id) || taken.has(id) || owners.has(id));
      suffixes.set(base, suffix);
      owners.set(id, `${source.file}:${source.startLine + 1}`);
      reporter(problems, source.file)(
        'duplicate-id',
        'warning',
        { startLine: source.startLine, endLine: source.startLine + 1 },
        `The id “${base}” belongs to a question in ${owner}, so this one is called “${id}”. Give it an id of its own: {#…} after the question.`,
      );
    }
    questions.set(draft, { id, title, hint, source });
  });
  return questions;
}

/** Gives `wanted`, or `wanted-2`, `wanted-3` … where that is taken, and takes it. */
export class FreeIds {
  readonly #taken: Set<string>;
  readonly #suffixes = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  take(wanted: string): string {
    let id = wanted;
    // Goes on where it stopped: thousands of equal names must not be counted through each time.
    let suffix = this.#suffixes.get(wanted) ?? 2;
    for (; this.#taken.has(id); suffix++) id = `${wanted}-${suffix}`;
    this.#suffixes.set(wanted, suffix);
    this.#taken.add(id);
    return id;
  }
}

function wantedId({ title, wantedId: id, source }: DraftQuestion, problems: Problem[]): string {
  if (id === undefined) return slug(title);
  if (validId.test(id)) return id;
  const made = slug(title);
  const shown = id.length > 40 ? `${id.slice(0, 40)}…` : id;
  reporter(problems, source.file)(
    'invalid-id',
    'warning',
    { startLine: source.startLine, endLine: source.startLine + 1 },
    `“${shown}” cannot be an id, so this question is called “${made}”. An id has 1 to 100 letters, digits, dots, hyphens and underscores, and starts with a letter or digit.`,
  );
  return made;
}
