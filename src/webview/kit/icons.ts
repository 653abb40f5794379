/**
 * The page's codicons, as SVG in its script. The icon font would add 62 KB to the package and a
 * request before the first button is drawn; these are 8 KB and need no `font-src` in the policy.
 */
import arrowLeft from '@vscode/codicons/src/icons/arrow-left.svg' with { type: 'text' };
import arrowRight from '@vscode/codicons/src/icons/arrow-right.svg' with { type: 'text' };
import book from '@vscode/codicons/src/icons/book.svg' with { type: 'text' };
import bookmark from '@vscode/codicons/src/icons/bookmark.svg' with { type: 'text' };
import calendar from '@vscode/codicons/src/icons/calendar.svg' with { type: 'text' };
import check from '@vscode/codicons/src/icons/check.svg' with { type: 'text' };
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg' with { type: 'text' };
import circle from '@vscode/codicons/src/icons/circle-large.svg' with { type: 'text' };
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg' with { type: 'text' };
import close from '@vscode/codicons/src/icons/close.svg' with { type: 'text' };
import copy from '@vscode/codicons/src/icons/copy.svg' with { type: 'text' };
import edit from '@vscode/codicons/src/icons/edit.svg' with { type: 'text' };
import debugPause from '@vscode/codicons/src/icons/debug-pause.svg' with { type: 'text' };
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg' with { type: 'text' };
import goToFile from '@vscode/codicons/src/icons/go-to-file.svg' with { type: 'text' };
import info from '@vscode/codicons/src/icons/info.svg' with { type: 'text' };
import lightbulb from '@vscode/codicons/src/icons/lightbulb.svg' with { type: 'text' };
import mic from '@vscode/codicons/src/icons/mic.svg' with { type: 'text' };
import note from '@vscode/codicons/src/icons/note.svg' with { type: 'text' };
import pass from '@vscode/codicons/src/icons/pass-filled.svg' with { type: 'text' };
import question from '@vscode/codicons/src/icons/question.svg' with { type: 'text' };
import search from '@vscode/codicons/src/icons/search.svg' with { type: 'text' };
import stopCircle from '@vscode/codicons/src/icons/stop-circle.svg' with { type: 'text' };
import skip from '@vscode/codicons/src/icons/debug-step-over.svg' with { type: 'text' };
import warning from '@vscode/codicons/src/icons/warning.svg' with { type: 'text' };
import watch from '@vscode/codicons/src/icons/watch.svg' with { type: 'text' };
import zap from '@vscode/codicons/src/icons/symbol-event.svg' with { type: 'text' };
import bookmarkFilled from './icons/bookmark-filled.svg' with { type: 'text' };
import { element } from './dom';

const icons = {
  'arrow-left': arrowLeft,
  'arrow-right': arrowRight,
  book,
  bookmark,
  'bookmark-filled': bookmarkFilled,
  calendar,
  check,
  'chevron-right': chevronRight,
  circle,
  'circle-slash': circleSlash,
  close,
  copy,
  edit,
  'debug-pause': debugPause,
  'debug-stop': debugStop,
  'go-to-file': goToFile,
  info,
  lightbulb,
  mic,
  note,
  pass,
  question,
  search,
  'stop-circle': stopCircle,
  skip,
  warning,
  watch,
  zap,
};

export type IconName = keyof typeof icons;

/** Makes an icon in the surrounding text's colour, hidden from screen readers. */
export function icon(name: IconName, className = ''): HTMLElement {
  const span = element('span', { class: `icon ${className}`.trim(), 'aria-hidden': 'true' });
  span.innerHTML = icons[name];
  return span;
}
