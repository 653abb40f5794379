/** The bar below a question in a review: progress, reveal button, ratings. */
import type { PanelAction } from '../../protocol/question';
import type { Rating } from '../../protocol/rating';
import type { ReviewView } from '../../protocol/review';
import type { PageContext } from './context';
import { button, element, releasePointerFocus } from '../kit/dom';
import { refocus } from '../kit/focus';
import { icon, type IconName } from '../kit/icons';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { isRatingAction, ratingActions, renderRatings, type Graded } from './ratings';

/** Actions of the bar: their keys do nothing unless a question is asked. */
const barActions: ReadonlySet<PanelAction> = new Set([
  ...Object.values(ratingActions),
  'skipQuestion',
  'buryQuestion',
  'suspendQuestion',
]);

export interface ReviewBar {
  readonly element: HTMLElement;
  /** Shows the bar, or hides it if there is no view. */
  set(view: ReviewView | undefined, visit: number): void;
  /** Marks the rating that a grading suggests, until the ticks change; none while grading again. */
  suggest(rating: Rating | undefined): void;
  /** Updates from the remembered state: answer visibility and ticked key points. */
  update(): void;
  /** Performs the action of a key; false if it is not the bar's, or no question is asked. */
  press(action: PanelAction): boolean;
  /** Accepts the suggested rating by Space; false if Space does not mean that now. */
  accept(): boolean;
  /** Such as "Review, 3 seen · 1 learned"; empty while no question is asked. */
  readonly place: string;
}

/** @param reveal shows the answer */
export function createReviewBar(context: PageContext, reveal: () => void): ReviewBar {
  const { review: strings } = context.strings;
  const bar = element('section', {
    class: 'review-bar',
    'aria-label': strings.title,
    hidden: true,
  });
  let shown: Asking | undefined;
  let view: ReviewView | undefined;
  let graded: Graded | undefined;
  let shownVisit: number | undefined;

  return {
    element: bar,
    set(next, visit) {
      // Rebuilding a button while it is pressed would lose the click.
      const isSame = visit === shownVisit && JSON.stringify(next) === JSON.stringify(view);
      if (isSame && !shown?.sent) return;
      const before = document.activeElement;
      const focused = bar.contains(before) ? before : undefined;
      view = next;
      if (visit !== shownVisit) graded = undefined;
      shownVisit = visit;
      bar.hidden = next === undefined;
      document.body.classList.toggle('reviewing', next?.kind === 'asking');
      shown = next?.kind === 'asking' ? renderAsking(next, visit, context, reveal) : undefined;
      bar.replaceChildren(
        ...(shown?.parts ?? (next?.kind === 'paused' ? renderPaused(next.message, context) : [])),
      );
      shown?.update(graded);
      refocus(focused);
    },
    suggest(rating) {
      graded = rating && { rating, ticks: context.state().ticked.length };
      shown?.update(graded);
    },
    update: () => shown?.update(graded),
    press(action) {
      if (!barActions.has(action) || (!shown && isRatingAction(action))) return false;
      shown?.press(action);
      return true;
    },
    accept: () => shown?.accept() ?? false,
    get place() {
      return view?.kind === 'asking' ? `${strings.title}, ${view.progress}` : '';
    },
  };
}

/** The contents of the bar while a question is asked. */
interface Asking {
  /** Whether a response to a press is pending: it will rebuild the bar. */
  readonly sent: boolean;
  readonly parts: readonly HTMLElement[];
  update(graded: Graded | undefined): void;
  press(action: PanelAction): void;
  accept(): boolean;
}

function renderAsking(
  view: Extract<ReviewView, { kind: 'asking' }>,
  visit: number,
  context: PageContext,
  reveal: () => void,
): Asking {
  const { review: strings } = context.strings;
  // Nothing more is sent for this question until the editor sends the next one.
  let sent = false;

  const send = (action: PanelAction) => {
    if (sent) return;
    sent = true;
    rates.disable();
    context.send({ type: 'action', action, visit });
  };
  const press = (action: PanelAction) => {
    if (isRatingAction(action) && !context.state().answerShown) {
      context.announce(strings.revealFirst);
    } else send(action);
  };

  const [spaceKey = ''] = keysOf('goOn');
  const revealButton = button(
    { class: 'reveal', id: 'review-reveal', 'aria-keyshortcuts': ariaKeys('goOn') },
    reveal,
    element('span', {}, strings.reveal),
    element('kbd', { 'aria-hidden': 'true' }, keyLabel(spaceKey)),
  );
  const rates = renderRatings(
    view,
    'review',
    context,
    press,
    view.spaceRates ? spaceKey : undefined,
  );

  const tool = (action: PanelAction, name: string, picture: IconName, act: () => void) => {
    const [key] = keysOf(action);
    return button(
      {
        class: 'tool',
        id: `review-${action}`,
        'aria-label': name,
        title: key === undefined ? name : `${name} (${keyLabel(key)})`,
        'aria-keyshortcuts': ariaKeys(action),
      },
      event => {
        releasePointerFocus(event);
        act();
      },
      icon(picture),
    );
  };
  const simple = (action: PanelAction, name: string, picture: IconName) =>
    tool(action, name, picture, () => context.send({ type: 'action', action, visit }));

  const done = element('progress', { max: '1', 'aria-hidden': 'true' });
  done.value = view.done;
  const head = element(
    'div',
    { class: 'review-head' },
    done,
    element('span', { class: 'review-place' }, view.progress),
    ...(view.why === undefined ? [] : [element('span', { class: 'review-why' }, view.why)]),
    element(
      'div',
      { class: 'tools tools-end' },
      tool('skipQuestion', strings.skip, 'skip', () => press('skipQuestion')),
      tool('buryQuestion', strings.bury, 'calendar', () => press('buryQuestion')),
      tool('suspendQuestion', strings.suspend, 'circle-slash', () => press('suspendQuestion')),
      simple('pauseReview', strings.pause, 'debug-pause'),
      simple('endReview', strings.end, 'debug-stop'),
    ),
  );

  const update = (graded?: Graded) => {
    const { answerShown } = context.state();
    revealButton.hidden = answerShown;
    rates.element.hidden = !answerShown;
    rates.update(graded);
  };
  update();
  return {
    parts: [head, revealButton, rates.element],
    update,
    press,
    accept() {
      const { suggested } = rates;
      if (!view.spaceRates || suggested === 0) return false;
      press(ratingActions[suggested]);
      return true;
    },
    get sent() {
      return sent;
    },
  };
}

function renderPaused(message: string, context: PageContext): readonly HTMLElement[] {
  const { review: strings } = context.strings;
  const act = (action: PanelAction) => () => context.send({ type: 'action', action });
  return [
    element(
      'div',
      { class: 'review-head review-paused' },
      element('span', { class: 'review-place' }, message),
      element(
        'div',
        { class: 'tools tools-end' },
        button({ class: 'secondary', id: 'review-review' }, act('review'), strings.goOn),
        button({ class: 'secondary', id: 'review-endReview' }, act('endReview'), strings.end),
      ),
    ),
  ];
}
