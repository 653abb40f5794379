/** Compares what a person was told is saved with what the extension returns. */
import { parsePack } from '../../src/study/pack';
import { plainText } from '../../src/editor/base/plainText';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { projectFolder } from '../host/project';

/** An action: a mark set or cleared, a rating (1 to 4) given, a note or an answer written. */
export type Deed =
  | { readonly id: string; readonly mark: 'mastered' | 'bookmarked'; readonly value: boolean }
  | { readonly id: string; readonly rating: number }
  | { readonly id: string; readonly note: string }
  | { readonly id: string; readonly draft: string };

/** The used part of an exported file. */
export interface Exported {
  readonly questions: Readonly<Record<string, ExportedRecord>>;
}

interface ExportedRecord {
  readonly mastered?: readonly [boolean, number];
  readonly bookmarked?: readonly [boolean, number];
  readonly note?: readonly [string, number];
  readonly draft?: readonly [string, number];
  /** Time, rating, seconds, whether it is undone, since when. */
  readonly reviews?: readonly (readonly [number, number, number, boolean?, number?])[];
}

/** How many acknowledged actions are lost, and how many exist more than once. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

export class Ledger {
  readonly #marks = new Map<string, boolean>();
  readonly #ratings = new Map<string, number[]>();
  readonly #notes = new Map<string, string>();
  readonly #drafts = new Map<string, string>();
  /** Begun but never acknowledged: done or not, both are right. */
  #open: Deed[] = [];

  /** Records what the person is about to do. Until `acknowledge` it may be done or not. */
  begin(deed: Deed): void {
    this.#open.push(deed);
  }

  /** The person has seen it done: from now on it must exist. */
  acknowledge(deed: Deed): void {
    this.#open = this.#open.filter(one => one !== deed);
    if ('mark' in deed) this.#marks.set(`${deed.mark} ${deed.id}`, deed.value);
    else if ('note' in deed) this.#notes.set(deed.id, deed.note);
    else if ('draft' in deed) this.#drafts.set(deed.id, deed.draft);
    else this.#ratings.set(deed.id, [...(this.#ratings.get(deed.id) ?? []), deed.rating]);
  }

  /** Whether a mark is set, as far as the person knows. */
  has(id: string, mark: 'mastered' | 'bookmarked'): boolean {
    return this.#marks.get(`${mark} ${id}`) ?? false;
  }

  /** Whether the question was rated, as far as the person knows. */
  isRated(id: string): boolean {
    return (this.#ratings.get(id) ?? []).length > 0;
  }

  /** Judges the data, and records which of the open actions were done after all. */
  judge({ questions }: Exported): Verdict {
    const lost: string[] = [];
    const doubled: string[] = [];
    const ids = new Set([
      ...Object.keys(questions),
      ...this.#ratings.keys(),
      ...[...this.#marks.keys()].map(key => key.slice(key.indexOf(' ') + 1)),
    ]);
    for (const id of ids) {
      const record = questions[id] ?? {};
      for (const mark of ['mastered', 'bookmarked'] as const) {
        const is = record[mark]?.[0] ?? false;
        const open = this.#open.some(
          deed => 'mark' in deed && deed.id === id && deed.mark === mark && deed.value === is,
        );
        if (is !== this.has(id, mark) && !open) lost.push(`${id} is ${is ? '' : 'not '}${mark}`);
        this.#marks.set(`${mark} ${id}`, is);
      }
      const there = (record.reviews ?? []).filter(review => !review[3]).map(review => review[1]);
      const open = this.#open.flatMap(deed =>
        'rating' in deed && deed.id === id ? [deed.rating] : [],
      );
      const extra = [...there];
      for (const rating of this.#ratings.get(id) ?? []) {
        const at = extra.indexOf(rating);
        if (at < 0) lost.push(`${id} was rated ${rating}`);
        else extra.splice(at, 1);
      }
      for (const rating of open) {
        const at = extra.indexOf(rating);
        if (at >= 0) extra.splice(at, 1);
      }
      doubled.push(...extra.map(rating => `${id} was rated ${rating} once more`));
      this.#ratings.set(id, there);
    }
    for (const [id, note] of this.#notes) {
      if (questions[id]?.note?.[0] !== note) lost.push(`the note on ${id}`);
    }
    for (const [id, draft] of this.#drafts) {
      const is = questions[id]?.draft?.[0] ?? '';
      const open = this.#open.some(deed => 'draft' in deed && deed.id === id && deed.draft === is);
      if (is !== draft && !open) lost.push(`the answer to ${id}`);
      this.#drafts.set(id, is);
    }
    this.#open = [];
    return { lost, doubled };
  }
}

/** The ids of the built-in questions by their titles on a page. */
export function idsByTitle(): ReadonlyMap<string, string> {
  const folder = path.join(projectFolder(), 'questions');
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => ({ path: name, text: fs.readFileSync(path.join(folder, name), 'utf8') }));
  const questions = parsePack(files).collections.flatMap(collection =>
    collection.categories.flatMap(category => category.questions),
  );
  return new Map(questions.map(({ id, title }) => [plainText(title), id]));
}
