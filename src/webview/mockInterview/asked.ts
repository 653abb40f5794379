/** One question of the interview: it is answered, then compared with the model answer. */
import type { GradingUpdate } from '../../protocol/grading';
import type { AskedView, TimerView } from '../../protocol/mockInterview';
import { button, element, rendered } from '../kit/dom';
import { renderHint } from '../kit/hint';
import { icon } from '../kit/icons';
import { createAnswerField, type AnswerField } from './answerField';
import { createComparison } from './comparison';
import { actionButton, keysOfAction, type InterviewContext, type InterviewPart } from './context';
import { createTimer } from './timer';

export interface AskedPart extends InterviewPart {
  /** Applies a change to the same question; false if it must be rebuilt. */
  update(view: AskedView): boolean;
  setTimer(timer: TimerView): void;
  /** Shows the text as the editor has it: see `AnswerField`. */
  setAnswer(text: string, heard: number): void;
  toggleHint(): void;
  /** Shows the state of the grading. */
  showGrading(update: GradingUpdate): void;
  /** Puts the cursor into the field. */
  write(): void;
  /** Sends text that has not been sent yet. */
  flush(): void;
}

/** Views of a question with different keys need different parts. */
export function askedKey(view: AskedView): string {
  return `${view.interview}/${view.index}/${view.comparison ? 'compared' : 'asked'}`;
}

export function renderAsked(
  first: AskedView,
  context: InterviewContext,
  showKeys: () => void,
): AskedPart {
  const { strings } = context;
  let view = first;
  const isWritten = context.state().writes || view.index === 0;
  const timer = createTimer(view.timer, context);
  const heading = rendered('h1', { tabindex: '-1', id: 'page-question' }, view.titleHtml);
  const hint =
    view.hintHtml === undefined
      ? undefined
      : renderHint(view.hintHtml, {
          strings,
          keys: keysOfAction('toggleHint'),
          isShown: () => context.state().hintShown,
          show: hintShown => context.remember({ hintShown }),
          announce: message => context.announce(message),
        });
  const field: AnswerField | undefined = view.comparison
    ? undefined
    : createAnswerField(view, context);
  const comparison = view.comparison ? createComparison(view, view.comparison, context) : undefined;

  const pause = button({ class: 'secondary small', id: 'page-pause' }, () =>
    context.send({ type: 'action', action: 'pause' }),
  );
  const showClock = (running: boolean) => {
    pause.textContent = running ? strings.pause : strings.resumeTimer;
    pause.hidden = comparison !== undefined;
    field?.setPaused(!running);
  };
  showClock(view.timer.running);

  const bar = element(
    'nav',
    { class: 'toolbar interview-bar', 'aria-label': strings.setupTitle },
    element(
      'div',
      { class: 'toolbar-inner' },
      element('strong', { class: 'position' }, view.position),
      timer.element,
      pause,
      element(
        'div',
        { class: 'tools tools-end' },
        actionButton('end', { text: strings.end, look: 'tool', icon: 'stop-circle' }, context),
        button(
          { class: 'tool', 'aria-label': strings.keys, title: `${strings.keys} (?)` },
          showKeys,
          icon('question'),
        ),
      ),
    ),
  );
  const article = element(
    'article',
    { class: comparison ? 'asked is-compared' : 'asked' },
    element('p', { class: 'place' }, view.place),
    heading,
    ...(hint ? [hint.element] : []),
    ...(field ? [field.element] : []),
    ...(comparison ? [comparison.element] : []),
  );
  return {
    element: element('div', {}, bar, article),
    // On the first question it is not yet known whether the person will write.
    focus: comparison?.heading ?? (isWritten ? (field?.input ?? heading) : heading),
    announcement: comparison
      ? strings.modelShown
      : `${view.position}, ${view.place}${isWritten ? `: ${heading.textContent}` : ''}`,
    update(next) {
      if (askedKey(next) !== askedKey(view) || next.typedIn !== view.typedIn) return false;
      const wasRunning = view.timer.running;
      view = next;
      timer.set(next.timer);
      showClock(next.timer.running);
      if (!comparison && wasRunning !== next.timer.running) {
        context.announce(next.timer.running ? strings.timerRuns : strings.paused);
      }
      comparison?.setRating(next.comparison?.rating);
      return true;
    },
    setTimer: next => timer.set(next),
    setAnswer: (text, heard) => field?.setText(text, heard),
    toggleHint: () => hint?.toggle(),
    showGrading(update) {
      if (update.visit === view.visit) comparison?.showGrading(update.status);
    },
    write: () => field?.input?.focus(),
    flush: () => field?.flush(),
    dispose() {
      timer.dispose();
      field?.flush();
      comparison?.dispose();
    },
  };
}
