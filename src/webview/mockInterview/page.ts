/**
 * The mock interview's page: the form, one question after the other, the report. It receives views
 * from the editor and reports the person's actions. This file wires the parts.
 */
import {
  interviewKeys,
  type FromInterviewPage,
  type InterviewKeyAction,
  type InterviewPageStrings,
  type InterviewView,
  type ToInterviewPage,
} from '../../protocol/mockInterview';
import { focusKind, refocus } from '../kit/focus';
import { askedKey, renderAsked, type AskedPart } from './asked';
import type { InterviewContext, InterviewPart } from './context';
import { renderReport } from './report';
import { renderSetup } from './setup';
import { readInterviewState, readTyped, stateFor, type InterviewPageState } from './state';
import { followLinks, listen, main, rememberScroll, startPage } from '../kit/start';
import { adoptLeft, forgetTyped, sendLeft, takenLeft } from './typing';
import { readToInterviewPage } from './messages';
import { actionIn } from '../kit/keys';
import { createKeysDialog } from '../kit/keysDialog';
import { renderNotice } from '../kit/notice';
import { createUnsaved } from '../kit/unsaved';

const page = startPage<FromInterviewPage, InterviewPageState, InterviewPageStrings>(
  readInterviewState,
);
const { strings } = page;
const unsaved = createUnsaved(
  'mockInterview',
  renderNotice('warning', strings.grading.notSaved),
  page,
);
const context: InterviewContext = { ...page, unsaved };
page.remember({ typed: page.state().typed ?? readTyped(unsaved.left()) });
sendLeft(context);

let shown: { readonly part: InterviewPart; readonly view: InterviewView } | undefined;
/** The current part, if it is a question. */
let asked: AskedPart | undefined;

const keysDialog = createKeysDialog({
  strings,
  rows: interviewKeys.map(({ keys, action }) => ({
    keys: action === 'reveal' ? [...keys, 'Ctrl+Enter'] : keys,
    text: strings.actions[action],
  })),
  changeKeys: () => context.send({ type: 'action', action: 'openKeybindings' }),
});
document.body.append(keysDialog.element);

function receive(message: ToInterviewPage): void {
  switch (message.type) {
    case 'show':
      show(message.view);
      return;
    case 'timer':
      asked?.setTimer(message.timer);
      return;
    case 'answer':
      asked?.setAnswer(message.text, message.heard);
      return;
    case 'taken':
      takenLeft(context, message.turn);
      return;
    case 'grading':
      asked?.showGrading(message);
      return;
    case 'toggleKeys':
      keysDialog.toggle();
      return;
    case 'toggleHint':
      asked?.toggleHint();
      return;
    case 'problem':
      replace(undefined, renderNotice('warning', message.message));
      context.announce(message.message);
      return;
    case 'announce':
      context.announce(message.message);
      return;
  }
}

function show(view: InterviewView): void {
  if (view.kind === 'question' && shown?.view.kind === 'question' && asked?.update(view)) return;
  const key = keyOf(view);
  const { typed } = context.state();
  if (typed) {
    if (key === `${typed.interview}/${typed.index}/asked`) adoptLeft();
    else forgetTyped(context);
  }
  const again = shown !== undefined && keyOf(shown.view) === key;
  const before = context.state();
  const state = stateFor(before, view.kind === 'setup' ? '' : view.interview, key);
  context.remember(state);
  const scroll = again ? scrollY : state.scroll;
  const focused = again ? document.activeElement : undefined;
  const part = make(view);
  replace({ part, view }, part.element);
  scrollTo({ top: scroll, behavior: 'instant' });
  if (again) {
    refocus(focused);
    return;
  }
  if (keysDialog.element.open) keysDialog.toggle();
  if (document.hasFocus()) part.focus.focus({ preventScroll: true });
  // If the page was rebuilt as it was left, the person knows where they are.
  if (before !== state) context.announce(part.announcement);
}

function make(view: InterviewView): InterviewPart {
  switch (view.kind) {
    case 'setup':
      return renderSetup(view, context);
    case 'question':
      return renderAsked(view, context, () => keysDialog.toggle());
    case 'report':
      return renderReport(view, context);
  }
}

/** Identifies what a view shows. */
function keyOf(view: InterviewView): string {
  switch (view.kind) {
    case 'setup':
      return 'setup';
    case 'question':
      return askedKey(view);
    case 'report':
      return `${view.interview}/report`;
  }
}

function replace(next: typeof shown, element: HTMLElement): void {
  shown?.part.dispose();
  shown = next;
  asked = next?.view.kind === 'question' ? (next.part as AskedPart) : undefined;
  main.classList.toggle('is-wide', next?.view.kind === 'question' && !!next.view.comparison);
  main.replaceChildren(element);
}

const askedKeys: ReadonlySet<InterviewKeyAction> = new Set([
  'write',
  'reveal',
  'toggleHint',
  'pause',
  'editor',
  'dictate',
  'skip',
]);
const comparedKeys: ReadonlySet<InterviewKeyAction> = new Set([
  'again',
  'hard',
  'good',
  'easy',
  'next',
  'toggleHint',
]);

/** Whether a key applies to the current view. */
function isKeyOf(action: InterviewKeyAction): boolean {
  if (action === 'toggleKeys') return true;
  switch (shown?.view.kind) {
    case 'question':
      return (shown.view.comparison ? comparedKeys : askedKeys).has(action);
    case 'report':
      return action === 'report';
    case 'setup':
    case undefined:
      return false;
  }
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = event.target instanceof HTMLTextAreaElement;
  // A key of VS Code may compare the answers, or close the page.
  if (event.ctrlKey || event.metaKey || event.altKey) asked?.flush();
  if (typing && event.key === 'Escape') {
    event.target.blur();
    return;
  }
  if (typing && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    context.send({ type: 'action', action: 'reveal' });
    return;
  }
  const action = actionIn(interviewKeys, event, focusKind(event.target));
  if (!action || !isKeyOf(action) || (keysDialog.element.open && action !== 'toggleKeys')) return;
  event.preventDefault();
  if (action === 'write') asked?.write();
  else context.send({ type: 'action', action });
});

for (const leaving of ['visibilitychange', 'pagehide', 'blur'] as const) {
  window.addEventListener(leaving, () => asked?.flush(), true);
}
followLinks(context);
rememberScroll(context, () => shown !== undefined);
listen(context, readToInterviewPage, receive);
