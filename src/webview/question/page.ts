/**
 * The question panel's page: shows what the editor sends, and reports what the person asks for. Its
 * parts are built elsewhere; this file wires them.
 */
import {
  panelKeys,
  pageActions,
  type FromWebview,
  type PageAction,
  type PanelAction,
  type PageStrings,
  type QuestionHead,
  type QuestionView,
  type ToWebview,
} from '../../protocol/question';
import type { ReviewView, SummaryView } from '../../protocol/review';
import type { PageContext } from './context';
import { createContents } from './contents';
import { createDrafts } from './drafts';
import { focusKind, refocus } from '../kit/focus';
import { actionOf } from '../kit/keys';
import { createKeyQueue } from '../kit/keyQueue';
import { createKeysDialog } from '../kit/keysDialog';
import { firstData, followLinks, listen, main, rememberScroll, startPage } from '../kit/start';
import { readFirst, readToWebview } from './messages';
import { renderNotice } from '../kit/notice';
import { createUnsaved } from '../kit/unsaved';
import { pageBy, pageDirection } from './paging';
import { renderQuestion, type QuestionPart } from './question';
import { isRatingAction } from './ratings';
import { createReviewBar } from './reviewBar';
import { laterDrafts, readState, stateOfVisit, type PageState } from './state';
import { renderSummary } from './summary';
import { createToolbar, type Marks } from './toolbar';

const page = startPage<FromWebview, PageState, PageStrings>(
  kept => readState(kept) ?? stateOfVisit({ id: '', visit: 0 }, true, undefined),
);
const { strings } = page;

let shown: { readonly part: QuestionPart; readonly view: QuestionHead } | undefined;
/** Set while only the HTML's part is shown and the rest of the question is still to come. */
let first: { readonly isNews: boolean } | undefined;
/** How long keys wait for an action to finish, in ms. */
const keyPatience = 5_000;
let marks: Marks | undefined;

/** Actions that change what is shown: keys pressed later are meant for the result. */
const awaited: ReadonlySet<PanelAction> = new Set([
  ...(['toggleAnswer', 'toggleHint', 'toggleKeys', 'writeAnswer', 'next', 'previous'] as const),
  ...(['first', 'last', 'random', 'rateAgain', 'rateHard', 'rateGood', 'rateEasy'] as const),
  ...(['skipQuestion', 'buryQuestion', 'suspendQuestion'] as const),
]);
let isAwaited = false;

const context: PageContext = {
  ...page,
  send(message) {
    if (message.type === 'action' && awaited.has(message.action)) isAwaited = true;
    page.send(message);
  },
  remember(change) {
    page.remember(change);
    if ('answerShown' in change || 'ticked' in change) {
      reviewBar.update();
      shown?.part.update();
    }
  },
};
const keysDialog = createKeysDialog({
  strings,
  rows: panelKeys.map(({ keys, action }) => ({ keys, text: strings.actions[action] })),
  changeKeys: () => context.send({ type: 'action', action: 'openKeybindings' }),
});
const contents = createContents(context);
const toolbar = createToolbar(context, contents.element, () => keysDialog.toggle());
const reviewBar = createReviewBar(context, toggleAnswer);
const unsaved = createUnsaved('question', renderNotice('warning', strings.grading.notSaved), page);
page.remember({ drafts: laterDrafts(page.state().drafts, unsaved.left()) });
const drafts = createDrafts(context, unsaved);
const keys = createKeyQueue((action: PanelAction | PageAction) => {
  isAwaited = false;
  if (isPageAction(action)) act(action);
  else if (!reviewBar.press(action)) {
    if (!isRatingAction(action)) context.send({ type: 'action', action });
    else shown?.part.rate(action);
  }
  return isAwaited;
}, keyPatience);
main.before(toolbar.element);
main.after(reviewBar.element);
document.body.append(keysDialog.element);
showMarks(undefined);
toolbar.setNoted(false);
// Focus and scroll targets stay clear of what covers the page's top and bottom.
const covers = new ResizeObserver(() => {
  const root = document.documentElement.style;
  root.setProperty('--covered-top', `${toolbar.element.offsetHeight}px`);
  root.setProperty('--covered-bottom', `${reviewBar.element.offsetHeight}px`);
});
covers.observe(toolbar.element);
covers.observe(reviewBar.element);

function receive(message: ToWebview): void {
  switch (message.type) {
    case 'show':
      show(message.question, message.hintShown, message.review);
      return;
    case 'review':
      if (message.id === shown?.view.id) reviewBar.set(message.review, shown.view.visit);
      return;
    case 'summary':
      showSummary(message.summary, message.visit);
      return;
    case 'marks':
      if (message.id === shown?.view.id) announceMarks(showMarks(message));
      return;
    case 'note':
      if (message.id === shown?.view.id) showNote(message.html);
      return;
    case 'exercise':
      if (message.id === shown?.view.id) shown.part.setExercise(message.exercise);
      return;
    case 'draft':
      if (drafts.kept(message.id, message.text) && message.id === shown?.view.id) {
        shown.part.setDraft(message.text);
      }
      return;
    case 'project':
      if (message.visit === shown?.view.visit) {
        shown.part.addProject(message.symbols, message.django);
      }
      return;
    case 'rates':
      if (message.visit === shown?.view.visit) shown.part.setRates(message.rates);
      return;
    case 'acted':
      keys.done();
      return;
    case 'toggleAnswer':
      toggleAnswer();
      return;
    case 'toggleHint':
      shown?.part.toggleHint();
      return;
    case 'toggleKeys':
      keysDialog.toggle();
      return;
    case 'ownAnswer':
      shown?.part.ownAnswer(message.what);
      return;
    case 'grading':
      if (message.visit === shown?.view.visit) {
        shown.part.showGrading(message.status);
        const { status } = message;
        reviewBar.suggest(status?.kind === 'graded' ? status.grade.rating : undefined);
      }
      return;
    case 'problem':
      showProblem(message.message);
      return;
    case 'announce':
      context.announce(message.message);
      return;
  }
}

function isPageAction(action: PanelAction | PageAction): action is PageAction {
  return (pageActions as readonly string[]).includes(action);
}

/** Performs an action of the page. */
function act(action: PageAction): void {
  switch (action) {
    case 'goOn':
      if (shown && !context.state().answerShown) {
        context.send({ type: 'action', action: 'toggleAnswer' });
      } else if (!reviewBar.accept()) pageBy(1);
      return;
    case 'keyPoints':
      contents.keyPoints();
      return;
    case 'nextSection':
    case 'previousSection':
      contents.step(action === 'nextSection' ? 1 : -1);
      return;
  }
}

function toggleAnswer(): void {
  shown?.part.toggleAnswer();
  // In a review, the button that hid the answer is in the bar: the focus must not get lost.
  if (document.hasFocus() && document.activeElement === document.body) {
    shown?.part.heading.focus({ preventScroll: true });
  }
}

/** Shows the HTML's content, unless the person has moved on to what the editor will send. */
function showFirst(): void {
  const view = readFirst(firstData);
  const remembered = page.state();
  if (!view || view.question.visit < remembered.visit) return;
  const next = stateOfVisit(view.question, view.hintShown, remembered);
  page.remember(next);
  const part = renderQuestion(view.question, context, {
    drafts,
    unsaved,
    contents,
    isAsked: false,
  });
  shown = { part, view: view.question };
  first = { isNews: next !== remembered };
  main.replaceChildren(part.element);
}

function show(view: QuestionView, hintShown: boolean, review: ReviewView | undefined): void {
  const next = stateOfVisit(view, hintShown, page.state());
  const again = next === page.state();
  const isNews = again && first ? first.isNews : !again;
  // Redrawn while being read, such as after its pack has changed: nothing may move.
  const scroll = again && shown && !first ? scrollY : next.scroll;
  const focused = again ? document.activeElement : null;

  // Only now is it known whether an answer was begun.
  const begun = again && isNews && drafts.textOf(view) !== '';
  page.remember(begun ? { ...next, ownAnswerShown: true } : next);
  const isAsked = review?.kind === 'asking';
  const part = renderQuestion(view, context, { drafts, unsaved, contents, isAsked });
  shown?.part.dispose();
  shown = { part, view };
  first = undefined;
  main.replaceChildren(part.element);
  reviewBar.set(review, view.visit);
  showMarks(view);
  toolbar.setNoted(view.noteHtml !== undefined);
  scrollTo({ top: scroll, behavior: 'instant' });

  refocus(focused);
  if (!isNews) return;
  if (!again && keysDialog.element.open) keysDialog.toggle();
  // Opening a question from the sidebar must not take the focus from there.
  const focusMoves = document.hasFocus() && !focused?.id;
  if (focusMoves) part.heading.focus({ preventScroll: true });
  const place = reviewBar.place === '' ? part.place : `${reviewBar.place}. ${part.place}`;
  context.announce(focusMoves ? place : `${part.heading.textContent} ${place}`);
}

function showSummary(summary: SummaryView, visit: number): void {
  const before = page.state();
  const again = before.id === '' && before.visit === visit && shown === undefined;
  shown?.part.dispose();
  shown = undefined;
  first = undefined;
  page.remember(stateOfVisit({ id: '', visit }, false, before));
  const part = renderSummary(summary, context);
  contents.set([]);
  main.replaceChildren(part.element);
  reviewBar.set(undefined, visit);
  showMarks(undefined);
  toolbar.setNoted(false);
  scrollTo({ top: 0, behavior: 'instant' });
  if (again) return;
  if (document.hasFocus()) part.heading.focus({ preventScroll: true });
  context.announce([summary.title, summary.now, ...summary.lines, ...summary.next].join(' '));
}

function showProblem(message: string): void {
  shown?.part.dispose();
  shown = undefined;
  first = undefined;
  showMarks(undefined);
  reviewBar.set(undefined, 0);
  contents.set([]);
  main.replaceChildren(renderNotice('warning', message));
  scrollTo({ top: 0, behavior: 'instant' });
  context.announce(message);
}

function showNote(html: string | undefined): void {
  shown?.part.setNote(html);
  toolbar.setNoted(html !== undefined);
}

/** Shows the marks and returns the previous ones. */
function showMarks(next: Marks | undefined): Marks | undefined {
  const before = marks;
  marks = next;
  toolbar.setMarks(next);
  return before;
}

function announceMarks(before: Marks | undefined): void {
  if (!before || !marks) return;
  if (before.mastered !== marks.mastered) {
    context.announce(marks.mastered ? strings.mastered : strings.notMastered);
  }
  if (before.bookmarked !== marks.bookmarked) {
    context.announce(marks.bookmarked ? strings.bookmarked : strings.notBookmarked);
  }
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || keysDialog.element.open) return;
  const direction = pageDirection(event, focusKind(event.target));
  if (direction === 0) return;
  event.preventDefault();
  pageBy(direction, event.repeat);
});

document.addEventListener('keydown', event => {
  if (event.defaultPrevented) return;
  const action = actionOf(event, focusKind(event.target));
  if (!action || (keysDialog.element.open && action !== 'toggleKeys')) return;
  event.preventDefault();
  keys.press(action, event.repeat);
});

showFirst();
followLinks(page);
// The first part is too short to scroll to the person's last position.
rememberScroll(page, () => shown !== undefined && !first);
listen(page, readToWebview, receive);
drafts.sendRemembered();
