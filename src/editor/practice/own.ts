/**
 * The stored record of the folders whose code may run: those made here, and those that the person
 * allowed to run. A project can bring along others that look the same.
 */

/** Further ones are forgotten, oldest first: the person is then asked. */
const mostOwn = 1000;

/** Whether the stored record, of any form, has the path. */
export function isOwn(stored: unknown, path: string): boolean {
  return read(stored).includes(path);
}

/** The record with the path added, as the latest. */
export function addOwn(stored: unknown, path: string): readonly string[] {
  return [...read(stored).filter(each => each !== path), path].slice(-mostOwn);
}

function read(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter(each => typeof each === 'string') : [];
}
