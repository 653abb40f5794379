/** Links a question to the person's project: names to find in it, and its Django version. */
import type { PageContext } from './context';
import { button, element } from '../kit/dom';
import { icon } from '../kit/icons';
import { format } from '../kit/text';
import { versionsIn } from './versions';

/** Makes the row of names that can be searched for in the workspace. */
export function renderSymbols(
  symbols: readonly string[],
  visit: number,
  context: PageContext,
): HTMLElement {
  const { strings } = context;
  return element(
    'section',
    { class: 'project', 'aria-labelledby': 'page-project-title' },
    element('h2', { class: 'quiet-title', id: 'page-project-title' }, strings.inYourCode),
    element(
      'div',
      { class: 'symbols' },
      ...symbols.map((name, symbol) =>
        button(
          { class: 'symbol', title: format(strings.findInYourCode, name) },
          () => context.send({ type: 'findSymbol', visit, symbol }),
          icon('search'),
          element('code', {}, name),
        ),
      ),
    ),
  );
}

/** Marks mentions of the project's Django version, or newer ones, in rendered text. */
export function markVersions(root: HTMLElement, django: string, context: PageContext): void {
  const { strings } = context;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text && node.parentElement?.closest('pre, code, a, mark') === null) {
      texts.push(node);
    }
  }
  for (const text of texts) {
    // Backwards, so that earlier offsets stay valid.
    for (const { start, end, relation } of [...versionsIn(text.data, django)].reverse()) {
      text.splitText(end);
      const mention = text.splitText(start);
      const title =
        relation === 'same' ? strings.yourVersion : format(strings.newerThanYours, django);
      const mark = element('mark', { class: `version ${relation}`, title });
      mention.replaceWith(mark);
      mark.append(mention, element('span', { class: 'visually-hidden' }, ` (${title})`));
    }
  }
}
