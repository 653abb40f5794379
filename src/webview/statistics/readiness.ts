/** Readiness for the interviews ahead: the figure, its past and forecast, by category. */
import type { ReadinessView, StatisticsView } from '../../protocol/statistics';
import { bar } from './charts/bar';
import { courseChart, courseSwatch, type CourseKind } from './charts/course';
import { button, element } from '../kit/dom';
import { format } from '../kit/text';
import type { StatisticsContext } from './context';
import { emptyState, paragraph, section, table, tableTwin } from './frame';

/** A section for each interview ahead, or one that says how to set a date. */
export function renderReadiness(
  { readiness, today }: StatisticsView,
  context: StatisticsContext,
): readonly HTMLElement[] {
  const { readiness: texts } = context.strings;
  if (readiness.length === 0) {
    return [section('readiness', texts.title, emptyState(texts.empty, 'setDate', context))];
  }
  return readiness.map((each, at) =>
    renderOne(each, today, {
      id: at === 0 ? 'readiness' : `readiness-${at + 1}`,
      isShared: readiness.length > 1,
      context,
    }),
  );
}

interface Place {
  /** Of the section: ids in the page begin with it. */
  readonly id: string;
  /** Whether there are other interviews. */
  readonly isShared: boolean;
  readonly context: StatisticsContext;
}

function renderOne(readiness: ReadinessView, today: number, place: Place): HTMLElement {
  const { id, isShared, context } = place;
  const { formats } = context;
  const { readiness: texts } = context.strings;
  const title = readiness.name === '' ? texts.title : `${texts.title}: ${readiness.name}`;
  if (readiness.count === 0) {
    return section(id, title, emptyState(texts.nothing, 'setDate', context));
  }
  const summary = format(
    texts.summary,
    formats.day(readiness.day),
    formats.share(readiness.now),
    formats.share(readiness.planned),
  );
  return section(
    id,
    title,
    paragraph('summary figure-of-the-day', summary),
    paragraph('summary', format(texts.explained, formats.number(readiness.count))),
    ...(readiness.covered < readiness.count
      ? [
          paragraph(
            'summary',
            format(
              texts.covered,
              formats.number(readiness.covered),
              formats.number(readiness.count),
            ),
          ),
        ]
      : []),
    ...(isShared ? [paragraph('summary', texts.shared)] : []),
    ...renderCourse(readiness, today, { title, summary, ...place }),
    renderCategories(readiness, title, place),
  );
}

function renderCourse(
  { day, now, past, ahead }: ReadinessView,
  today: number,
  { id, title, summary, context }: Place & { readonly title: string; readonly summary: string },
): readonly Node[] {
  const { formats } = context;
  const { readiness: texts, day: dayName } = context.strings;
  const first = past[0]?.day ?? today;
  const length = Math.max(1, day - first);
  const point = (on: number, share: number) => ({
    at: (on - first) / length,
    share,
    title: format(texts.point, formats.day(on), formats.share(share)),
  });
  const here = point(today, now);
  const lines = [
    { kind: 'past', points: [...past.map(each => point(each.day, each.ready)), here] },
    { kind: 'without', points: [here, point(day, now)] },
    // The work of a day counts from the next morning.
    { kind: 'planned', points: [here, ...ahead.map(each => point(each.day + 1, each.ready))] },
  ] as const satisfies readonly { kind: CourseKind; points: readonly unknown[] }[];
  const chart = courseChart({
    name: `${title}. ${summary}`,
    lines: day > today ? lines : lines.slice(0, 1),
    moments: [
      { at: here.at, label: texts.today },
      ...(day > today ? [{ at: 1, label: texts.interview }] : []),
    ],
    format: value => formats.share(value),
  });
  const legend = element(
    'ul',
    { class: 'legend' },
    ...(['past', 'planned', 'without'] as const).map(kind =>
      element('li', {}, courseSwatch(kind), texts[kind]),
    ),
  );
  const twin = tableTwin(
    id,
    title,
    () => ({
      head: [dayName, { number: texts.planned }, { number: texts.without }],
      rows: [
        ...past.map(each => [
          formats.day(each.day),
          { number: formats.share(each.ready) },
          { number: formats.share(each.ready) },
        ]),
        ...ahead.map(each => [
          formats.day(each.day),
          { number: formats.share(each.ready) },
          { number: formats.share(now) },
        ]),
      ],
    }),
    context,
  );
  return [legend, chart, twin];
}

function renderCategories(
  { categories }: ReadinessView,
  title: string,
  { id, isShared, context }: Place,
): HTMLElement {
  const { formats, strings } = context;
  const { readiness: texts, questions } = strings;
  return element(
    'div',
    { class: 'by-category' },
    element('h3', {}, texts.byCategory),
    table(isShared ? `${texts.byCategory}, ${title}` : texts.byCategory, {
      head: [texts.category, '', { number: texts.ready }, { number: questions }, texts.weakest],
      rows: categories.map(({ title: category, ready, count, needsAttention, weakest }) => [
        element(
          'span',
          { class: 'hard-question' },
          category,
          ...(needsAttention
            ? [element('span', { class: 'attention' }, texts.needsAttention)]
            : []),
        ),
        bar([{ series: 'recalled', share: ready }]),
        { number: formats.share(ready) },
        { number: formats.number(count) },
        button(
          { class: 'link', id: `page-${id}-weakest-${weakest.id}` },
          () => context.send({ type: 'openQuestion', id: weakest.id }),
          weakest.title,
        ),
      ]),
    }),
  );
}
