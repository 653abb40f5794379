import type {
  FromInterviewPage,
  InterviewAction,
  InterviewKeyAction,
  InterviewPageStrings,
} from '../../protocol/mockInterview';
import { interviewKeys } from '../../protocol/mockInterview';
import { button, element, releasePointerFocus } from '../kit/dom';
import { icon, type IconName } from '../kit/icons';
import { ariaShortcuts, keyLabel } from '../kit/keys';
import type { Page } from '../kit/start';
import type { Unsaved } from '../kit/unsaved';
import type { InterviewPageState } from './state';

/** The context of all parts of the interview's page. */
export interface InterviewContext extends Page<
  FromInterviewPage,
  InterviewPageState,
  InterviewPageStrings
> {
  readonly unsaved: Unsaved;
}

/** One view of the page. */
export interface InterviewPart {
  readonly element: HTMLElement;
  /** Takes the focus when the view is new. */
  readonly focus: HTMLElement;
  /** The screen reader announcement for a new view. */
  readonly announcement: string;
  dispose(): void;
}

/** The keys of an action; the first is the one to teach. */
export function keysOfAction(action: InterviewKeyAction): readonly string[] {
  return interviewKeys.find(entry => entry.action === action)?.keys ?? [];
}

/** The look of an action's button. */
export interface ActionButton {
  readonly text: string;
  /** A large button in the theme's button colour, a quieter one, or a toolbar button. */
  readonly look: 'reveal' | 'secondary' | 'tool';
  readonly icon?: IconName;
  /** The key to show, if not the action's own. */
  readonly key?: string;
}

/** Makes a button that asks the editor to perform an action. */
export function actionButton(
  action: InterviewAction,
  { text, look, icon: picture, key }: ActionButton,
  context: InterviewContext,
): HTMLButtonElement {
  const keys = keysOfAction(action);
  const cap = key ?? keys[0];
  const label = cap === undefined ? text : `${text} (${keyLabel(cap)})`;
  const inToolbar = look === 'tool';
  return button(
    {
      class: look,
      id: `page-${action}`,
      title: inToolbar ? label : undefined,
      'aria-label': inToolbar ? text : undefined,
      'aria-keyshortcuts': ariaShortcuts(key === undefined ? keys : [key, ...keys]),
    },
    event => {
      releasePointerFocus(event);
      context.send({ type: 'action', action });
    },
    ...(picture ? [icon(picture)] : []),
    ...(inToolbar ? [] : [element('span', {}, text)]),
    ...(cap !== undefined && !inToolbar
      ? [element('kbd', { 'aria-hidden': 'true' }, keyLabel(cap))]
      : []),
  );
}
