/** Shared by the page's sections: headings, tables, and the empty state. */
import type { StatisticsAction } from '../../protocol/statistics';
import { button, element } from '../kit/dom';
import { icon } from '../kit/icons';
import type { StatisticsContext } from './context';

export function section(id: string, title: string, ...children: readonly Node[]): HTMLElement {
  const heading = element('h2', { id: `page-${id}` }, title);
  return element(
    'section',
    { class: `figure ${id}`, 'aria-labelledby': heading.id },
    heading,
    ...children,
  );
}

export function paragraph(className: string, text: string): HTMLElement {
  return element('p', { class: className }, text);
}

/** Says that there is nothing to show yet, with a button to change that. */
export function emptyState(
  text: string,
  action: StatisticsAction | undefined,
  context: StatisticsContext,
): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('p', {}, text),
    ...(action === undefined ? [] : [actionButton(action, 'secondary', context)]),
  );
}

export function actionButton(
  action: StatisticsAction,
  className: string,
  context: StatisticsContext,
): HTMLButtonElement {
  return button(
    { class: className },
    () => context.send({ type: 'action', action }),
    context.strings.actions[action],
  );
}

/** A table cell: text, a number as text, or a drawing. */
export type Cell = string | Node | { readonly number: string };

export interface TableContent {
  readonly head: readonly (string | { readonly number: string })[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
}

/** @param name the table's subject, for screen readers */
export function table(name: string, content: TableContent): HTMLElement {
  return element('div', { class: 'table-scroll' }, plainTable(name, content));
}

function plainTable(name: string, { head, rows }: TableContent): HTMLElement {
  return element(
    'table',
    { 'aria-label': name },
    element('thead', {}, element('tr', {}, ...head.map(cell => headCell(cell)))),
    element('tbody', {}, ...rows.map(row => tableRow(row))),
  );
}

export function tableRow(row: readonly Cell[], className?: string): HTMLTableRowElement {
  return element(
    'tr',
    { class: className },
    ...row.map((cell, index) => {
      if (typeof cell === 'object' && 'number' in cell) {
        return element('td', { class: 'number' }, cell.number);
      }
      return index === 0 ? element('th', { scope: 'row' }, cell) : element('td', {}, cell);
    }),
  );
}

function headCell(cell: string | { readonly number: string }): HTMLTableCellElement {
  // A column of bars needs no heading, and an empty one would still be read aloud.
  if (cell === '') return element('td', {});
  return typeof cell === 'string'
    ? element('th', { scope: 'col' }, cell)
    : element('th', { scope: 'col', class: 'number' }, cell.number);
}

/** A table of a chart's figures, built when it is opened. */
export function tableTwin(
  id: string,
  name: string,
  contentOf: () => TableContent,
  context: StatisticsContext,
): HTMLElement {
  const summary = element(
    'summary',
    { id: `page-${id}-table` },
    icon('chevron-right', 'disclosure'),
    element('span', {}, context.strings.asTable),
    element('span', { class: 'visually-hidden' }, `: ${name}`),
  );
  const details = element('details', { class: 'twin' }, summary);
  const fill = () => {
    if (!details.open || details.children.length > 1) return;
    // Long ones scroll both ways: they must be reachable by keyboard.
    const attributes = { class: 'twin-table', tabindex: '0', role: 'group', 'aria-label': name };
    details.append(element('div', attributes, plainTable(name, contentOf())));
  };
  details.open = context.state().open.includes(id);
  fill();
  details.addEventListener('toggle', () => {
    fill();
    const others = context.state().open.filter(other => other !== id);
    context.remember({ open: details.open ? [...others, id] : others });
  });
  return details;
}
