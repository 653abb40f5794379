import { periodNames, type PeriodName } from '../../protocol/statistics';

/** What the page remembers, so that it comes back as it was left. */
export interface StatisticsState {
  readonly period: PeriodName;
  /** The sections whose table is open. */
  readonly open: readonly string[];
  /** How far the page is scrolled, in CSS pixels. */
  readonly scroll: number;
}

/** Reads what VS Code has kept; whatever is not usable of it is as at first. */
export function readStatisticsState(stored: unknown): StatisticsState {
  const { period, open, scroll } = (stored ?? {}) as Record<string, unknown>;
  return {
    period: periodNames.find(name => name === period) ?? 'month',
    open: Array.isArray(open) ? open.filter(id => typeof id === 'string') : [],
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
  };
}
