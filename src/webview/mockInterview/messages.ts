import type { ToInterviewPage } from '../../protocol/mockInterview';
import { isRecord } from '../../protocol/values';

/**
 * Reads a message to the page; `undefined` for anything else. It comes from this extension, so only
 * what could break the page is checked: other code may post to the window too.
 */
export function readToInterviewPage(data: unknown): ToInterviewPage | undefined {
  if (!isRecord(data)) return undefined;
  const message = data as unknown as ToInterviewPage;
  switch (message.type) {
    case 'show':
      return isRecord(data.view) && typeof data.view.kind === 'string' ? message : undefined;
    case 'timer':
      return isRecord(data.timer) ? message : undefined;
    case 'answer':
      return typeof data.text === 'string' && typeof data.heard === 'number' ? message : undefined;
    case 'taken':
      return typeof data.turn === 'number' ? message : undefined;
    case 'problem':
    case 'announce':
      return typeof data.message === 'string' ? message : undefined;
    case 'grading':
      return typeof data.visit === 'number' ? message : undefined;
    case 'toggleKeys':
    case 'toggleHint':
      return message;
    default:
      return undefined;
  }
}
