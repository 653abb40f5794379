/** The page of progress charts. This file wires its sections. */
import type { FromStatistics, StatisticsStrings, StatisticsView } from '../../protocol/statistics';
import { patternSheet } from './charts/svg';
import { element } from '../kit/dom';
import { refocus } from '../kit/focus';
import { renderNotice } from '../kit/notice';
import { makeScrollersReachable } from '../kit/scrolling';
import { listen, main, rememberScroll, startPage } from '../kit/start';
import { renderForecast, renderTime, renderYear } from './calendar';
import type { StatisticsContext } from './context';
import { createFormats } from './formats';
import { actionButton } from './frame';
import { renderHardest, renderInterviews } from './lists';
import { readToStatistics } from './messages';
import { renderMastery, renderTiles } from './overview';
import { renderReadiness } from './readiness';
import { renderCalibration, renderRecall } from './recall';
import { readStatisticsState, type StatisticsState } from './state';

const context: StatisticsContext = {
  ...startPage<FromStatistics, StatisticsState, StatisticsStrings>(readStatisticsState),
  formats: createFormats(document.documentElement.lang),
};
const { strings } = context;
let stopScrollers: (() => void) | undefined;
/** Whether figures were shown: from then on the page keeps its scroll position. */
let shown = false;

function show(view: StatisticsView): void {
  const focused = document.activeElement;
  const scroll = shown ? scrollY : context.state().scroll;
  const yearScroll = document.getElementById('page-year-scroll')?.scrollLeft;
  replace(
    element('h1', {}, strings.title),
    renderTiles(view, context),
    ...(view.studied || view.readiness.length > 0 ? renderReadiness(view, context) : []),
    ...(view.studied ? [] : [renderNothing()]),
    ...(view.studied ? [renderYear(view, context), renderForecast(view, context)] : []),
    renderMastery(view, context),
    ...(view.studied
      ? [renderRecall(view, context), renderCalibration(view, context), renderTime(view, context)]
      : []),
    renderInterviews(view, context),
    ...(view.studied ? [renderHardest(view, context)] : []),
  );
  shown = true;
  const year = document.getElementById('page-year-scroll');
  if (year && yearScroll !== undefined) year.scrollLeft = yearScroll;
  scrollTo({ top: scroll, behavior: 'instant' });
  refocus(focused);
}

/** One invitation instead of many empty charts. */
function renderNothing(): HTMLElement {
  return element(
    'div',
    { class: 'nothing' },
    element('h2', {}, strings.nothing.title),
    element('p', {}, strings.nothing.text),
    actionButton('review', 'primary', context),
  );
}

function replace(...children: readonly Node[]): void {
  stopScrollers?.();
  main.replaceChildren(...children);
  stopScrollers = makeScrollersReachable(main);
}

document.body.append(patternSheet());
replace(
  element('h1', {}, strings.title),
  element('p', { class: 'summary', role: 'status' }, strings.loading),
);
rememberScroll(context, () => shown);
listen(context, readToStatistics, message => {
  if (message.type === 'show') show(message.statistics);
  else replace(renderNotice('warning', message.message));
});
