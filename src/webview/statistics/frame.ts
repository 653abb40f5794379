/** What the sections of the page have in common: a heading, tables, and what to do when there is nothing. */
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

/** Says that there is nothing to show yet, with the button that changes it. */
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

/** A cell: text, or text as a number, or something drawn. */
export type Cell = string | Node | { readonly number: string };

export interface TableContent {
  readonly head: readonly (string | { readonly number: string })[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
}

/** @param name what the table is about, for a screen reader */
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
  // Above bars there is nothing to say: a heading without a text would be read all the same.
  if (cell === '') return element('td', {});
  return typeof cell === 'string'
    ? element('th', { scope: 'col' }, cell)
    : element('th', { scope: 'col', class: 'number' }, cell.number);
}

/** The same figures as a picture, in a table that is made when it is opened. */
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
    // Long ones scroll in both directions: the keyboard must reach them.
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
