import type { FirstView, ToWebview } from '../../protocol/question';
import { isRecord } from '../../protocol/values';

/**
 * Reads a message to the page; `undefined` for anything else. It comes from this extension, so only
 * what could break the page is checked: other code may post to the window too.
 */
export function readToWebview(data: unknown): ToWebview | undefined {
  if (!isRecord(data)) return undefined;
  const message = data as unknown as ToWebview;
  switch (message.type) {
    case 'show':
      return isQuestion(data.question) && isReview(data.review) ? message : undefined;
    case 'review':
      return typeof data.id === 'string' && isReview(data.review) ? message : undefined;
    case 'summary':
      return typeof data.visit === 'number' && isSummary(data.summary) ? message : undefined;
    case 'note':
      return typeof data.id === 'string' && isOptionalText(data.html) ? message : undefined;
    case 'exercise':
      return typeof data.id === 'string' && isExercise(data.exercise) ? message : undefined;
    case 'draft':
      return typeof data.id === 'string' && typeof data.text === 'string' ? message : undefined;
    case 'marks':
      return typeof data.id === 'string' ? message : undefined;
    case 'project':
      return typeof data.visit === 'number' && Array.isArray(data.symbols) ? message : undefined;
    case 'rates':
      return typeof data.visit === 'number' && isRates(data.rates) ? message : undefined;
    case 'problem':
    case 'announce':
      return typeof data.message === 'string' ? message : undefined;
    case 'grading':
      return typeof data.visit === 'number' ? message : undefined;
    case 'ownAnswer':
      return typeof data.what === 'string' ? message : undefined;
    case 'acted':
    case 'toggleAnswer':
    case 'toggleHint':
    case 'toggleKeys':
      return message;
    default:
      return undefined;
  }
}

/** Reads the data the editor wrote into the page's HTML; `undefined` if there is none. */
export function readFirst(data: unknown): FirstView | undefined {
  return isRecord(data) && isRecord(data.question) ? (data as unknown as FirstView) : undefined;
}

function isQuestion(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.visit === 'number' &&
    typeof value.draft === 'string' &&
    Array.isArray(value.sections) &&
    (value.exercise === undefined || isExercise(value.exercise))
  );
}

function isExercise(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.taskHtml === 'string' &&
    Array.isArray(value.hintsHtml) &&
    Array.isArray(value.checks) &&
    isRecord(value.strings)
  );
}

function isReview(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isRecord(value)) return false;
  return value.kind === 'asking' ? isRates(value) : value.kind === 'paused';
}

function isRates(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value.ratings) && Array.isArray(value.suggestions);
}

function isSummary(value: unknown): boolean {
  return (
    isRecord(value) &&
    ['lines', 'ratings', 'forgotten', 'next'].every(list => Array.isArray(value[list]))
  );
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
