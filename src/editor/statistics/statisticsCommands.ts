/** The command that shows the statistics. */
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import type { StatisticsPanel } from './statisticsPanel';

/** The handler of this command. */
export function statisticsCommands({
  statistics,
}: {
  readonly statistics: () => Promise<StatisticsPanel>;
}) {
  return {
    [commands.showStatistics]: async () => (await statistics()).show(),
  } satisfies Partial<Handlers>;
}
