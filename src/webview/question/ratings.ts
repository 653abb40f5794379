/** The four rating buttons, in a review and outside one. */
import type { PanelAction } from '../../protocol/question';
import type { Rating } from '../../protocol/rating';
import type { RatesView, RatingView } from '../../protocol/review';
import type { PageContext } from './context';
import { button, element } from '../kit/dom';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { format } from '../kit/text';

export const ratingActions = {
  1: 'rateAgain',
  2: 'rateHard',
  3: 'rateGood',
  4: 'rateEasy',
} as const satisfies Record<Rating, PanelAction>;

/** Whether an action is a rating. */
export function isRatingAction(action: PanelAction): boolean {
  return (Object.values(ratingActions) as PanelAction[]).includes(action);
}

/** The rating suggested by a grading, valid for this number of ticked key points. */
export interface Graded {
  readonly rating: Rating;
  readonly ticks: number;
}

/** The four buttons. */
export interface RatingButtons {
  readonly element: HTMLElement;
  /** The rating suggested now; 0 for none. */
  readonly suggested: Rating | 0;
  /** Updates from the ticks and a grading's suggestion. */
  update(graded: Graded | undefined): void;
  /** While a press is being processed. */
  disable(): void;
}

/**
 * Makes the buttons.
 * @param prefix of their ids, by which they regain the focus when they are rebuilt
 * @param acceptKey the key that accepts the suggested rating, shown on its button; optional
 */
export function renderRatings(
  { ratings, suggestions }: RatesView,
  prefix: string,
  context: PageContext,
  press: (action: PanelAction) => void,
  acceptKey?: string,
): RatingButtons {
  const { review: strings } = context.strings;
  const rates = ratings.map(rating => renderRating(rating, prefix, press));
  const group = element(
    'div',
    { class: 'rates', role: 'group', 'aria-label': strings.ratings },
    ...rates,
  );
  let suggested: Rating | 0 = 0;
  let drawn = false;
  const update = (graded: Graded | undefined) => {
    const { answerShown, ticked } = context.state();
    // The most recent one counts: a grading, or a tick after it.
    const byGrading = graded?.ticks === ticked.length;
    const next = byGrading ? graded.rating : (suggestions[ticked.length] ?? 0);
    if (next === suggested) return;
    suggested = next;
    for (const [index, one] of rates.entries()) {
      markSuggested(one, ratings[index]?.rating === next, strings.suggestedMark, acceptKey);
    }
    const name = ratings.find(({ rating }) => rating === next)?.name;
    // Announced when a tick changes it, not on every redraw; a grading announces itself.
    if (name !== undefined && answerShown && drawn && !byGrading) {
      context.announce(format(strings.suggested, name));
    }
  };
  update(undefined);
  drawn = true;
  return {
    element: group,
    get suggested() {
      return suggested;
    },
    update,
    disable() {
      for (const one of rates) one.setAttribute('aria-disabled', 'true');
    },
  };
}

function renderRating(
  { rating, name, interval, description }: RatingView,
  prefix: string,
  press: (action: PanelAction) => void,
): HTMLButtonElement {
  const action = ratingActions[rating];
  const [key = ''] = keysOf(action);
  return button(
    {
      class: `rate rate-${rating}`,
      id: `${prefix}-${action}`,
      title: `${description} (${keyLabel(key)})`,
      'aria-keyshortcuts': ariaKeys(action),
    },
    () => press(action),
    element(
      'span',
      { class: 'rate-name' },
      name,
      element('kbd', { 'aria-hidden': 'true' }, keyLabel(key)),
    ),
    element('span', { class: 'rate-interval' }, interval),
  );
}

/** A suggestion is shown and announced, never forced: the button works like the others. */
function markSuggested(
  rate: HTMLButtonElement,
  suggested: boolean,
  mark: string,
  acceptKey: string | undefined,
): void {
  rate.classList.toggle('is-suggested', suggested);
  for (const old of rate.querySelectorAll('.rate-suggested, .rate-accept')) old.remove();
  if (!suggested) return;
  rate
    .querySelector('.rate-interval')
    ?.append(element('span', { class: 'rate-suggested' }, ` · ${mark}`));
  if (acceptKey === undefined) return;
  rate
    .querySelector('.rate-name')
    ?.append(element('kbd', { class: 'rate-accept', 'aria-hidden': 'true' }, keyLabel(acceptKey)));
}
