import type { Category, Collection, Question, QuestionId } from './question';

/** A question's position. */
export interface Place {
  readonly collection: Collection;
  readonly category: Category;
  /** The question's position in its category, from 1. */
  readonly position: number;
  /** How many questions the category has. */
  readonly count: number;
}

/**
 * All questions of all packs, in order. Immutable; lookup tables are built on first use and then
 * take constant time.
 *
 * An id names one question: if two share an id, only the first is in `questions` and found by
 * lookups. `parsePack` prevents this if it is given the earlier collections.
 */
export class Library {
  readonly collections: readonly Collection[];
  #index: Index | undefined;
  #categories: ReadonlyMap<string, Category> | undefined;
  #collections: ReadonlyMap<string, Collection> | undefined;

  private constructor(collections: readonly Collection[]) {
    this.collections = collections;
  }

  /** Makes the library of these collections, in this order. Costs nothing until it is queried. */
  static of(collections: readonly Collection[]): Library {
    return new Library(collections);
  }

  /** The categories of all collections, in order. */
  get categories(): readonly Category[] {
    return this.collections.flatMap(({ categories }) => categories);
  }

  /** Every question, in the order of study. */
  get questions(): readonly Question[] {
    return this.#indexed.questions;
  }

  get first(): Question | undefined {
    return this.questions[0];
  }

  get last(): Question | undefined {
    return this.questions.at(-1);
  }

  question(id: QuestionId): Question | undefined {
    const order = this.#indexed.order.get(id);
    return order === undefined ? undefined : this.questions[order];
  }

  category(id: string): Category | undefined {
    this.#categories ??= byId(this.categories);
    return this.#categories.get(id);
  }

  collection(id: string): Collection | undefined {
    this.#collections ??= byId(this.collections);
    return this.#collections.get(id);
  }

  place(id: QuestionId): Place | undefined {
    const order = this.#indexed.order.get(id);
    return order === undefined ? undefined : this.#indexed.places[order];
  }

  /** The question after this one, across categories; `undefined` after the last. */
  next(id: QuestionId): Question | undefined {
    return this.#neighbour(id, 1);
  }

  /** The question before this one; `undefined` before the first. */
  previous(id: QuestionId): Question | undefined {
    return this.#neighbour(id, -1);
  }

  #neighbour(id: QuestionId, step: 1 | -1): Question | undefined {
    const order = this.#indexed.order.get(id);
    return order === undefined ? undefined : this.questions[order + step];
  }

  get #indexed(): Index {
    return (this.#index ??= indexOf(this.collections));
  }
}

/** Maps, not objects: an id such as `constructor` or `__proto__` is an id like any other. */
interface Index {
  readonly questions: readonly Question[];
  readonly places: readonly Place[];
  /** A question's index in `questions` and `places`. */
  readonly order: ReadonlyMap<QuestionId, number>;
}

function indexOf(collections: readonly Collection[]): Index {
  const questions: Question[] = [];
  const places: Place[] = [];
  const order = new Map<QuestionId, number>();
  for (const collection of collections) {
    for (const category of collection.categories) {
      const count = category.questions.length;
      category.questions.forEach((question, index) => {
        if (order.has(question.id)) return;
        order.set(question.id, questions.length);
        questions.push(question);
        places.push({ collection, category, position: index + 1, count });
      });
    }
  }
  return { questions, places, order };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of items) if (!map.has(item.id)) map.set(item.id, item);
  return map;
}
