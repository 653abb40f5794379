/**
 * Undoes changes of ts-fsrs to `Date.prototype`, which all extensions of the host share. This
 * module is imported first and remembers the original.
 */
// eslint-disable-next-line no-restricted-globals -- the prototype, not the clock
const prototype = Date.prototype;
const before = Object.getOwnPropertyDescriptors(prototype);

/** Removes additions to `Date.prototype` since this module was loaded, and restores the rest. */
export function restoreDate(): void {
  for (const key of Reflect.ownKeys(prototype)) {
    if (!Object.hasOwn(before, key)) Reflect.deleteProperty(prototype, key);
  }
  Object.defineProperties(prototype, before);
}
