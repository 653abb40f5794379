/** The person's own time limit for an answer: counts down, but reveals nothing by itself. */
import type { PageContext } from './context';
import { element } from '../kit/dom';

export interface TimeLimit {
  readonly element: HTMLElement;
  /** Runs while the answer is hidden. */
  update(): void;
  dispose(): void;
}

/**
 * @param visit when the question was opened, in ms since 1970: a rebuilt page counts on
 * @param seconds 0 for no limit
 */
export function createTimeLimit(visit: number, seconds: number, context: PageContext): TimeLimit {
  const shown = element('span', { class: 'time-left', role: 'timer', hidden: seconds === 0 });
  const end = visit + seconds * 1000;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    shown.classList.toggle('is-over', left <= 0);
    if (left > 0) {
      shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      return;
    }
    shown.textContent = context.strings.timeIsUp;
    // Announced once, and not if the time was up before the page loaded.
    if (timer !== undefined) context.announce(context.strings.timeIsUp);
    stop();
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    element: shown,
    update() {
      if (seconds === 0) return;
      stop();
      if (context.state().answerShown) return;
      tick();
      if (end > Date.now()) timer = setInterval(tick, 1000);
    },
    dispose: stop,
  };
}
