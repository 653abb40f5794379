/** Derives the form's values from the choices. No DOM here. */
import type { CategoryChoice, InterviewChoices, SetupView } from '../../protocol/mockInterview';

type Collections = SetupView['collections'];

/** The ids of all chosen categories that exist. */
export function chosenCategories(
  collections: Collections,
  { categories }: InterviewChoices,
): ReadonlySet<string> {
  const all = collections.flatMap(collection => collection.categories.map(({ id }) => id));
  if (categories === 'all') return new Set(all);
  const wanted = new Set(categories);
  return new Set(all.filter(id => wanted.has(id)));
}

/** Chosen categories as stored: only `all` includes packs added later. */
export function storedCategories(
  collections: Collections,
  chosen: ReadonlySet<string>,
): InterviewChoices['categories'] {
  const all = collections.flatMap(collection => collection.categories.map(({ id }) => id));
  return all.every(id => chosen.has(id)) ? 'all' : all.filter(id => chosen.has(id));
}

/** The interview these choices would give. */
export interface Outlook {
  /** How many questions pass the mix. */
  readonly available: number;
  /** How many will be asked; if the clock ends the interview, all that pass. */
  readonly asked: number;
  /** Its maximum length in minutes; `undefined` without a limit. */
  readonly minutes: number | undefined;
  /** How many collections or categories need one question each, if those are too many. */
  readonly tooManyGroups: number | undefined;
}

export function outlookOf(collections: Collections, choices: InterviewChoices): Outlook {
  const chosen = chosenCategories(collections, choices);
  const count = (category: CategoryChoice) =>
    chosen.has(category.id) ? category.count - (choices.withMastered ? 0 : category.mastered) : 0;
  const categories = collections.flatMap(collection => collection.categories);
  const available = categories.reduce((sum, category) => sum + count(category), 0);
  const { length, secondsPerQuestion } = choices;
  const asked = length.kind === 'questions' ? Math.min(length.count, available) : available;
  const groups = {
    nothing: 0,
    collection: collections.filter(({ categories: own }) => own.some(one => count(one) > 0)).length,
    category: categories.filter(category => count(category) > 0).length,
  }[choices.oneFromEach];
  const limited = secondsPerQuestion === 0 ? undefined : (asked * secondsPerQuestion) / 60;
  return {
    available,
    asked,
    minutes: length.kind === 'time' ? length.minutes : limited && Math.ceil(limited),
    tooManyGroups: length.kind === 'questions' && groups > asked ? groups : undefined,
  };
}
