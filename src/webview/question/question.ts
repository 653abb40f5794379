/** One question: where one is, its wording, its hint, its answer and the collection's tips. */
import {
  longestDraft,
  type OwnAnswerAction,
  type QuestionHead,
  type QuestionView,
} from '../../protocol/question';
import type { GradingStatus } from '../../protocol/grading';
import { equipCodeBlocks } from '../kit/codeBlocks';
import type { ExerciseView } from '../../protocol/exercise';
import type { PageContext } from './context';
import { button, element, prefersReducedMotion, rendered } from '../kit/dom';
import { createOwnAnswer } from '../kit/grading';
import { renderHint, type Fold } from '../kit/hint';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { renderNote, type NotePart } from './note';
import { renderNotice } from '../kit/notice';
import { markVersions, renderSymbols } from './project';
import { makeScrollersReachable } from '../kit/scrolling';
import { renderSections } from '../kit/sections';
import type { Drafts } from './drafts';
import { format } from '../kit/text';
import { renderExercise } from './exercise';

/** A question on the page. */
export interface QuestionPart {
  readonly element: HTMLElement;
  /** Takes the focus when the question is new. */
  readonly heading: HTMLElement;
  /** Where the question stands, such as "Deep Dive › Security, 2 of 3". */
  readonly place: string;
  /** By a key or a command: moves the focus along. */
  toggleAnswer(): void;
  toggleHint(): void;
  /** Shows another note; none without `html`. */
  setNote(html: string | undefined): void;
  /** Does something with the person's own answer. */
  ownAnswer(what: OwnAnswerAction): void;
  /** Shows how the grading of the person's own answer stands. */
  showGrading(status: GradingStatus | undefined): void;
  /** Shows how the work on the exercise stands now. */
  setExercise(view: ExerciseView): void;
  /** Shows what is kept as the person's own answer. */
  setDraft(text: string): void;
  /** Adds to the answer, which is shown, what it has to do with the person's project. */
  addProject(symbols: readonly string[], django: string | undefined): void;
  dispose(): void;
}

/** The answer, to which what is found out later is added. */
interface AnswerFold extends Fold {
  addProject(symbols: readonly string[], django: string | undefined): void;
  dispose(): void;
}

/** Makes a question; of one whose answer is still to come, all but that. */
export function renderQuestion(
  question: QuestionHead | QuestionView,
  context: PageContext,
  drafts: Drafts,
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
  const answer =
    whole?.sections.length === 0 ? undefined : renderAnswer(question.visit, whole, note, context);

  const grading = renderOwnAnswer(question, context, drafts, () =>
    heading.focus({ preventScroll: true }),
  );

  const exercise = whole?.exercise && renderExercise(whole.exercise, question.visit, context);
  const article = element(
    'article',
    { class: 'question' },
    element('p', { class: 'place' }, place),
    heading,
    ...(hint ? [hint.element] : []),
    grading.element,
    // A note may tell the answer, so it is shown with it.
    ...(answer ? [answer.element] : [renderNotice('info', strings.noAnswer), note.element]),
    // One practises before one reads: it is there while the answer is hidden.
    ...(exercise ? [exercise.element] : []),
    ...(whole && whole.tipsHtml.length > 0 ? [renderTips(whole.tipsHtml, context)] : []),
  );
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
    showGrading: status => grading.update(status),
    setDraft: text => grading.setText(text),
    setNote: html => note.set(html),
    setExercise: view => exercise?.update(view),
    dispose() {
      drafts.flush();
      stopScrollers();
      answer?.dispose();
      note.dispose();
      exercise?.dispose();
    },
    addProject: (symbols, django) => answer?.addProject(symbols, django),
  };
}

/** Where the person writes an answer of their own and has it graded. */
function renderOwnAnswer(
  question: QuestionHead | QuestionView,
  context: PageContext,
  drafts: Drafts,
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
    // What is kept is not known before the answer is: nothing may be written over it.
    writable: 'draft' in question,
    longest: longestDraft,
    leave,
    open: context.state().ownAnswerShown,
    keep: text => drafts.typed(id, text),
    flush: () => drafts.flush(),
    keepOpen: ownAnswerShown => context.remember({ ownAnswerShown }),
  });
}

/**
 * Makes the answer. What it says is built when it is first shown, or before that when the page has
 * nothing else to do: an answer is long, and hidden at first.
 */
function renderAnswer(
  visit: number,
  whole: QuestionView | undefined,
  note: NotePart,
  context: PageContext,
): AnswerFold {
  const { strings } = context;
  const body = element('div', { class: 'answer-body', id: 'page-answer' });
  let stopScrollers: (() => void) | undefined;
  const build = () => {
    if (!whole || stopScrollers) return;
    body.append(...renderSections(whole.sections, context));
    equipCodeBlocks(body, visit, context);
    body.append(note.element);
    // The corner of a table names nothing: as a heading it would be read as an empty one.
    for (const corner of body.querySelectorAll('th:empty')) corner.replaceWith(element('td'));
    stopScrollers = makeScrollersReachable(body);
  };
  const idle = requestIdleCallback(build);
  let isTold = false;
  const title = element('h2', { class: 'quiet-title', tabindex: '-1' }, strings.answer);
  const label = element('span');
  const [key = ''] = keysOf('toggleAnswer');
  const reveal = button(
    {
      class: 'reveal',
      id: 'page-reveal',
      'aria-controls': body.id,
      'aria-keyshortcuts': ariaKeys('toggleAnswer'),
    },
    () => {
      show(!isShown());
      context.announce(isShown() ? strings.answerShown : strings.answerHidden);
    },
    label,
    element('kbd', { 'aria-hidden': 'true' }, keyLabel(key)),
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
    label.textContent = shown ? strings.hideAnswer : strings.revealAnswer;
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
      // The focus may be in another part of the window: then it stays there.
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

/** Scrolls only when little of what follows `target` can be seen. */
function bringIntoView(target: HTMLElement): void {
  const { top } = target.getBoundingClientRect();
  if (top >= 0 && top < innerHeight * 0.6) return;
  target.scrollIntoView({
    block: 'start',
    behavior: prefersReducedMotion() ? 'instant' : 'smooth',
  });
}

function renderTips(tips: readonly string[], context: PageContext): HTMLElement {
  return element(
    'aside',
    { class: 'tips', 'aria-labelledby': 'page-tips-title' },
    element('h2', { class: 'quiet-title', id: 'page-tips-title' }, context.strings.tips),
    element('ul', {}, ...tips.map(tip => rendered('li', { class: 'prose' }, tip))),
  );
}
