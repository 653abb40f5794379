/** Kills the extension host in the middle of an action: at each of its steps in turn. */
import type { Orders } from './orders';
import type { Scene } from './scene';
import type { Workbench } from '../workbench/start';
import { fault, type Times } from './table';

interface Work {
  readonly name: string;
  /** The files whose operations are its steps. */
  readonly paths: string;
  /** Done first, without a kill. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  /** Starts it; resolves with what waits for its acknowledgement. */
  readonly begin: (scene: Scene) => Promise<() => Promise<void>>;
  /** The steps at which it is killed, one per attempt. */
  readonly steps: { readonly short: readonly number[]; readonly long: number };
}

const storage = 'globalStorage.+/progress/';

const works: readonly Work[] = [
  {
    name: 'in the middle of a journal write',
    paths: `${storage}.+\\.journal$`,
    begin: ({ person }) => person.beginRating(1),
    // Before opening, before writing, half written, written, flushed.
    steps: { short: [3], long: 5 },
  },
  {
    name: 'in the middle of a checkpoint',
    paths: `${storage}.+/checkpoint`,
    begin: ({ person }) => person.beginRating(1),
    steps: { short: [], long: 7 },
  },
  {
    name: 'in the middle of a backup',
    paths: `${storage}.+/backups/`,
    begin: ({ person }) => person.import(),
    steps: { short: [3], long: 6 },
  },
  {
    name: 'in the middle of an import',
    paths: `${storage}.+\\.(journal|backup)`,
    begin: ({ person }) => person.import(),
    steps: { short: [], long: 11 },
  },
  {
    name: 'in the middle of a move to another place',
    paths: storage,
    prepare: ({ person }) => person.rate(1),
    begin: ({ workbench }) => Promise.resolve(move(workbench)),
    steps: { short: [4], long: 14 },
  },
];

/** Where progress is kept, with the workspace or everywhere; a move switches it. */
let scope: 'workspace' | 'everywhere' = 'workspace';

/** Where progress is kept now. */
export const scopeNow = () => scope;

/** Moves progress to the other place; the returned function waits for the acknowledgement. */
export function move(workbench: Workbench): () => Promise<void> {
  scope = scope === 'workspace' ? 'everywhere' : 'workspace';
  workbench.changeSettings({ 'djangoInterview.progressScope': scope });
  return () => workbench.statusBarItem('Your progress is now kept').waitFor();
}

export function middles(scene: Scene, orders: Orders): void {
  for (const { name, paths, prepare, begin, steps } of works) {
    const times: Times = { short: steps.short.length, long: steps.long };
    fault(`extension host killed ${name}`, times, async (attempt, count) => {
      const { workbench, person } = scene;
      const step = count === steps.long ? attempt + 1 : steps.short[attempt]!;
      const id = `${name} ${step} ${Date.now()}`;
      await prepare?.(scene);
      orders.give({ kill: { id, paths, step } });
      await orders.obeyed();
      const acknowledged = await begin(scene);
      const isKilled = await Promise.race([
        orders.killed(id).then(() => true),
        // An action without such a step finishes.
        acknowledged().then(
          () =>
            orders.killed(id, 3_000).then(
              () => true,
              () => false,
            ),
          () => orders.killed(id).then(() => true),
        ),
      ]);
      orders.take();
      await workbench.page.reload();
      await workbench.ready();
      await person.review();
      const verdict = await person.judge();
      return isKilled ? verdict : undefined;
    });
  }
}
