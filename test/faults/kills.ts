/** Crashes around the moment when a rating or a mark is acknowledged. */
import { aim, comeBack, type Crash } from './crash';
import type { Verdict } from './ledger';
import type { Scene } from './scene';
import { both, fault, type Times } from './table';

/** A crash, and its delay after the acknowledgement, in ms. */
interface Kill {
  readonly crash: Crash;
  readonly after: number;
  readonly times: Times;
}

const kills: readonly Kill[] = [
  { crash: 'extension host', after: 0, times: { short: 1, long: 6 } },
  ...[0, 25, 50, 100, 200].map(after => ({
    crash: 'browser' as const,
    after,
    times: { short: 0, long: 3 },
  })),
  ...[0, 25, 50, 100, 200].map(after => ({
    crash: 'everything' as const,
    after,
    times: { short: after === 0 ? 1 : 0, long: 3 },
  })),
  { crash: 'tab', after: 0, times: { short: 0, long: 3 } },
  { crash: 'renderer', after: 0, times: { short: 1, long: 3 } },
];

const names: Readonly<Record<Crash, string>> = {
  'extension host': 'extension host killed',
  browser: 'browser killed',
  everything: 'everything killed',
  tab: 'tab closed',
  renderer: 'renderer crashed',
};

export function crashes(scene: Scene): void {
  /** After the crash: judges the data, and whether the review asks a rated question again. */
  async function judge(crash: Crash, rated?: string): Promise<Verdict> {
    const { workbench, person } = scene;
    await comeBack(workbench, crash);
    await person.review();
    const asked = await person.shown(await workbench.panel());
    const again = asked === rated ? [`${asked} is asked again`] : [];
    return both(await person.judge(), { lost: [], doubled: again });
  }

  for (const { crash, after, times } of kills) {
    fault(`${names[crash]} ${after} ms after a rating`, times, async attempt => {
      const { workbench, person } = scene;
      await person.bookmark();
      const rated = await person.shown(await workbench.panel());
      const shoot = await aim(workbench, crash);
      await person.rate(attempt % 2 === 0 ? 1 : 2); // asked again: there is always another
      if (after > 0) await new Promise(resolve => setTimeout(resolve, after));
      await shoot();
      return judge(crash, rated);
    });
  }

  for (const crash of ['everything', 'extension host', 'renderer'] as const) {
    const times = { short: crash === 'everything' ? 1 : 0, long: 3 };
    fault(`${names[crash]} 0 ms after an own answer was kept`, times, async attempt => {
      const { workbench, person } = scene;
      const shoot = await aim(workbench, crash);
      await person.write(`They react to what happens, ${attempt}: ${'and more. '.repeat(200)}`);
      await shoot();
      return judge(crash);
    });
  }

  fault('everything killed 0 ms after a mark', { short: 0, long: 4 }, async () => {
    const { workbench, person } = scene;
    const shoot = await aim(workbench, 'everything');
    await person.bookmark();
    await shoot();
    return judge('everything');
  });

  // A rating takes a few ms: the kill hits every stage, from the click to the acknowledgement.
  for (const crash of ['extension host', 'everything'] as const) {
    const times = { short: crash === 'extension host' ? 1 : 0, long: 8 };
    fault(`${names[crash]} before a rating is acknowledged`, times, async attempt => {
      const { workbench, person } = scene;
      const shoot = await aim(workbench, crash);
      await person.beginRating(1);
      await new Promise(resolve => setTimeout(resolve, attempt));
      await shoot();
      return judge(crash);
    });
  }
}
