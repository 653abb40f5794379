/** The foldable hint of a question. */
import { button, element, rendered } from './dom';
import { icon } from './icons';
import { ariaShortcuts, keyLabel } from './keys';

/** A part that can be shown and hidden. */
export interface Fold {
  readonly element: HTMLElement;
  toggle(): void;
}

/** The parts of a page a hint uses. */
export interface HintContext {
  readonly strings: { readonly hint: string; readonly showHint: string; readonly hideHint: string };
  /** The keys that toggle it; the first is the one to teach. */
  readonly keys: readonly string[];
  isShown(): boolean;
  /** Stores whether it is shown. */
  show(shown: boolean): void;
  announce(message: string): void;
}

export function renderHint(html: string, context: HintContext): Fold {
  const { strings, keys } = context;
  const [key = ''] = keys;
  const text = rendered('div', { class: 'hint-text prose', id: 'page-hint' }, html);
  const toggle = button(
    {
      class: 'hint-toggle',
      id: 'page-hint-toggle',
      'aria-controls': text.id,
      'aria-keyshortcuts': ariaShortcuts(keys),
    },
    () => show(!context.isShown()),
    icon('lightbulb'),
    element('span', {}, strings.hint),
    icon('chevron-right', 'disclosure'),
  );
  const show = (shown: boolean) => {
    text.hidden = !shown;
    toggle.setAttribute('aria-expanded', String(shown));
    toggle.title = `${shown ? strings.hideHint : strings.showHint} (${keyLabel(key)})`;
    context.show(shown);
  };
  show(context.isShown());
  return {
    element: element('section', { class: 'hint' }, toggle, text),
    toggle() {
      show(!context.isShown());
      if (context.isShown()) context.announce(`${strings.hint}: ${text.textContent.trim()}`);
    },
  };
}
