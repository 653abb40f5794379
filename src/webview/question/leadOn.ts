/** The parts after an answer outside a review: rating, next question, list. */
import type { PanelAction } from '../../protocol/question';
import type { Rating } from '../../protocol/rating';
import type { RatesView } from '../../protocol/review';
import type { PageContext } from './context';
import { button, element } from '../kit/dom';
import { refocus } from '../kit/focus';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { renderRatings, type Graded, type RatingButtons } from './ratings';

/** The footer of a question. */
export interface LeadOn {
  readonly element: HTMLElement;
  /** Shows the rating options, or the result of a rating. */
  setRates(rates: RatesView): void;
  /** Marks the rating that a graded answer suggests. */
  suggest(rating: Rating | undefined): void;
  /** Updates from the remembered state. */
  update(): void;
  /** Performs the action of a rating key. */
  press(action: PanelAction): void;
}

/** Makes the footer for one visit of a question. */
export function createLeadOn(visit: number, context: PageContext): LeadOn {
  const { strings } = context;
  let shown: RatesView | undefined;
  let buttons: RatingButtons | undefined;
  let graded: Graded | undefined;
  let sent = false;

  const press = (action: PanelAction) => {
    if (!context.state().answerShown) context.announce(strings.review.revealFirst);
    else if (shown?.rated !== undefined) context.announce(shown.rated);
    else if (!sent) {
      sent = true;
      buttons?.disable();
      context.send({ type: 'action', action, visit });
    }
  };
  const rates = element('div', { class: 'lead-on-rates', hidden: true });
  const step = (action: PanelAction, text: string) => {
    const [key = ''] = keysOf(action);
    return button(
      { class: 'secondary', id: `page-${action}`, 'aria-keyshortcuts': ariaKeys(action) },
      () => context.send({ type: 'action', action }),
      text,
      element('kbd', { 'aria-hidden': 'true' }, keyLabel(key)),
    );
  };
  return {
    element: element(
      'section',
      { class: 'lead-on', 'aria-label': strings.rateIt },
      rates,
      element(
        'div',
        { class: 'lead-on-steps' },
        step('next', strings.next),
        step('showInList', strings.backToList),
      ),
    ),
    setRates(next) {
      sent = false;
      if (JSON.stringify(next) === JSON.stringify(shown)) return;
      const focused = rates.contains(document.activeElement) ? document.activeElement : undefined;
      shown = next;
      buttons = next.rated === undefined ? renderRatings(next, 'page', context, press) : undefined;
      rates.hidden = false;
      rates.replaceChildren(
        element('h2', { class: 'quiet-title' }, next.rated ?? strings.rateIt),
        ...(buttons ? [buttons.element] : []),
      );
      buttons?.update(graded);
      refocus(focused);
    },
    suggest(rating) {
      graded = rating && { rating, ticks: context.state().ticked.length };
      buttons?.update(graded);
    },
    update: () => buttons?.update(graded),
    press,
  };
}
