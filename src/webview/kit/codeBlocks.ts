/** The buttons of an answer's code blocks. */
import { button, element, releasePointerFocus } from './dom';
import { icon } from './icons';

/** The parts of a page that code block buttons use. */
export interface CodeContext {
  readonly strings: {
    readonly copyCode: string;
    readonly copied: string;
    readonly openCode: string;
    readonly buildsOnBookshop: string;
    readonly showBookshop: string;
  };
  /** Asks the editor to copy or open the `block`-th code block of the visit. */
  send(
    message:
      | {
          readonly type: 'copyCode' | 'openCode';
          readonly visit: number;
          readonly block: number;
        }
      | { readonly type: 'showBookshop' },
  ): void;
}

/** How long the copy button shows that it has copied, in ms. */
const copiedFor = 2000;

export function equipCodeBlocks(root: HTMLElement, visit: number, context: CodeContext): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure.code')) {
    const caption = figure.querySelector('figcaption');
    const text = caption?.textContent.trim() ?? '';
    // Without a title, the caption is the block's language: a label, not a file name.
    const [name = ''] = [...(caption?.childNodes ?? [])].map(node => node.textContent?.trim());
    const isLanguage = figure.querySelector('code')?.classList.contains(`language-${name}`);
    caption?.classList.toggle('is-language', isLanguage ?? true);

    const block = readNumber(figure.dataset.block);
    if (block === undefined) continue;
    const named = (action: string) => `${action}: ${text || block + 1}`;
    const { strings } = context;

    const copy = button(
      { class: 'tool', title: strings.copyCode, 'aria-label': named(strings.copyCode) },
      event => {
        releasePointerFocus(event);
        context.send({ type: 'copyCode', visit, block });
        // The editor announces the copy; this is the visible sign.
        copy.replaceChildren(icon('check'));
        copy.title = strings.copied;
        setTimeout(() => {
          copy.replaceChildren(icon('copy'));
          copy.title = strings.copyCode;
        }, copiedFor);
      },
      icon('copy'),
    );
    const open = button(
      { class: 'tool', title: strings.openCode, 'aria-label': named(strings.openCode) },
      event => {
        releasePointerFocus(event);
        context.send({ type: 'openCode', visit, block });
      },
      icon('go-to-file'),
    );
    const actions = element('div', { class: 'code-actions' }, copy, open);
    if (figure.dataset.bookshop !== undefined) actions.prepend(bookshopLink(named, context));
    if (caption) caption.after(actions);
    else figure.prepend(actions);
  }
}

/** Links to the page about the project that the block builds on. */
function bookshopLink(named: (action: string) => string, context: CodeContext): HTMLElement {
  const { strings } = context;
  return button(
    {
      class: 'tool builds-on',
      title: strings.showBookshop,
      'aria-label': named(strings.buildsOnBookshop),
    },
    event => {
      releasePointerFocus(event);
      context.send({ type: 'showBookshop' });
    },
    icon('book'),
    element('span', {}, strings.buildsOnBookshop),
  );
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
