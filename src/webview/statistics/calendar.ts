/** Study calendar: the past year, the days ahead, and time spent. */
import type { StatisticsView } from '../../protocol/statistics';
import { columnChart } from './charts/columns';
import { heatLegend, heatMap } from './charts/heatMap';
import { element } from '../kit/dom';
import { format } from '../kit/text';
import type { StatisticsContext } from './context';
import { emptyState, paragraph, section, tableTwin } from './frame';
import { legend } from './legend';

/** The number of days shown as columns, and how many columns share one label. */
const shownDays = 30;
const namedEvery = 7;

export function renderYear(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { formats } = context;
  const { year, day, reviews, time } = context.strings;
  const doneOn = ({ reviews, solved = 0 }: StatisticsView['calendar'][number]) => reviews + solved;
  const studied = view.calendar.filter(one => doneOn(one) > 0);
  const total = studied.reduce((sum, one) => sum + one.reviews, 0);
  const summary = format(year.summary, formats.number(total), formats.number(studied.length));
  const weekdays = formats.weekdays().map((name, index) => (index % 2 === 0 ? name : undefined));
  const map = heatMap({
    name: `${year.title}. ${summary}`,
    days: view.calendar.map(one => {
      const month = formats.monthStart(one.day);
      return {
        value: doneOn(one),
        title: [
          format(year.cell, formats.day(one.day), formats.number(one.reviews)),
          ...(one.solved === undefined ? [] : [format(year.solved, formats.number(one.solved))]),
        ].join(', '),
        ...(month !== undefined && { month }),
      };
    }),
    weekdays: weekdays.slice(0, 5),
  });
  return section(
    'year',
    year.title,
    paragraph('summary', summary),
    element('div', { class: 'chart-scroll', id: 'page-year-scroll' }, map),
    element(
      'p',
      { class: 'heat-scale', 'aria-hidden': 'true' },
      year.less,
      heatLegend(),
      year.more,
    ),
    tableTwin(
      'year',
      year.title,
      () => ({
        head: [day, { number: reviews }, { number: time }],
        rows: studied
          .toReversed()
          .map(one => [
            formats.day(one.day),
            { number: formats.number(one.reviews) },
            { number: formats.duration(one.duration) },
          ]),
      }),
      context,
    ),
  );
}

export function renderForecast(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { formats } = context;
  const { forecast: texts, day, questions } = context.strings;
  const { overdue, days, later } = view.forecast;
  const total = overdue + days.reduce((sum, count) => sum + count, 0);
  if (total + later === 0) {
    return section('forecast', texts.title, emptyState(texts.empty, 'review', context));
  }
  const summary = [
    format(texts.summary, formats.number(total)),
    ...(later > 0 ? [format(texts.later, formats.number(later))] : []),
  ].join(' ');
  const dueOn = (ahead: number) => (days[ahead] ?? 0) + (ahead === 0 ? overdue : 0);
  const nameOf = (ahead: number) => (ahead === 0 ? texts.today : formats.day(view.today + ahead));
  const chart = columnChart({
    name: `${texts.title}. ${summary}`,
    columns: days.map((count, ahead) => ({
      parts: [
        { series: 'due', value: count },
        ...(ahead === 0 ? [{ series: 'overdue' as const, value: overdue }] : []),
      ],
      title: format(texts.bar, nameOf(ahead), formats.number(dueOn(ahead))),
      ...(ahead % namedEvery === 0 && {
        label: ahead === 0 ? texts.today : formats.shortDay(view.today + ahead),
      }),
    })),
    format: value => formats.number(value),
  });
  return section(
    'forecast',
    texts.title,
    paragraph('summary', summary),
    ...(overdue > 0
      ? [
          legend([
            ['due', texts.due],
            ['overdue', texts.overdue],
          ]),
        ]
      : []),
    chart,
    tableTwin(
      'forecast',
      texts.title,
      () => ({
        head: [day, { number: questions }],
        rows: [
          ...(overdue > 0 ? [[texts.overdue, { number: formats.number(overdue) }]] : []),
          ...days.map((count, ahead) => [nameOf(ahead), { number: formats.number(count) }]),
        ],
      }),
      context,
    ),
  );
}

export function renderTime(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { formats } = context;
  const { studyTime: texts, day, time } = context.strings;
  const { duration, days, measured } = view.periods.all;
  if (duration === 0) {
    return section('time', texts.title, emptyState(texts.empty, 'review', context));
  }
  const summary = format(
    texts.summary,
    formats.duration(duration),
    formats.duration(days === 0 ? 0 : duration / days),
    formats.duration(measured === 0 ? 0 : duration / measured),
  );
  const last = view.calendar.slice(-shownDays);
  const chart = columnChart({
    name: `${texts.title}. ${summary}`,
    columns: last.map((one, index) => ({
      parts: [{ series: 'time', value: one.duration / 60_000 }],
      title: format(texts.bar, formats.day(one.day), formats.duration(one.duration)),
      // Counted back from today, which is labelled too.
      ...((last.length - 1 - index) % namedEvery === 0 && { label: formats.shortDay(one.day) }),
    })),
    format: value => formats.number(value),
  });
  return section(
    'time',
    texts.title,
    paragraph('summary', summary),
    paragraph('axis-name', texts.minutes),
    chart,
    tableTwin(
      'time',
      texts.title,
      () => ({
        head: [day, { number: time }],
        rows: last
          .toReversed()
          .map(one => [formats.day(one.day), { number: formats.duration(one.duration) }]),
      }),
      context,
    ),
  );
}
