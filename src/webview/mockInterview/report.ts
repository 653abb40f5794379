/** The report of an interview. */
import type { ReportedQuestion, ReportView } from '../../protocol/mockInterview';
import { button, element, rendered } from '../kit/dom';
import { renderNotice } from '../kit/notice';
import { makeScrollersReachable } from '../kit/scrolling';
import { actionButton, type InterviewContext, type InterviewPart } from './context';

export function renderReport(view: ReportView, context: InterviewContext): InterviewPart {
  const { strings } = context;
  const heading = element('h1', { tabindex: '-1' }, view.title);
  const again = view.study.filter(({ id }) => id !== undefined);
  const article = element(
    'article',
    { class: 'report' },
    heading,
    ...view.notes.map(note => element('p', { class: 'muted' }, note)),
    element(
      'dl',
      { class: 'figures' },
      ...view.figures.map(({ label, value }) =>
        element('div', {}, element('dt', {}, label), element('dd', {}, value)),
      ),
    ),
    ...(view.comparison === undefined ? [] : [element('p', {}, view.comparison)]),
    element(
      'div',
      { class: 'buttons' },
      ...(again.length === 0
        ? []
        : [
            button(
              { class: 'reveal', id: 'page-review-these' },
              () => context.send({ type: 'reviewThese', interview: view.interview }),
              view.reviewThese,
            ),
          ]),
      actionButton(
        'report',
        { text: strings.openReport, look: again.length === 0 ? 'reveal' : 'secondary' },
        context,
      ),
      actionButton('export', { text: strings.exportReport, look: 'secondary' }, context),
      actionButton('history', { text: strings.history, look: 'secondary' }, context),
      actionButton('delete', { text: strings.deleteInterview, look: 'secondary' }, context),
      actionButton('setup', { text: strings.newInterview, look: 'secondary' }, context),
    ),
    ...task(view, context),
    ...categories(view, context),
    section(
      'study',
      strings.studyNext,
      view.study.length === 0
        ? element('p', { class: 'muted' }, strings.nothingToStudy)
        : element(
            'ul',
            { class: 'plain-list' },
            ...view.study.map(one => element('li', {}, ...titled(one))),
          ),
    ),
    ...(view.missed.length === 0 ? [] : [missed(view, context)]),
    ...(view.answers.length === 0 ? [] : [answers(view, context)]),
    ...(view.before.length === 0 ? [] : [before(view, context)]),
    element('p', { class: 'muted scoring' }, view.scoring),
  );
  return {
    element: article,
    focus: heading,
    announcement: [
      view.title,
      ...view.figures.slice(0, 1).map(({ label, value }) => `${label} ${value}`),
    ].join(', '),
    dispose: makeScrollersReachable(article),
  };
}

function section(id: string, title: string, ...children: readonly Node[]): HTMLElement {
  const heading = element('h2', { id: `page-${id}` }, title);
  return element('section', { 'aria-labelledby': heading.id }, heading, ...children);
}

function task({ task, interview }: ReportView, context: InterviewContext): readonly HTMLElement[] {
  if (task === undefined) return [];
  const { question: asked, action, note, why } = task;
  return [
    section(
      'task',
      context.strings.task,
      element('p', {}, question(asked)),
      element('p', { id: 'page-task-outcome', role: 'status' }, asked.outcome),
      why === undefined
        ? element(
            'div',
            { class: 'buttons' },
            button(
              { class: 'secondary', id: 'page-practise' },
              () => context.send({ type: 'practise', interview }),
              action,
            ),
          )
        : renderNotice('info', why),
      element('p', { class: 'muted' }, note),
    ),
  ];
}

function categories(view: ReportView, { strings }: InterviewContext): readonly HTMLElement[] {
  if (view.categories.length === 0) return [];
  return [
    section(
      'by-category',
      strings.byCategory,
      table(
        strings.categoryHeads,
        view.categories.map(cells => row(cells)),
        row(view.total),
      ),
    ),
  ];
}

function missed(view: ReportView, { strings }: InterviewContext): HTMLElement {
  return section(
    'missed',
    strings.missed,
    ...view.missed.map(one =>
      element(
        'div',
        { class: 'missed' },
        element('p', {}, question(one)),
        element('ul', {}, ...one.pointsHtml.map(html => rendered('li', { class: 'prose' }, html))),
      ),
    ),
  );
}

function answers(view: ReportView, { strings }: InterviewContext): HTMLElement {
  return section(
    'answers',
    strings.answers,
    element(
      'ol',
      { class: 'answers' },
      ...view.answers.map(one =>
        element(
          'li',
          {},
          element('p', {}, question(one)),
          element('p', { class: 'muted' }, one.facts),
          ...(one.answer.trim() === ''
            ? one.skipped
              ? []
              : [element('p', { class: 'muted' }, strings.spokenAnswer)]
            : [element('pre', { class: 'own-answer' }, one.answer)]),
        ),
      ),
    ),
  );
}

function before(view: ReportView, context: InterviewContext): HTMLElement {
  const { strings } = context;
  return section(
    'compared',
    strings.compared,
    table(
      strings.comparedHeads,
      view.before.map(({ id, cells }) => {
        if (id === undefined) return row(cells);
        const [date = '', ...others] = cells;
        const open = button(
          { class: 'link' },
          () => context.send({ type: 'open', interview: id }),
          date,
        );
        return row([open, ...others]);
      }),
    ),
  );
}

/** A question and how it went. */
function titled(one: ReportedQuestion): readonly Node[] {
  return [question(one), element('span', { class: 'muted' }, ` ${one.outcome}`)];
}

/** A question's wording: a link if it can be opened. */
function question({ id, titleHtml }: ReportedQuestion): HTMLElement {
  // A wording that contains a link cannot be one: links do not nest.
  if (id === undefined || titleHtml.includes('<a ')) return rendered('span', {}, titleHtml);
  return rendered('a', { href: `#${encodeURIComponent(id)}`, 'data-question': id }, titleHtml);
}

function row(cells: readonly (string | Node)[]): HTMLElement {
  return element(
    'tr',
    {},
    ...cells.map((cell, index) =>
      index === 0
        ? element('th', { scope: 'row' }, cell)
        : element('td', { class: 'align-right' }, cell),
    ),
  );
}

function table(
  heads: readonly string[],
  rows: readonly HTMLElement[],
  total?: HTMLElement,
): HTMLElement {
  return element(
    'div',
    { class: 'table-scroll' },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...heads.map((head, index) =>
            element('th', { scope: 'col', class: index === 0 ? undefined : 'align-right' }, head),
          ),
        ),
      ),
      element('tbody', {}, ...rows),
      ...(total ? [element('tfoot', {}, total)] : []),
    ),
  );
}
