/** Values grouped into lists by a key of each. */

/** Adds a value to the list of a key, which is begun if there is none. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
