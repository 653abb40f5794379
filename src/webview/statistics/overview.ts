/** The figures at the top of the page, and the progress of every collection. */
import type { CollectionView, MasteryView, StatisticsView } from '../../protocol/statistics';
import { bar } from './charts/bar';
import { element } from '../kit/dom';
import { format } from '../kit/text';
import type { StatisticsContext } from './context';
import { emptyState, section, tableRow, type Cell } from './frame';
import { legend } from './legend';

export function renderTiles(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { formats } = context;
  const { tiles } = context.strings;
  const sum = (key: 'mastered' | 'count') =>
    view.mastery.reduce((total, part) => total + part[key], 0);
  const { streaks, forecast } = view;
  const today = view.calendar.at(-1);
  const due = forecast.overdue + (forecast.days[0] ?? 0);
  const streakNote =
    streaks.longest === 0
      ? tiles.noStreak
      : streaks.current > 0 && !streaks.studiedToday
        ? tiles.streakOpen
        : format(tiles.longest, formats.days(streaks.longest));
  return element(
    'dl',
    { class: 'tiles' },
    tile(
      tiles.mastered,
      formats.number(sum('mastered')),
      format(tiles.ofAll, formats.number(sum('count'))),
    ),
    tile(tiles.streak, formats.days(streaks.current), streakNote),
    tile(
      tiles.today,
      formats.number(today?.reviews ?? 0),
      today && today.reviews > 0
        ? format(tiles.studiedFor, formats.duration(today.duration))
        : tiles.nothingToday,
    ),
    tile(
      tiles.due,
      formats.number(due),
      due === 0
        ? view.studied
          ? tiles.nothingDue
          : tiles.nothingScheduled
        : forecast.overdue > 0
          ? format(tiles.overdue, formats.number(forecast.overdue))
          : '',
    ),
    ...(view.exercises.count === 0
      ? []
      : [
          tile(
            tiles.exercises,
            formats.number(view.exercises.solved),
            format(tiles.ofExercises, formats.number(view.exercises.count)),
          ),
        ]),
  );
}

function tile(name: string, value: string, note: string): HTMLElement {
  return element(
    'div',
    { class: 'tile' },
    element('dt', {}, name),
    element('dd', { class: 'tile-value' }, value),
    ...(note === '' ? [] : [element('dd', { class: 'tile-note' }, note)]),
  );
}

export function renderMastery(view: StatisticsView, context: StatisticsContext): HTMLElement {
  const { mastery } = context.strings;
  if (view.mastery.length === 0) {
    return section('mastery', mastery.title, emptyState(mastery.empty, undefined, context));
  }
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, mastery.name),
    element('td', {}),
    ...[mastery.mastered, mastery.started, mastery.untouched].map(name =>
      element('th', { scope: 'col', class: 'number' }, name),
    ),
  );
  const groups = view.mastery.map(collection =>
    element('tbody', {}, ...collectionRows(collection, context)),
  );
  return section(
    'mastery',
    mastery.title,
    legend([
      ['mastered', mastery.mastered],
      ['started', mastery.started],
    ]),
    element(
      'div',
      { class: 'table-scroll' },
      element(
        'table',
        { class: 'bars', 'aria-label': mastery.title },
        element('thead', {}, head),
        ...groups,
      ),
    ),
  );
}

function collectionRows(
  collection: CollectionView,
  context: StatisticsContext,
): readonly HTMLElement[] {
  return [
    tableRow(masteryCells(collection, context), 'collection'),
    ...collection.categories.map(category => tableRow(masteryCells(category, context), 'category')),
  ];
}

function masteryCells(part: MasteryView, { formats }: StatisticsContext): readonly Cell[] {
  const share = (count: number) => (part.count === 0 ? 0 : count / part.count);
  return [
    part.title,
    bar([
      { series: 'mastered', share: share(part.mastered) },
      { series: 'started', share: share(part.started) },
    ]),
    { number: formats.number(part.mastered) },
    { number: formats.number(part.started) },
    { number: formats.number(part.untouched) },
  ];
}
