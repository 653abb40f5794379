/** Mock interviews over time, and the hardest questions. */
import type { StatisticsView } from '../../protocol/statistics';
import { lineChart } from './charts/line';
import { button, element } from '../kit/dom';
import { format } from '../kit/text';
import type { StatisticsContext } from './context';
import { emptyState, paragraph, section, table, tableTwin } from './frame';

/** More points than this are indistinguishable; the table has them all. */
const mostPoints = 40;
/** From here on, labels below the points would overlap. */
const mostNamed = 6;

export function renderInterviews(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { formats } = context;
  const { interviews: texts, day } = context.strings;
  const { interviews } = view;
  const last = interviews.at(-1);
  if (last === undefined) {
    return section('interviews', texts.title, emptyState(texts.empty, 'interview', context));
  }
  const shown = interviews.slice(-mostPoints);
  const every = Math.ceil(shown.length / mostNamed);
  const summary = format(
    texts.summary,
    formats.number(interviews.length),
    formats.share(last.score),
    formats.share(interviews.reduce((best, { score }) => Math.max(best, score), 0)),
  );
  const chart = lineChart({
    name: `${texts.title}. ${summary}`,
    points: shown.map(({ time, score }, index) => ({
      share: score,
      title: format(texts.point, formats.date(time), formats.share(score)),
      ...((shown.length - 1 - index) % every === 0 && { label: formats.shortDate(time) }),
    })),
    format: value => formats.share(value),
  });
  return section(
    'interviews',
    texts.title,
    paragraph('summary', summary),
    chart,
    tableTwin(
      'interviews',
      texts.title,
      () => ({
        head: [day, { number: texts.score }],
        rows: interviews
          .toReversed()
          .map(({ time, score }) => [formats.date(time), { number: formats.share(score) }]),
      }),
      context,
    ),
  );
}

export function renderHardest(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { formats } = context;
  const { hardest: texts, reviews } = context.strings;
  if (view.hardest.length === 0) {
    return section('hardest', texts.title, emptyState(texts.empty, undefined, context));
  }
  return section(
    'hardest',
    texts.title,
    paragraph('summary', texts.note),
    table(texts.title, {
      head: [
        texts.question,
        { number: texts.difficulty },
        { number: texts.lapses },
        { number: texts.failed },
        { number: reviews },
      ],
      rows: view.hardest.map(question => [
        element(
          'span',
          { class: 'hard-question' },
          button(
            { class: 'link', id: `page-open-${question.id}` },
            () => context.send({ type: 'openQuestion', id: question.id }),
            question.title,
          ),
          element('span', { class: 'hard-place' }, question.category),
        ),
        { number: formats.decimal(question.difficulty) },
        { number: formats.number(question.lapses) },
        { number: formats.number(question.failed) },
        { number: formats.number(question.reviews) },
      ]),
    }),
  );
}
