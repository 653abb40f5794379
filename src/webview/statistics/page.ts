/** The page that shows the person's progress in pictures. This file wires its sections. */
import type { FromStatistics, StatisticsStrings, StatisticsView } from '../../protocol/statistics';
import { patternSheet } from './charts/svg';
import { byId, element } from '../kit/dom';
import { refocus } from '../kit/focus';
import { renderNotice } from '../kit/notice';
import { makeScrollersReachable } from '../kit/scrolling';
import { renderForecast, renderTime, renderYear } from './calendar';
import type { StatisticsContext } from './context';
import { createFormats } from './formats';
import { actionButton } from './frame';
import { renderHardest, renderInterviews } from './lists';
import { readToStatistics } from './messages';
import { renderMastery, renderTiles } from './overview';
import { renderRecall } from './recall';
import { readStatisticsState, type StatisticsState } from './state';

declare function acquireVsCodeApi(): {
  postMessage(message: FromStatistics): void;
  getState(): unknown;
  setState(state: StatisticsState): void;
};

const host = acquireVsCodeApi();
const main = byId('main');
const strings = JSON.parse(byId('strings').textContent) as StatisticsStrings;
let state = readStatisticsState(host.getState());
let stopScrollers: (() => void) | undefined;
/** Whether figures were shown: from then on the page stays where the person has scrolled it. */
let shown = false;

const context: StatisticsContext = {
  strings,
  formats: createFormats(document.documentElement.lang),
  send: message => host.postMessage(message),
  state: () => state,
  remember(change) {
    state = { ...state, ...change };
    host.setState(state);
  },
};

function show(view: StatisticsView): void {
  const focused = document.activeElement;
  const scroll = shown ? scrollY : state.scroll;
  const yearScroll = document.getElementById('page-year-scroll')?.scrollLeft;
  replace(
    element('h1', {}, strings.title),
    renderTiles(view, context),
    ...(view.studied ? [] : [renderNothing()]),
    ...(view.studied ? [renderYear(view, context), renderForecast(view, context)] : []),
    renderMastery(view, context),
    ...(view.studied ? [renderRecall(view, context), renderTime(view, context)] : []),
    renderInterviews(view, context),
    ...(view.studied ? [renderHardest(view, context)] : []),
  );
  shown = true;
  const year = document.getElementById('page-year-scroll');
  if (year && yearScroll !== undefined) year.scrollLeft = yearScroll;
  scrollTo({ top: scroll, behavior: 'instant' });
  refocus(focused);
}

/** One invitation in the place of many empty charts. */
function renderNothing(): HTMLElement {
  return element(
    'div',
    { class: 'nothing' },
    element('h2', {}, strings.nothing.title),
    element('p', {}, strings.nothing.text),
    actionButton('study', 'primary', context),
  );
}

function replace(...children: readonly Node[]): void {
  stopScrollers?.();
  main.replaceChildren(...children);
  stopScrollers = makeScrollersReachable(main);
}

// VS Code throws the page away when it is hidden, without a word: what is to be kept is kept now.
let scrollTimer: ReturnType<typeof setTimeout> | undefined;
document.addEventListener('scroll', () => {
  scrollTimer ??= setTimeout(() => {
    scrollTimer = undefined;
    if (shown && innerHeight > 0) context.remember({ scroll: Math.round(scrollY) });
  }, 100);
});

window.addEventListener('message', event => {
  const message = readToStatistics(event.data);
  if (message?.type === 'show') show(message.statistics);
  else if (message?.type === 'problem') replace(renderNotice('warning', message.message));
});

document.body.append(patternSheet());
replace(
  element('h1', {}, strings.title),
  element('p', { class: 'summary', role: 'status' }, strings.loading),
);
context.send({ type: 'ready' });
