/** One question: its place, wording, hint and answer, and the parts after it. */
import {
  longestDraft,
  type OwnAnswerAction,
  type PanelAction,
  type QuestionHead,
  type QuestionView,
} from '../../protocol/question';
import type { RatesView } from '../../protocol/review';
import type { GradingStatus } from '../../protocol/grading';
import { equipCodeBlocks } from '../kit/codeBlocks';
import type { ExerciseView } from '../../protocol/exercise';
import type { PageContext } from './context';
import { button, element, prefersReducedMotion, rendered } from '../kit/dom';
import { createOwnAnswer } from '../kit/grading';
import { renderHint, type Fold } from '../kit/hint';
import { icon } from '../kit/icons';
import { ariaKeys, ariaShortcuts, keyLabel, keysOf } from '../kit/keys';
import { renderNote, type NotePart } from './note';
import { createLeadOn } from './leadOn';
import type { Contents } from './contents';
import { renderNotice } from '../kit/notice';
import { markVersions, renderSymbols } from './project';
import { makeScrollersReachable } from '../kit/scrolling';
import { renderSections } from '../kit/sections';
import type { Unsaved } from '../kit/unsaved';
import type { Drafts } from './drafts';
import { createTimeLimit } from './timeLimit';
import { format } from '../kit/text';
import { renderExercise } from './exercise';

/** A question on the page. */
export interface QuestionPart {
  readonly element: HTMLElement;
  /** Takes the focus when the question is new. */
  readonly heading: HTMLElement;
  /** The question's place, such as "Deep Dive › Security, 2 of 3". */
  readonly place: string;
  /** By key or command: moves the focus along. */
  toggleAnswer(): void;
  toggleHint(): void;
  /** Shows another note; none without `html`. */
  setNote(html: string | undefined): void;
  /** Performs a rating outside a review. */
  rate(action: PanelAction): void;
  /** Shows the rating options outside a review, or the result of a rating. */
  setRates(rates: RatesView): void;
  /** Updates for a shown or hidden answer, and for ticked key points. */
  update(): void;
  /** Performs an action on the person's own answer. */
  ownAnswer(what: OwnAnswerAction): void;
  /** Shows the state of the own answer's grading. */
  showGrading(status: GradingStatus | undefined): void;
  /** Shows the current state of the work on the exercise. */
  setExercise(view: ExerciseView): void;
  /** Shows the person's stored answer. */
  setDraft(text: string): void;
  /** Adds to the visible answer its links to the person's project. */
  addProject(symbols: readonly string[], django: string | undefined): void;
  dispose(): void;
}

/** The answer, to which later findings are added. */
interface AnswerFold extends Fold {
  addProject(symbols: readonly string[], django: string | undefined): void;
  dispose(): void;
}

/** How to show a question. */
interface QuestionOptions {
  readonly drafts: Drafts;
  readonly unsaved: Unsaved;
  /** Where to list the sections of the visible answer. */
  readonly contents: Contents;
  /** Whether a review asks it: then what decides the rating comes first. */
  readonly isAsked: boolean;
}

/** Makes a question; all but the answer if that is still to come. */
export function renderQuestion(
  question: QuestionHead | QuestionView,
  context: PageContext,
  { drafts, unsaved, contents, isAsked }: QuestionOptions,
): QuestionPart {
  const whole = 'sections' in question ? question : undefined;
  const { strings } = context;
  const position = format(strings.positionInCategory, question.position, question.count);
  const place = `${question.collection} › ${question.category}, ${position}`;
  const heading = rendered('h1', { tabindex: '-1' }, question.titleHtml);
  const hint =
    question.hintHtml === undefined
      ? undefined
      : renderHint(question.hintHtml, {
          strings,
          keys: keysOf('toggleHint'),
          isShown: () => context.state().hintShown,
          show: hintShown => context.remember({ hintShown }),
          announce: message => context.announce(message),
        });
  const note = renderNote(whole?.noteHtml, question.visit, context);
  const { visit } = question;
  contents.set([]);
  const answer =
    whole?.sections.length === 0
      ? undefined
      : renderAnswer({ visit, whole, note, contents, isAsked }, context);
  const leadOn = createLeadOn(visit, context);
  const timeLimit = createTimeLimit(visit, whole?.answerTime ?? 0, context);
  const update = () => {
    timeLimit.update();
    // In a review, the bar leads on.
    leadOn.element.hidden = isAsked || (answer !== undefined && !context.state().answerShown);
    leadOn.update();
  };

  const grading = renderOwnAnswer(question, context, { drafts, unsaved }, () =>
    heading.focus({ preventScroll: true }),
  );

  const exercise = whole?.exercise && renderExercise(whole.exercise, question.visit, context);
  const article = element(
    'article',
    { class: 'question' },
    element('p', { class: 'place' }, place, timeLimit.element),
    heading,
    ...(hint ? [hint.element] : []),
    grading.element,
    // A note may give the answer away, so it is shown with it.
    ...(answer ? [answer.element] : [renderNotice('info', strings.noAnswer), note.element]),
    // Practice comes before reading: shown while the answer is hidden.
    ...(exercise ? [exercise.element] : []),
    ...(whole ? [leadOn.element] : []),
  );
  update();
  const stopScrollers = makeScrollersReachable(article);
  return {
    element: article,
    heading,
    place,
    toggleAnswer() {
      if (answer) answer.toggle();
      else context.announce(strings.noAnswer);
    },
    toggleHint: () => hint?.toggle(),
    ownAnswer: what => grading[what](),
    rate: action => leadOn.press(action),
    setRates: rates => leadOn.setRates(rates),
    update,
    showGrading(status) {
      grading.update(status);
      leadOn.suggest(status?.kind === 'graded' ? status.grade.rating : undefined);
    },
    setDraft: text => grading.setText(text),
    setNote: html => note.set(html),
    setExercise: view => exercise?.update(view),
    dispose() {
      drafts.flush();
      stopScrollers();
      answer?.dispose();
      timeLimit.dispose();
      note.dispose();
      exercise?.dispose();
    },
    addProject: (symbols, django) => answer?.addProject(symbols, django),
  };
}

/** The field for the person's own answer, with its grading. */
function renderOwnAnswer(
  question: QuestionHead | QuestionView,
  context: PageContext,
  { drafts, unsaved }: Pick<QuestionOptions, 'drafts' | 'unsaved'>,
  leave: () => void,
) {
  const { visit, id } = question;
  return createOwnAnswer({
    strings: context.strings.grading,
    visit,
    writeKey: ariaKeys('writeAnswer'),
    gradeKey: ariaKeys('gradeAnswer'),
    send: request => context.send(request),
    announce: message => context.announce(message),
    draft: drafts.textOf(question),
    notice: unsaved.notice,
    // The stored text arrives with the answer: it must not be overwritten before.
    writable: 'draft' in question,
    longest: longestDraft,
    leave,
    open: context.state().ownAnswerShown,
    keep: text => drafts.typed(id, text),
    flush: () => drafts.flush(),
    keepOpen: ownAnswerShown => context.remember({ ownAnswerShown }),
  });
}

interface AnswerOptions {
  readonly visit: number;
  readonly whole: QuestionView | undefined;
  readonly note: NotePart;
  readonly contents: Contents;
  readonly isAsked: boolean;
}

/**
 * Makes the answer. Its content is built when first shown, or earlier when the page is idle: an
 * answer is long, and hidden at first.
 */
function renderAnswer(
  { visit, whole, note, contents, isAsked }: AnswerOptions,
  context: PageContext,
): AnswerFold {
  const { strings } = context;
  const body = element('div', { class: 'answer-body', id: 'page-answer' });
  let stopScrollers: (() => void) | undefined;
  let sections: readonly HTMLElement[] = [];
  const build = () => {
    if (!whole || stopScrollers) return;
    sections = renderSections(whole.sections, context);
    body.append(...sections);
    // Before anything moves: code blocks are numbered in the order of the answer.
    equipCodeBlocks(body, visit, context);
    if (isAsked) sections = keyPointsFirst(sections, context);
    body.append(note.element);
    // A table's corner cell names nothing: as a heading it would be read as an empty one.
    for (const corner of body.querySelectorAll('th:empty')) corner.replaceWith(element('td'));
    stopScrollers = makeScrollersReachable(body);
  };
  const idle = requestIdleCallback(build);
  let isTold = false;
  const title = element('h2', { class: 'quiet-title', tabindex: '-1' }, strings.answer);
  const label = element('span');
  const keyCap = element('kbd', { 'aria-hidden': 'true' });
  const reveal = button(
    { class: 'reveal', id: 'page-reveal', 'aria-controls': body.id },
    () => {
      show(!isShown());
      context.announce(isShown() ? strings.answerShown : strings.answerHidden);
    },
    label,
    keyCap,
  );
  const section = element(
    'section',
    { class: 'answer' },
    element('div', { class: 'answer-bar' }, title, reveal),
    body,
  );
  const isShown = () => context.state().answerShown;
  const show = (shown: boolean) => {
    if (shown) build();
    if (shown && whole && !isTold) {
      isTold = true;
      context.send({ type: 'answerShown', visit });
    }
    body.hidden = title.hidden = !shown;
    section.classList.toggle('is-shown', shown);
    contents.set(shown ? sections : []);
    label.textContent = shown ? strings.hideAnswer : strings.revealAnswer;
    // Space scrolls on within a visible answer.
    const keys = shown ? keysOf('toggleAnswer') : [...keysOf('goOn'), ...keysOf('toggleAnswer')];
    keyCap.textContent = keyLabel(keys[0] ?? '');
    reveal.setAttribute('aria-keyshortcuts', ariaShortcuts(keys) ?? '');
    reveal.setAttribute('aria-expanded', String(shown));
    context.remember({ answerShown: shown });
  };
  show(context.state().answerShown);
  return {
    element: section,
    addProject(symbols, django) {
      if (django !== undefined) markVersions(body, django, context);
      if (symbols.length > 0) body.append(renderSymbols(symbols, visit, context));
    },
    dispose() {
      cancelIdleCallback(idle);
      stopScrollers?.();
    },
    toggle() {
      // If the focus is in another part of the window, it stays there.
      const focusHere = document.hasFocus();
      const focusInside = section.contains(document.activeElement);
      show(!isShown());
      if (!isShown()) {
        if (focusInside) reveal.focus({ preventScroll: true });
        context.announce(strings.answerHidden);
        return;
      }
      if (focusHere) title.focus({ preventScroll: true });
      bringIntoView(title);
      context.announce(strings.answerShown);
    },
  };
}

/**
 * Moves what decides the rating to the top of an answer: the short answer, then the key points.
 * Folds the rest. Returns the sections in their new order.
 */
function keyPointsFirst(
  sections: readonly HTMLElement[],
  context: PageContext,
): readonly HTMLElement[] {
  const keyPoints = sections.filter(one => one.classList.contains('key-points'));
  const [first] = sections;
  if (first === undefined || keyPoints.length === 0) return sections;
  const isShort = !first.classList.contains('key-points');
  const top = isShort ? [first, ...keyPoints] : keyPoints;
  const rest = sections.filter(one => !top.includes(one));
  if (rest.length === 0) return sections;
  const { parentElement: body } = first;
  const fold = element(
    'details',
    { class: 'rest', open: context.state().restShown },
    element(
      'summary',
      { id: 'page-rest' },
      icon('chevron-right', 'disclosure'),
      element('span', {}, context.strings.restOfAnswer),
    ),
    ...rest,
  );
  fold.addEventListener('toggle', () => context.remember({ restShown: fold.open }));
  body?.append(...top, fold);
  return [...top, ...rest];
}

/** Scrolls only if little of the content after `target` is visible. */
function bringIntoView(target: HTMLElement): void {
  const { top } = target.getBoundingClientRect();
  if (top >= 0 && top < innerHeight * 0.6) return;
  target.scrollIntoView({
    block: 'start',
    behavior: prefersReducedMotion() ? 'instant' : 'smooth',
  });
}
