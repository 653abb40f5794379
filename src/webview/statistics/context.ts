import type { FromStatistics, StatisticsStrings } from '../../protocol/statistics';
import type { Page } from '../kit/start';
import type { Formats } from './formats';
import type { StatisticsState } from './state';

/** The context of all parts of the page. */
export interface StatisticsContext extends Page<
  FromStatistics,
  StatisticsState,
  StatisticsStrings
> {
  readonly formats: Formats;
}
