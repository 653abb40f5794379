/** The exercise of a question: its task, hints and checks, and the buttons to work on it. */
import type { ExerciseAction, ExerciseView } from '../../protocol/exercise';
import { button, element, releasePointerFocus, rendered } from '../kit/dom';
import { refocus } from '../kit/focus';
import { icon, type IconName } from '../kit/icons';
import { ariaKeys, keyLabel, keysOf } from '../kit/keys';
import { renderNotice } from '../kit/notice';
import { makeScrollersReachable } from '../kit/scrolling';
import { format } from '../kit/text';
import type { PageContext } from './context';

export interface ExercisePart {
  readonly element: HTMLElement;
  /** Shows the current state of the work. */
  update(view: ExerciseView): void;
  dispose(): void;
}

export function renderExercise(
  first: ExerciseView,
  visit: number,
  context: PageContext,
): ExercisePart {
  let view = first;
  let stopScrollers: (() => void) | undefined;
  const section = element('section', {
    class: 'exercise',
    'aria-labelledby': 'page-exercise-title',
  });
  /** Until the person folds or unfolds it, the task is open while it is being worked on. */
  const isOpen = () => context.state().taskShown ?? (view.isBegun || view.why !== undefined);

  const act = (action: ExerciseAction, text: string, picture: IconName) =>
    button(
      {
        class: 'secondary',
        id: `page-exercise-${action}`,
        ...(action === 'practise' && { 'aria-keyshortcuts': ariaKeys('practise') }),
      },
      event => {
        releasePointerFocus(event);
        context.send({ type: 'exercise', visit, action });
      },
      icon(picture),
      element('span', {}, text),
      ...(action === 'practise'
        ? [element('kbd', { 'aria-hidden': 'true' }, keyLabel(keysOf('practise')[0] ?? ''))]
        : []),
    );

  const draw = () => {
    const { strings } = view;
    const task = element(
      'details',
      { class: 'exercise-task', open: isOpen() },
      element(
        'summary',
        { id: 'page-exercise-task' },
        icon('chevron-right', 'disclosure'),
        element('span', {}, strings.task),
      ),
      rendered('div', { class: 'prose' }, view.taskHtml),
      ...hints(),
      ...checks(),
      ...(view.afterHtml === undefined
        ? []
        : [element('h3', {}, strings.after), rendered('div', { class: 'prose' }, view.afterHtml)]),
    );
    task.addEventListener('toggle', () => {
      if (task.open !== isOpen()) context.remember({ taskShown: task.open });
    });
    section.replaceChildren(
      element(
        'div',
        { class: 'exercise-bar' },
        element('h2', { class: 'quiet-title', id: 'page-exercise-title' }, strings.title),
        element('span', { class: 'exercise-facts' }, view.facts),
        ...(view.solved === undefined
          ? []
          : [element('span', { class: 'exercise-solved' }, icon('pass'), view.solved)]),
      ),
      rendered('p', { class: 'exercise-summary prose' }, view.summaryHtml),
      ...(view.why === undefined ? [] : [renderNotice('info', view.why)]),
      element('div', { class: 'exercise-actions' }, ...actions()),
      task,
    );
    stopScrollers?.();
    stopScrollers = makeScrollersReachable(section);
  };

  const actions = (): readonly HTMLElement[] => {
    const { strings, isBegun } = view;
    if (view.why !== undefined) return [act('compare', strings.showSolution, 'book')];
    const practise = act('practise', isBegun ? strings.goOn : strings.practise, 'edit');
    if (!isBegun) return [practise];
    return [
      practise,
      act('check', strings.check, 'check'),
      act('compare', strings.compare, 'book'),
      ...(view.canBeReviewed ? [act('review', strings.review, 'question')] : []),
      act('startOver', strings.startOver, 'arrow-left'),
    ];
  };

  const hints = (): readonly HTMLElement[] => {
    const { strings, hintsHtml, hintCount } = view;
    const open = hintsHtml.map((html, index) =>
      element(
        'section',
        { class: 'exercise-hint' },
        element(
          'h3',
          { id: `page-exercise-hint-${index + 1}`, tabindex: '-1' },
          format(strings.hint, index + 1),
        ),
        rendered('div', { class: 'prose' }, html),
      ),
    );
    const next = open.length + 1;
    if (next > hintCount) return open;
    const show = button(
      { class: 'secondary', id: 'page-exercise-next-hint' },
      event => {
        releasePointerFocus(event);
        context.send({ type: 'openHint', visit, hint: next });
      },
      icon('lightbulb'),
      element('span', {}, format(strings.showHint, next, hintCount)),
    );
    return [...open, show];
  };

  const checks = (): readonly HTMLElement[] => {
    const { strings, checks: all, isBegun } = view;
    if (all.length === 0) return [];
    const isRun = isBegun || all.some(({ passed }) => passed);
    const items = all.map(({ name, passed }) =>
      element(
        'li',
        { class: passed ? 'passed' : '' },
        icon(passed ? 'pass' : 'circle'),
        element('span', {}, name),
        ...(isRun
          ? [
              element(
                'span',
                { class: 'visually-hidden' },
                ` (${passed ? strings.passes : strings.fails})`,
              ),
            ]
          : []),
      ),
    );
    return [
      element(
        'h3',
        {},
        strings.checks,
        ...(isRun ? [element('span', { class: 'covered' }, passing(view))] : []),
      ),
      element('ul', { class: 'exercise-checks' }, ...items),
    ];
  };

  draw();
  return {
    element: section,
    update(next) {
      const before = view;
      view = next;
      const focused = section.contains(document.activeElement) ? document.activeElement : null;
      draw();
      const opened = next.hintsHtml.length > before.hintsHtml.length;
      if (opened) {
        const heading = section.querySelector<HTMLElement>(
          `#page-exercise-hint-${next.hintsHtml.length}`,
        );
        const text = heading?.nextElementSibling?.textContent.trim() ?? '';
        context.announce(`${heading?.textContent ?? ''}: ${text}`);
        // The last hint removes the button: the focus moves to the opened hint.
        if (focused && next.hintsHtml.length === next.hintCount) {
          heading?.focus({ preventScroll: true });
        } else refocus(focused);
        return;
      }
      refocus(focused);
      if (next.solved !== undefined && next.solved !== before.solved) context.announce(next.solved);
      else if (passing(next) !== passing(before)) {
        context.announce(`${next.strings.checks}: ${passing(next)}`);
      }
    },
    dispose: () => stopScrollers?.(),
  };
}

function passing({ strings, checks }: ExerciseView): string {
  return format(strings.passing, checks.filter(({ passed }) => passed).length, checks.length);
}
