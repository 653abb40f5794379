/** Recall over a period: retention against the target, and ratings. */
import {
  maturityNames,
  periodNames,
  recallNames,
  type MaturityName,
  type PeriodName,
  type PeriodView,
  type StatisticsView,
} from '../../protocol/statistics';
import { bar } from './charts/bar';
import type { Series } from './charts/svg';
import { element } from '../kit/dom';
import { format } from '../kit/text';
import type { StatisticsContext } from './context';
import { emptyState, paragraph, section, tableRow } from './frame';

/** Retention, ratings and the choice of their period. */
export function renderRecall(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { strings } = context;
  const sections = element('div', { class: 'recall-sections' });
  const show = (name: PeriodName) => {
    const period = view.periods[name];
    sections.replaceChildren(
      renderRetention(period, view.targetRetention, context),
      renderRatings(period, context),
    );
  };
  const choices = periodNames.map(name => {
    const input = element('input', {
      type: 'radio',
      name: 'period',
      value: name,
      id: `page-period-${name}`,
    });
    input.checked = context.state().period === name;
    input.addEventListener('change', () => {
      context.remember({ period: name });
      show(name);
    });
    return element(
      'label',
      { class: 'choice' },
      input,
      element('span', {}, strings.period.names[name]),
    );
  });
  show(context.state().period);
  return element(
    'div',
    { class: 'recall' },
    element(
      'fieldset',
      { class: 'choices' },
      element('legend', { class: 'visually-hidden' }, strings.period.label),
      ...choices,
    ),
    sections,
  );
}

function renderRetention(
  { retention }: PeriodView,
  target: number,
  context: StatisticsContext,
): HTMLElement {
  const { formats, strings } = context;
  const texts = strings.retention;
  if (retention.all.asked === 0) {
    return section('retention', texts.title, emptyState(texts.empty, 'review', context));
  }
  const rows = recallNames.map(name => {
    const { asked, recalled, share } = retention[name];
    return tableRow([
      texts.names[name],
      bar(share === undefined ? [] : [{ series: 'recalled', share }], target),
      { number: share === undefined ? '–' : formats.share(share) },
      { number: formats.share(target) },
      { number: formats.number(recalled) },
      { number: formats.number(asked) },
    ]);
  });
  return section(
    'retention',
    texts.title,
    paragraph('summary', format(texts.note, formats.share(target))),
    barTable(
      texts.title,
      [texts.share, texts.target, texts.recalled, texts.asked],
      element('tbody', {}, ...rows),
    ),
  );
}

/** How well predictions came true, for reviews with about the same predicted recall. */
export function renderCalibration(
  { calibration, memory }: StatisticsView,
  { formats, strings }: StatisticsContext,
): HTMLElement {
  const texts = strings.calibration;
  const pace = formats.decimal(memory?.pace ?? 1);
  const saying =
    (memory?.pace ?? 1) >= 1.05
      ? texts.slower
      : (memory?.pace ?? 1) <= 0.95
        ? texts.faster
        : texts.same;
  const own =
    memory === undefined
      ? []
      : [paragraph('summary', format(saying, pace, formats.number(memory.reviews)))];
  if (calibration === undefined) {
    return section('calibration', texts.title, ...own, paragraph('empty', texts.empty));
  }
  const rows = calibration.groups.map(({ expected, known, reviews }) =>
    tableRow([
      format(texts.expected, formats.share(expected)),
      bar([{ series: 'recalled', share: known }], expected),
      { number: formats.share(known) },
      { number: formats.number(reviews) },
    ]),
  );
  return section(
    'calibration',
    texts.title,
    paragraph(
      'summary',
      format(
        texts.summary,
        formats.share(calibration.expected),
        formats.share(calibration.known),
        formats.number(calibration.reviews),
      ),
    ),
    ...own,
    barTable(texts.title, [texts.known, strings.reviews], element('tbody', {}, ...rows)),
  );
}

const ratings = [1, 2, 3, 4] as const;
const ratingSeries: Readonly<Record<1 | 2 | 3 | 4, Series>> = {
  1: 'again',
  2: 'hard',
  3: 'good',
  4: 'easy',
};

function renderRatings(period: PeriodView, context: StatisticsContext): HTMLElement {
  const { strings } = context;
  const texts = strings.ratings;
  if (period.reviews === 0) {
    return section('ratings', texts.title, emptyState(texts.empty, 'review', context));
  }
  const groups = maturityNames
    .filter(name => ratings.some(rating => period.ratings[name][rating] > 0))
    .map(name => ratingGroup(name, period, context));
  return section(
    'ratings',
    texts.title,
    barTable(texts.title, [strings.reviews, texts.share], ...groups),
  );
}

function ratingGroup(
  name: MaturityName,
  period: PeriodView,
  { formats, strings }: StatisticsContext,
): HTMLElement {
  const texts = strings.ratings;
  const counts = period.ratings[name];
  const total = ratings.reduce((sum, rating) => sum + counts[rating], 0);
  const rows = ratings.map(rating => {
    const share = total === 0 ? 0 : counts[rating] / total;
    return tableRow([
      texts.names[rating],
      bar([{ series: ratingSeries[rating], share }]),
      { number: formats.number(counts[rating]) },
      { number: formats.share(share) },
    ]);
  });
  return element(
    'tbody',
    {},
    element(
      'tr',
      { class: 'group' },
      element('th', { scope: 'rowgroup', colspan: '4' }, texts.maturities[name]),
    ),
    ...rows,
  );
}

/** A table with bars in its second column. */
function barTable(
  name: string,
  numbers: readonly string[],
  ...bodies: readonly HTMLElement[]
): HTMLElement {
  return element(
    'div',
    { class: 'table-scroll' },
    element(
      'table',
      { class: 'bars', 'aria-label': name },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('td', {}),
          element('td', {}),
          ...numbers.map(number => element('th', { scope: 'col', class: 'number' }, number)),
        ),
      ),
      ...bodies,
    ),
  );
}
