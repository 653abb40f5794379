/** The interview's timer. Shows every second, but announces only what affects one's actions. */
import type { TimerView } from '../../protocol/mockInterview';
import { element } from '../kit/dom';
import { icon } from '../kit/icons';
import { format } from '../kit/text';
import { advance, clockText, timerNews, type TimerNews } from './clock';
import type { InterviewContext } from './context';

export interface Timer {
  readonly element: HTMLElement;
  /** Applies the editor's count. */
  set(timer: TimerView): void;
  dispose(): void;
}

/** How often the display is updated, in ms. */
const interval = 250;

export function createTimer(first: TimerView, context: InterviewContext): Timer {
  const { strings } = context;
  const words: Readonly<Record<TimerNews, string>> = {
    'one-minute-left': strings.oneMinuteLeft,
    'time-up': strings.timeUp,
    'interview-time-up': strings.interviewTimeUp,
  };
  const own = element('span', { class: 'timer-own' });
  const over = element('span', { class: 'timer-over' });
  const total = element('span', { class: 'timer-total' });
  // Not a live region: a screen reader reads it on request, not every second.
  const node = element(
    'div',
    { class: 'timer', role: 'timer', 'aria-live': 'off', 'aria-label': strings.timer },
    icon('watch'),
    own,
    over,
    total,
  );

  let sent = first;
  let since = performance.now();
  let shown = first;
  const write = (target: HTMLElement, text: string) => {
    if (target.textContent !== text) target.textContent = text;
  };
  const of = (spent: number, limit: number | undefined) =>
    limit === undefined
      ? clockText(spent)
      : format(strings.spentOf, clockText(spent), clockText(limit));
  const show = () => {
    const { spent, limit, totalSpent, totalLimit } = shown;
    const isOver = limit !== undefined && spent >= limit;
    node.classList.toggle('is-over', isOver);
    node.classList.toggle('is-paused', !shown.running);
    write(own, of(spent, limit));
    write(over, isOver ? format(strings.over, clockText(spent - limit)) : '');
    write(
      total,
      totalLimit === undefined ? '' : `${strings.totalTime}: ${of(totalSpent, totalLimit)}`,
    );
    over.hidden = !isOver;
    total.hidden = totalLimit === undefined;
  };
  const update = () => {
    const before = shown;
    shown = advance(sent, performance.now() - since);
    for (const news of timerNews(before, shown)) context.announce(words[news]);
    show();
  };
  show();
  const ticking = setInterval(update, interval);
  return {
    element: node,
    set(timer) {
      sent = shown = timer;
      since = performance.now();
      show();
    },
    dispose: () => clearInterval(ticking),
  };
}
