/** Crashes around the moment when a person sees that a rating or a mark is kept. */
import assert from 'node:assert/strict';
import { start, type Workbench } from '../ui/workbench';
import { aim, comeBack, type Crash } from './crash';
import { defects } from './logs';
import { Person } from './person';
import type { Verdict } from './ledger';
import { both, fault, type Times } from './table';

/** A crash, and how long after the acknowledgement it comes, in ms. */
interface Kill {
  readonly crash: Crash;
  readonly after: number;
  readonly times: Times;
}

const kills: readonly Kill[] = [
  { crash: 'extension host', after: 0, times: { short: 1, long: 10 } },
  ...[0, 25, 50, 100, 200].map(after => ({
    crash: 'browser' as const,
    after,
    times: { short: after === 0 ? 1 : 0, long: 6 },
  })),
  ...[0, 25, 50, 100, 200].map(after => ({
    crash: 'everything' as const,
    after,
    times: { short: after === 0 || after === 100 ? 1 : 0, long: 6 },
  })),
  { crash: 'tab', after: 0, times: { short: 1, long: 6 } },
  { crash: 'renderer', after: 0, times: { short: 1, long: 6 } },
];

const names: Readonly<Record<Crash, string>> = {
  'extension host': 'extension host killed',
  browser: 'browser killed',
  everything: 'everything killed',
  tab: 'tab closed',
  renderer: 'renderer crashed',
};

describe('a crash', () => {
  let workbench: Workbench;
  let person: Person;
  /** Whether the last attempt came to its end: else VS Code is started anew. */
  let isSound = true;

  before(async () => {
    workbench = await start({ settings: { 'djangoInterview.newPerDay': 999 } });
    person = new Person(workbench);
    await person.review();
  });

  after(() => workbench.close());

  beforeEach(async () => {
    if (!isSound) {
      await workbench.restart('kill');
      await person.review();
    }
    isSound = false;
  });

  afterEach(function () {
    isSound = this.currentTest?.state === 'passed';
  });

  /** After the crash: what is there, and whether the review asks again what was rated. */
  async function judge(crash: Crash, rated?: string): Promise<Verdict> {
    await comeBack(workbench, crash);
    await person.review();
    const asked = await person.shown(await workbench.panel());
    const again = asked === rated ? [`${asked} is asked again`] : [];
    return both(await person.judge(), { lost: [], doubled: again });
  }

  for (const { crash, after, times } of kills) {
    fault(`${names[crash]} ${after} ms after a rating`, times, async attempt => {
      await person.bookmark();
      const rated = await person.shown(await workbench.panel());
      const shoot = await aim(workbench, crash);
      await person.rate(attempt % 2 === 0 ? 3 : 4);
      if (after > 0) await new Promise(resolve => setTimeout(resolve, after));
      await shoot();
      return judge(crash, rated);
    });
  }

  fault('everything killed 0 ms after a mark', { short: 1, long: 10 }, async () => {
    const shoot = await aim(workbench, 'everything');
    await person.bookmark();
    await shoot();
    return judge('everything');
  });

  // A rating takes a few ms: the kill meets it at every stage, from the click to the answer.
  for (const crash of ['extension host', 'everything'] as const) {
    const times = { short: crash === 'extension host' ? 1 : 0, long: 20 };
    fault(`${names[crash]} before a rating is acknowledged`, times, async attempt => {
      const shoot = await aim(workbench, crash);
      await person.beginRating(3);
      await new Promise(resolve => setTimeout(resolve, attempt));
      await shoot();
      return judge(crash);
    });
  }

  it('leaves nothing in the log of a promise that nobody caught', () => {
    assert.deepEqual(defects(workbench), []);
  });
});
