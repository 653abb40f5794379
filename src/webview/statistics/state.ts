import { periodNames, type PeriodName } from '../../protocol/statistics';

/** The state the page remembers, so that it returns as it was left. */
export interface StatisticsState {
  readonly period: PeriodName;
  /** The sections with an open table. */
  readonly open: readonly string[];
  /** How far the page is scrolled, in CSS pixels. */
  readonly scroll: number;
}

/** Reads VS Code's stored state; unusable parts get their defaults. */
export function readStatisticsState(stored: unknown): StatisticsState {
  const { period, open, scroll } = (stored ?? {}) as Record<string, unknown>;
  return {
    period: periodNames.find(name => name === period) ?? 'month',
    open: Array.isArray(open) ? open.filter(id => typeof id === 'string') : [],
    scroll: typeof scroll === 'number' && Number.isFinite(scroll) && scroll > 0 ? scroll : 0,
  };
}
