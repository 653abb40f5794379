import type { ToStatistics } from '../../protocol/statistics';

/**
 * Reads a message to the page, or gives `undefined` for anything that is not one. It comes from
 * this extension, so only what the page could trip over is looked at.
 */
export function readToStatistics(data: unknown): ToStatistics | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const message = data as ToStatistics;
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
  if (typeof value !== 'object' || value === null) return false;
  const { mastery, calendar, interviews, hardest, periods } = value as Record<string, unknown>;
  return (
    [mastery, calendar, interviews, hardest].every(list => Array.isArray(list)) &&
    typeof periods === 'object'
  );
}
