import type { FromStatistics, StatisticsStrings } from '../../protocol/statistics';
import type { Page } from '../kit/start';
import type { Formats } from './formats';
import type { StatisticsState } from './state';

/** What every part of the page may use. */
export interface StatisticsContext extends Page<
  FromStatistics,
  StatisticsState,
  StatisticsStrings
> {
  readonly formats: Formats;
}
