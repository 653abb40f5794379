/** Faults of clocks that are set and zones that change during study. */
import assert from 'node:assert/strict';
import type { Clock, Orders } from './orders';
import type { Scene } from './scene';
import { both, fault, type Times } from './table';

const minute = 60_000;
const day = 24 * 60 * minute;
const year = 365 * day;

const runsFrom = (at: number): Clock => ({ at, since: Date.now() });
const standsAt = (at: number): Clock => ({ at });
const ahead = (ms: number): Clock => runsFrom(Date.now() + ms);

/** The time the clock shows first, and the time it is set to later. */
interface ClockFault {
  readonly name: string;
  readonly zone?: readonly [before: string, after: string];
  /** Called at the start: `undefined` is the real clock. */
  readonly clocks: () => readonly [before: Clock | undefined, after: Clock | undefined];
  readonly times: Times;
}

const berlin = ['Europe/Berlin', 'Europe/Berlin'] as const;
const often: Times = { short: 1, long: 2 };
const longOnly: Times = { short: 0, long: 2 };
/** Midnight in UTC, which ts-fsrs uses. */
const midnight = () => Math.ceil(Date.now() / day) * day;

const faults: readonly ClockFault[] = [
  {
    name: 'clock 1 ms back over midnight',
    clocks: () => [standsAt(midnight()), standsAt(midnight() - 1)],
    times: often,
  },
  {
    name: 'clock that stands still',
    clocks: () => [standsAt(Date.now()), undefined],
    times: longOnly,
  },
  { name: 'clock a year back', clocks: () => [undefined, ahead(-year)], times: longOnly },
  { name: 'clock 100 years ahead', clocks: () => [undefined, ahead(100 * year)], times: longOnly },
  {
    name: 'clock 100 years ahead, then right again',
    clocks: () => [ahead(100 * year), undefined],
    times: often,
  },
  {
    name: 'clocks go forward (Berlin, 28 March 2027)',
    zone: berlin,
    clocks: () => [
      runsFrom(Date.UTC(2027, 2, 28, 0, 59, 59)),
      runsFrom(Date.UTC(2027, 2, 28, 1, 0, 0)),
    ],
    times: longOnly,
  },
  {
    name: 'clocks go back (Berlin, 31 October 2027)',
    zone: berlin,
    clocks: () => [
      runsFrom(Date.UTC(2027, 9, 31, 0, 59, 59)),
      runsFrom(Date.UTC(2027, 9, 31, 1, 0, 0)),
    ],
    times: longOnly,
  },
  {
    name: 'zone changed by 25 hours (Kiritimati, Pago Pago)',
    zone: ['Pacific/Kiritimati', 'Pacific/Pago_Pago'],
    clocks: () => [undefined, undefined],
    times: longOnly,
  },
];

export function clocks(scene: Scene, orders: Orders): void {
  for (const { name, zone, clocks: shown, times } of faults) {
    fault(name, times, async () => {
      const { workbench, person } = scene;
      const [before, after] = shown();
      orders.give({ clock: before, zone: zone?.[0] });
      await orders.obeyed();
      await person.rate(1);
      await person.bookmark();
      orders.give({ clock: after, zone: zone?.[1] });
      await orders.obeyed();
      // A mark is cleared after it was set, whatever the clock says.
      await person.bookmark();
      await person.rate(1);
      await person.rate(2);
      const verdict = await person.judge();
      const { dates } = person;
      for (const clock of [before, after]) {
        const at = clock?.at ?? Date.now();
        assert.ok(
          dates.some(date => Math.abs(date - at) < 10 * minute),
          `nothing is dated ${at}: the clock was not set`,
        );
      }
      // And in another session, by the same clock.
      await workbench.page.reload();
      await workbench.ready();
      await person.review();
      return both(verdict, await person.judge());
    });
  }
}
