import type { ToStatistics } from '../../protocol/statistics';
import { isRecord } from '../../protocol/values';

/**
 * Reads a message to the page; `undefined` for anything else. It comes from this extension, so only
 * what could break the page is checked.
 */
export function readToStatistics(data: unknown): ToStatistics | undefined {
  if (!isRecord(data)) return undefined;
  const message = data as unknown as ToStatistics;
  switch (message.type) {
    case 'show':
      return isStatistics(message.statistics) ? message : undefined;
    case 'problem':
      return typeof message.message === 'string' ? message : undefined;
    default:
      return undefined;
  }
}

function isStatistics(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { mastery, readiness, calendar, interviews, hardest, periods } = value;
  return (
    [mastery, readiness, calendar, interviews, hardest].every(list => Array.isArray(list)) &&
    typeof periods === 'object'
  );
}
