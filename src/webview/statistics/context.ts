import type { FromStatistics, StatisticsStrings } from '../../protocol/statistics';
import type { Formats } from './formats';
import type { StatisticsState } from './state';

/** What every part of the page may use. */
export interface StatisticsContext {
  readonly strings: StatisticsStrings;
  readonly formats: Formats;
  send(message: FromStatistics): void;
  state(): StatisticsState;
  /** Remembers a change, so that the page can be made anew as it was. */
  remember(change: Partial<StatisticsState>): void;
}
