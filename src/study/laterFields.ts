/**
 * Fields of a record that a later version added: read, merged and written again as they are, so that
 * somebody who goes back to this version and forward again loses nothing.
 *
 * What such a field must be, so that every version from this one on keeps it: `[value, time]` like the
 * registers of today, its value a text, a number or a flag; named by at least three letters or digits, by
 * the same name in storage and in exported files. Of two copies the later one stands, as of any register.
 * What cannot be written so needs a new `progressVersion`, which older versions leave alone.
 */
import { longestNote, registers, type RegisterValue, type Stamped } from './progress';
import { isTime, usableStamp } from './times';

export type LaterFields = ReadonlyMap<string, Stamped<RegisterValue>>;

/** Reads the fields that this version does not know; `rest` are the names of those that are none. */
export function readLaterFields(
  record: object,
  known: readonly string[],
): { readonly later?: LaterFields; readonly rest: readonly string[] } {
  const later = new Map<string, Stamped<RegisterValue>>();
  const rest: string[] = [];
  for (const [name, field] of Object.entries(record)) {
    if (known.includes(name)) continue;
    const [value, time, ...more] = (Array.isArray(field) ? field : []) as readonly unknown[];
    // No register of this version may come in by the name that it has in the other form.
    const isName = /^[a-z]\w{2,39}$/i.test(name) && name !== 'reviews' && !isRegister(name);
    if (isName && isValue(value) && isTime(time) && more.length === 0) {
      later.set(name, [value, usableStamp(time)]);
    } else rest.push(name);
  }
  return later.size > 0 ? { later, rest } : { rest };
}

/** The fields by their names, as they are stored: in an order that does not depend on how they came. */
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
