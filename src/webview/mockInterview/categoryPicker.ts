/** The picker of collections and categories for the questions. */
import type { InterviewChoices, SetupView } from '../../protocol/mockInterview';
import { button, element } from '../kit/dom';
import { icon } from '../kit/icons';
import { chosenCategories, storedCategories } from './choices';
import type { InterviewContext } from './context';

export function createCategoryPicker(
  collections: SetupView['collections'],
  choices: InterviewChoices,
  change: (categories: InterviewChoices['categories']) => void,
  context: InterviewContext,
): HTMLElement {
  const { strings } = context;
  const chosen = new Set(chosenCategories(collections, choices));
  const updates: (() => void)[] = [];
  const changed = () => {
    for (const update of updates) update();
    change(storedCategories(collections, chosen));
  };
  const set = (ids: readonly string[], on: boolean) => {
    for (const id of ids) {
      if (on) chosen.add(id);
      else chosen.delete(id);
    }
    changed();
  };

  /** A checkbox for these categories: half ticked if only some are chosen. */
  const tick = (ids: readonly string[], text: string, count: number): HTMLElement => {
    const input = element('input', { type: 'checkbox' });
    const update = () => {
      const on = ids.filter(id => chosen.has(id)).length;
      input.checked = on > 0 && on === ids.length;
      input.indeterminate = on > 0 && on < ids.length;
    };
    update();
    updates.push(update);
    input.addEventListener('change', () => set(ids, input.checked));
    return element(
      'label',
      { class: 'choice' },
      input,
      element('span', {}, text, ' ', element('span', { class: 'count' }, String(count))),
    );
  };

  const sum = (of: readonly { readonly count: number }[]) =>
    of.reduce((total, { count }) => total + count, 0);
  const everything = collections.flatMap(({ categories }) => categories);
  const rows = collections.map((collection, index) => {
    const { categories, title } = collection;
    const list = element(
      'ul',
      { id: `page-categories-${index}`, class: 'categories' },
      ...categories.map(category =>
        element('li', {}, tick([category.id], category.title, category.count)),
      ),
    );
    // Expanded if only a part is chosen, so that omissions are visible.
    const on = categories.filter(({ id }) => chosen.has(id)).length;
    list.hidden = on === 0 || on === categories.length;
    const toggle = button(
      {
        class: 'tool',
        'aria-label': title,
        'aria-controls': list.id,
        'aria-expanded': String(!list.hidden),
      },
      () => {
        list.hidden = !list.hidden;
        toggle.setAttribute('aria-expanded', String(!list.hidden));
      },
      icon('chevron-right', 'disclosure'),
    );
    const ids = categories.map(({ id }) => id);
    return element(
      'li',
      {},
      element('div', { class: 'collection' }, toggle, tick(ids, title, sum(categories))),
      list,
    );
  });
  return element(
    'fieldset',
    { class: 'field' },
    element('legend', {}, strings.questionsFrom),
    tick(
      everything.map(({ id }) => id),
      strings.allQuestions,
      sum(everything),
    ),
    element('ul', { class: 'collections' }, ...rows),
  );
}
