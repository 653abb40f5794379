/**
 * Preserves record fields added by later versions. They are read, merged and written unchanged, so
 * that going back to this version and forward again loses nothing.
 *
 * For every version from this one on to keep such a field, it must be `[value, time]` like today's
 * registers, its value a text, a number or a flag; its name at least three letters or digits, the
 * same in storage and in exported files. The later of two copies wins, as with any register.
 * Anything else needs a new `progressVersion`, which older versions leave alone.
 */
import { longestNote, registers, type RegisterValue, type Stamped } from './progress';
import { isTime, usableStamp } from './times';

export type LaterFields = ReadonlyMap<string, Stamped<RegisterValue>>;

/** Reads the fields unknown to this version; `rest` are the names of invalid ones. */
export function readLaterFields(
  record: object,
  known: readonly string[],
): { readonly later?: LaterFields; readonly rest: readonly string[] } {
  const later = new Map<string, Stamped<RegisterValue>>();
  const rest: string[] = [];
  for (const [name, field] of Object.entries(record)) {
    if (known.includes(name)) continue;
    const [value, time, ...more] = (Array.isArray(field) ? field : []) as readonly unknown[];
    // A register of this version must not enter under its name in the other form.
    const isName = /^[a-z]\w{2,39}$/i.test(name) && name !== 'reviews' && !isRegister(name);
    if (isName && isValue(value) && isTime(time) && more.length === 0) {
      later.set(name, [value, usableStamp(time)]);
    } else rest.push(name);
  }
  return later.size > 0 ? { later, rest } : { rest };
}

/** The fields by their stored names, sorted so that arrival order does not matter. */
export function writeLaterFields(
  later: LaterFields | undefined,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...(later ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isRegister = (name: string) => registers.some(register => register === name);

function isValue(value: unknown): value is RegisterValue {
  if (typeof value === 'string') return value.length <= longestNote;
  return typeof value === 'boolean' || Number.isFinite(value);
}
