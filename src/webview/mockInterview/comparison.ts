/** The person's answer beside the model answer: key points, rating, follow-ups. */
import type { GradingStatus } from '../../protocol/grading';
import type { AskedView, ComparisonView } from '../../protocol/mockInterview';
import { equipCodeBlocks } from '../kit/codeBlocks';
import { element } from '../kit/dom';
import { createGrading } from '../kit/grading';
import { keyLabel } from '../kit/keys';
import { renderNotice } from '../kit/notice';
import { makeScrollersReachable } from '../kit/scrolling';
import type { Rating } from '../../protocol/rating';
import { renderChecklist, renderFollowUp, renderTextSection } from '../kit/sections';
import { format } from '../kit/text';
import { actionButton, keysOfAction, type InterviewContext } from './context';

export interface Comparison {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  setRating(rating: Rating | undefined): void;
  /** Shows the state of the grading. */
  showGrading(status: GradingStatus | undefined): void;
  dispose(): void;
}

const ratings = [
  [1, 'again'],
  [2, 'hard'],
  [3, 'good'],
  [4, 'easy'],
] as const;

export function createComparison(
  view: AskedView,
  comparison: ComparisonView,
  context: InterviewContext,
): Comparison {
  const { strings } = context;
  const heading = element(
    'h2',
    { class: 'quiet-title', tabindex: '-1', id: 'page-own' },
    strings.yourAnswer,
  );
  // Spoken answers cannot be graded.
  const grading =
    view.answer.trim() === ''
      ? undefined
      : createGrading({
          strings: strings.grading,
          visit: view.visit,
          send: request => context.send(request),
          announce: message => context.announce(message),
          answer: () => view.answer,
          write: () => undefined,
        });
  const own = element(
    'section',
    { class: 'own', 'aria-labelledby': heading.id },
    heading,
    view.answer.trim() === ''
      ? element('p', { class: 'muted' }, strings.spoken)
      : element('pre', { class: 'own-answer' }, view.answer),
    ...(grading ? [grading.element] : []),
  );
  const model = element(
    'section',
    { class: 'model', 'aria-labelledby': 'page-model' },
    element('h2', { class: 'quiet-title', id: 'page-model' }, strings.modelAnswer),
    ...(comparison.missing === undefined ? [] : [renderNotice('info', comparison.missing)]),
    ...comparison.sections.map(renderTextSection),
  );
  const rating = createRating(comparison, context);
  const checks = element(
    'div',
    { class: 'checks' },
    ...keyPoints(view, comparison, rating, context),
    rating.element,
    ...followUps(view, comparison, context),
    element(
      'div',
      { class: 'buttons' },
      actionButton(
        'next',
        { text: view.last ? strings.finish : strings.next, look: 'reveal' },
        context,
      ),
    ),
  );
  const root = element('div', { class: 'comparison' }, own, model, checks);
  equipCodeBlocks(root, view.visit, context);
  for (const corner of root.querySelectorAll('th:empty')) corner.replaceWith(element('td'));
  const dispose = makeScrollersReachable(root);
  return {
    element: root,
    heading,
    setRating: next => rating.set(next),
    showGrading(status) {
      grading?.update(status);
      if (status?.kind === 'graded') rating.suggestGraded(status.grade.rating);
    },
    dispose,
  };
}

interface RatingButtons {
  readonly element: HTMLElement;
  set(rating: Rating | undefined): void;
  /** Shows the rating for this many ticks. */
  suggest(ticked: number): void;
  /** Shows the rating that the grading suggests. */
  suggestGraded(rating: Rating | undefined): void;
}

function createRating(comparison: ComparisonView, context: InterviewContext): RatingButtons {
  const { strings } = context;
  const suggestion = element('p', { class: 'muted', id: 'page-suggestion' });
  let chosen = comparison.rating;
  const buttons = ratings.map(([value, action]) => {
    const one = element(
      'button',
      {
        type: 'button',
        class: `rating rating-${action}`,
        id: `page-${action}`,
        'aria-pressed': 'false',
        'aria-keyshortcuts': keysOfAction(action).join(' '),
        'aria-describedby': suggestion.id,
      },
      element(
        'span',
        { class: 'rating-name' },
        strings.ratings[value],
        element('kbd', { 'aria-hidden': 'true' }, keyLabel(keysOfAction(action)[0] ?? '')),
      ),
      element('span', { class: 'rating-note' }, strings.ratingNotes[value]),
    );
    one.addEventListener('click', () => context.send({ type: 'action', action }));
    return { value, one };
  });
  const show = (rating: Rating | undefined) => {
    for (const { value, one } of buttons)
      one.setAttribute('aria-pressed', String(value === rating));
  };
  show(chosen);
  const suggest = (suggested: Rating | undefined, text: string) => {
    suggestion.textContent =
      suggested === undefined ? '' : format(text, strings.ratings[suggested]);
    for (const { value, one } of buttons) {
      one.classList.toggle('is-suggested', value === suggested);
    }
  };
  return {
    element: element(
      'section',
      { class: 'rate', role: 'group', 'aria-labelledby': 'page-rating' },
      element('h2', { class: 'quiet-title', id: 'page-rating' }, strings.rating),
      element('div', { class: 'rating-row' }, ...buttons.map(({ one }) => one)),
      suggestion,
    ),
    set(rating) {
      show(rating);
      if (rating !== undefined && rating !== chosen) {
        context.announce(format(strings.rated, strings.ratings[rating]));
      }
      chosen = rating;
    },
    suggest(ticked) {
      const suggested = comparison.suggestions[ticked];
      suggest(suggested === 0 ? undefined : suggested, strings.suggested);
    },
    suggestGraded: rating => suggest(rating, strings.suggestedByGrading),
  };
}

function keyPoints(
  view: AskedView,
  comparison: ComparisonView,
  rating: RatingButtons,
  context: InterviewContext,
): readonly HTMLElement[] {
  const { strings } = context;
  if (comparison.keyPointsHtml.length === 0) return [];
  const ticked = new Set(comparison.ticked);
  rating.suggest(ticked.size);
  const checklist = renderChecklist({
    itemsHtml: comparison.keyPointsHtml,
    first: 0,
    covered: strings.keyPointsCovered,
    isTicked: point => ticked.has(point),
    onTick(point, on, count) {
      if (on) ticked.add(point);
      else ticked.delete(point);
      context.send({ type: 'tick', index: view.index, point, on });
      rating.suggest(ticked.size);
      context.announce(count);
    },
  });
  return [
    element(
      'section',
      { class: 'key-points', 'aria-labelledby': 'page-key-points' },
      element('h2', { class: 'quiet-title', id: 'page-key-points' }, strings.keyPoints),
      element('p', { class: 'muted' }, strings.keyPointsNote),
      ...checklist,
    ),
  ];
}

function followUps(
  view: AskedView,
  comparison: ComparisonView,
  context: InterviewContext,
): readonly HTMLElement[] {
  if (comparison.followUps.length === 0) return [];
  const items = comparison.followUps.map(followUp =>
    renderFollowUp(followUp, followUp.index, followUp.opened, open => {
      if (open) context.send({ type: 'followUp', index: view.index, followUp: followUp.index });
    }),
  );
  return [
    element(
      'section',
      { class: 'follow-ups', 'aria-labelledby': 'page-follow-ups' },
      element('h2', { class: 'quiet-title', id: 'page-follow-ups' }, context.strings.followUps),
      element('div', { class: 'follow-up-list' }, ...items),
    ),
  ];
}
