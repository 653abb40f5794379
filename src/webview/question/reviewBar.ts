/** The bar of a review, under the question: where one is, what to reveal, and how well one knew it. */
import type { PanelAction } from '../../protocol/question';
import type { Rating } from '../../protocol/rating';
import type { RatingView, ReviewView } from '../../protocol/review';
import type { PageContext } from './context';
import { button, element, releasePointerFocus } from '../kit/dom';
import { refocus } from '../kit/focus';
import { icon, type IconName } from '../kit/icons';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { format } from '../kit/text';

export const ratingActions = {
  1: 'rateAgain',
  2: 'rateHard',
  3: 'rateGood',
  4: 'rateEasy',
} as const satisfies Record<Rating, PanelAction>;

/** Actions of the bar: without a question that is asked their keys do nothing. */
const barActions: ReadonlySet<PanelAction> = new Set([
  ...Object.values(ratingActions),
  'skipQuestion',
  'buryQuestion',
  'suspendQuestion',
]);

export interface ReviewBar {
  readonly element: HTMLElement;
  /** Shows the bar, or hides it without a view. */
  set(view: ReviewView | undefined, visit: number): void;
  /** Marks the rating that a graded answer suggests, until the ticks change; none where it is graded anew. */
  suggest(rating: Rating | undefined): void;
  /** Follows what the page remembers: whether the answer is shown and which key points are ticked. */
  update(): void;
  /** Carries out a key of the bar; false where the action is none of its own. */
  press(action: PanelAction): boolean;
  /** Such as "Review, 3 of 12"; empty while no question is asked. */
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
      // A button that is made anew while it is pressed would lose the click.
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
      if (!barActions.has(action)) return false;
      shown?.press(action);
      return true;
    },
    get place() {
      return view?.kind === 'asking' ? `${strings.title}, ${view.progress}` : '';
    },
  };
}

/** What the grading of an answer suggests, while so many key points are ticked. */
interface Graded {
  readonly rating: Rating;
  readonly ticks: number;
}

/** The parts of the bar while a question is asked. */
interface Asking {
  /** Whether an answer to what was pressed is awaited: then the bar is made anew by it. */
  readonly sent: boolean;
  readonly parts: readonly HTMLElement[];
  update(graded: Graded | undefined): void;
  press(action: PanelAction): void;
}

function renderAsking(
  view: Extract<ReviewView, { kind: 'asking' }>,
  visit: number,
  context: PageContext,
  reveal: () => void,
): Asking {
  const { review: strings } = context.strings;
  // Until the editor answers with the next question nothing more is sent for this one.
  let sent = false;
  let suggested: Rating | 0 = 0;

  const send = (action: PanelAction) => {
    if (sent) return;
    sent = true;
    for (const one of rates) one.setAttribute('aria-disabled', 'true');
    context.send({ type: 'action', action, visit });
  };
  const press = (action: PanelAction) => {
    const rates = (Object.values(ratingActions) as PanelAction[]).includes(action);
    if (rates && !context.state().answerShown) context.announce(strings.revealFirst);
    else send(action);
  };

  const [revealKey = ''] = keysOf('toggleAnswer');
  const revealButton = button(
    { class: 'reveal', id: 'review-reveal', 'aria-keyshortcuts': ariaKeys('toggleAnswer') },
    reveal,
    element('span', {}, strings.reveal),
    element('kbd', { 'aria-hidden': 'true' }, keyLabel(revealKey)),
  );
  const rates = view.ratings.map(rating => renderRating(rating, press));
  const buttons = element('div', { class: 'rates', role: 'group', 'aria-label': strings.ratings });
  buttons.append(...rates);

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

  const done = element('progress', {
    max: String(Math.max(1, view.total)),
    'aria-hidden': 'true',
  });
  done.value = view.position - 1;
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

  let drawn = false;
  const update = (graded?: Graded) => {
    const { answerShown, ticked } = context.state();
    revealButton.hidden = answerShown;
    buttons.hidden = !answerShown;
    // What was done last counts: a grading, or a tick after it.
    const byGrading = graded?.ticks === ticked.length;
    const next = byGrading ? graded.rating : (view.suggestions[ticked.length] ?? 0);
    if (next === suggested) return;
    suggested = next;
    for (const [index, one] of rates.entries()) {
      markSuggested(one, view.ratings[index]?.rating === next, strings.suggestedMark);
    }
    const name = view.ratings.find(({ rating }) => rating === next)?.name;
    // Said when a tick changes it, not when the bar is drawn anew; a grading says so itself.
    if (name !== undefined && answerShown && drawn && !byGrading)
      context.announce(format(strings.suggested, name));
  };
  update();
  drawn = true;
  return {
    parts: [head, revealButton, buttons],
    update,
    press,
    get sent() {
      return sent;
    },
  };
}

function renderRating(
  { rating, name, interval, description }: RatingView,
  press: (action: PanelAction) => void,
): HTMLButtonElement {
  const action = ratingActions[rating];
  const [key = ''] = keysOf(action);
  return button(
    {
      class: `rate rate-${rating}`,
      id: `review-${action}`,
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

/** A suggestion is shown and said, never forced: the button works like the others. */
function markSuggested(rate: HTMLButtonElement, suggested: boolean, mark: string): void {
  rate.classList.toggle('is-suggested', suggested);
  rate.querySelector('.rate-suggested')?.remove();
  if (suggested) {
    rate
      .querySelector('.rate-interval')
      ?.append(element('span', { class: 'rate-suggested' }, ` · ${mark}`));
  }
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
