/** Finds imported questions among the person's own. */
import { Fences } from '../markdown/pieces';
import { withLinks } from '../markdown/sourceLinks';
import { withoutExercise } from '../pack/answer';
import { answerText } from '../pack/write';
import type { Question } from '../question';
import type { Steps } from '../steps';
import type { FoundQuestion } from './found';
import { exactWording, wordingKey } from './wording';
import { addTo } from './grouping';

/** The person's question that an imported one matches. */
export interface Match {
  readonly own: Question;
  /** Whether the imported one adds nothing: it has the same answer, or none. */
  readonly same: boolean;
  /** Whether another question may be meant: the wordings differ in marks, or the categories. */
  readonly isUnsure: boolean;
  /**
   * Whether the person's question has another answer, which may be their own work: nothing tells
   * whether the list or the person changed it since an earlier import.
   */
  readonly replaces: boolean;
}

interface Own {
  readonly question: Question;
  readonly category: string;
  readonly body: string | undefined;
  /** The keys of its answers, made when first compared. */
  answers?: readonly string[];
}

/** `DOC-001 What?`: a code, which an import drops only where all wordings of a list have one. */
const code = /^\p{Lu}{1,6}[-_]?\d{1,5}(?:\s?[.:：)]|\s[-–—])?\s+(?=\S)/u;

export class OwnQuestions {
  readonly #byWording = new Map<string, Own[]>();
  /** The wordings that begin with a code, by the rest of them. */
  readonly #coded = new Map<string, string>();

  /**
   * @param category the title of its category
   * @param body the Markdown of its answer; `undefined` if it cannot be read
   */
  add(question: Question, category: string, body: string | undefined): void {
    const own = { question, category: wordingKey(category), body };
    const key = wordingKey(question.title);
    addTo(this.#byWording, key, own);
    if (code.test(question.title))
      this.#coded.set(wordingKey(question.title.replace(code, '')), key);
  }

  /** The key of the questions that a wording may be, which have a code where it has none, or none. */
  #keyOf(title: string): string {
    const key = wordingKey(title);
    if (this.#byWording.has(key)) return key;
    return code.test(title) ? wordingKey(title.replace(code, '')) : (this.#coded.get(key) ?? key);
  }

  /**
   * Matches the questions of an import, each with another one of the person's unless both answers
   * are the same. In steps of a question.
   */
  *matchesInSteps(found: Iterable<FoundQuestion>): Steps<ReadonlyMap<FoundQuestion, Match>> {
    const alike = new Map<string, FoundQuestion[]>();
    for (const one of found) {
      const key = this.#keyOf(one.title);
      if (this.#byWording.has(key)) addTo(alike, key, one);
      yield;
    }
    const matches = new Map<FoundQuestion, Match>();
    for (const [key, ones] of alike) {
      // The first ones are taken first, from the end.
      const own = this.#byWording.get(key)?.toReversed() ?? [];
      yield* matchAlike(ones, own, matches);
    }
    return matches;
  }
}

/**
 * Matches questions of one wording: first by their answers, then by their categories, which tell the
 * same wording below several subjects apart. What stays unclear is a new question.
 */
function* matchAlike(
  found: readonly FoundQuestion[],
  own: readonly Own[],
  matches: Map<FoundQuestion, Match>,
): Steps<void> {
  const [left, free] = [new Set(found), new Set(own)];
  const take = (one: FoundQuestion, mine: Own, same: boolean) => {
    const { question, category, body } = mine;
    const isUnsure =
      exactWording(one.title) !== exactWording(question.title) ||
      (one.category !== '' && wordingKey(one.category) !== category);
    const replaces = body === undefined || withoutExercise(body).trim() !== '';
    matches.set(one, { own: question, same, isUnsure, replaces });
    left.delete(one);
    free.delete(mine);
  };
  const isOnly = found.length === 1 && own.length === 1;
  const isAnywhere = ({ category }: FoundQuestion) => isOnly || category === '';

  const keys = new Map<FoundQuestion, string>();
  for (const one of found) {
    keys.set(one, keyOf(one.answer, one.title));
    yield;
  }
  for (const one of own) {
    const { body = '', question } = one;
    // A format without exercises cannot say that there is none.
    const without = withoutExercise(body);
    const answers = new Set([body, without, withoutDefinitions(without)]);
    one.answers ??= [...answers].map(answer => keyOf(answer, question.title));
    yield;
  }
  for (const isNear of [true, false]) {
    const place = (category: string, key: string) => (isNear ? `${category}\n${key}` : key);
    const byAnswer = new Map<string, Own[]>();
    for (const one of own) {
      for (const key of one.answers ?? []) addTo(byAnswer, place(one.category, key), one);
    }
    for (const one of left) {
      const alike = byAnswer.get(place(wordingKey(one.category), keys.get(one) ?? '')) ?? [];
      let mine = alike.at(-1);
      for (; mine && !free.has(mine) && alike.length > 1; mine = alike.at(-1)) alike.pop();
      const isMeant = one.answer !== '' || (mine && free.has(mine) && (isNear || isAnywhere(one)));
      if (mine && isMeant) take(one, mine, true);
    }
    yield;
  }
  const rounds: readonly [
    keyOf: (category: string, wording: string) => string,
    isMeant: (one: FoundQuestion) => boolean,
  ][] = [
    [(category, wording) => `${category}\n${wording}`, ({ category }) => category !== ''],
    [(_, wording) => wording, isAnywhere],
    [() => '', ({ answer }) => isOnly && answer !== ''],
  ];
  for (const [keyOf, isMeant] of rounds) {
    const mine = new Map<string, Own[]>();
    for (const one of free) addTo(mine, keyOf(one.category, exactWording(one.question.title)), one);
    const asked = new Map<string, FoundQuestion[]>();
    for (const one of left) {
      const key = keyOf(wordingKey(one.category), exactWording(one.title));
      if (isMeant(one)) addTo(asked, key, one);
    }
    for (const [key, ones] of asked) {
      const those = mine.get(key) ?? [];
      const answered = ones.filter(({ answer }) => answer !== '');
      for (const one of ones) {
        // The person's answer is never replaced by none.
        const known = one.answer === '' ? those.pop() : undefined;
        if (known) take(one, known, true);
      }
      const [[one], [changed]] = [answered, those];
      if (one && changed && answered.length + those.length === 2) take(one, changed, false);
    }
    yield;
  }
}

/** Without the links that the last answer of a pack defines for all: in a list each has its own text. */
function withoutDefinitions(answer: string): string {
  const lines = answer.includes(']:') ? answer.split('\n') : [];
  if (lines.length === 0) return answer;
  while (/^(?: {0,3}\[[^\]]+\]:.*|\s*)$/.test(lines.at(-1) ?? '-')) lines.pop();
  return lines.join('\n');
}

/** The same for equal answers; without any, for equal wordings. */
function keyOf(answer: string, title: string): string {
  return answerKey(answer) || `\n${exactWording(title)}`;
}

/** The key made last: the gaps of a note share a long answer. */
let lastKey = { answer: '', key: '' };

/** Ignores white space, except before code, and changes an answer undergoes when written to a pack. */
function answerKey(answer: string): string {
  if (lastKey.answer === answer) return lastKey.key;
  const fences = new Fences();
  const lines = answerText(withLinks(answer))
    .split('\n')
    .map(line => {
      const { opening } = fences;
      fences.take(line);
      return opening !== '' && fences.isOpen
        ? '\0'.repeat(Math.max(0, line.search(/\S/) - opening.search(/\S/))) + line.trim()
        : line.replace(/^#+\s*/, '#');
    });
  const key = lines.join('\n').replace(/\s+/g, ' ').trim();
  lastKey = { answer, key };
  return key;
}
