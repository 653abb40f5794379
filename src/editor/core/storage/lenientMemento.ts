import type * as vscode from 'vscode';
import { log } from '../../base/log';

/**
 * `memento`, which goes on in memory where VS Code does not take a value: where all that it stored for
 * an extension was damaged so that it is no object any more, it never takes one again. For what makes
 * studying comfortable; progress has copies in files.
 */
export function lenientMemento(memento: vscode.Memento): vscode.Memento {
  const refused = new Map<string, unknown>();
  const get = (key: string, fallback?: unknown): unknown =>
    (refused.has(key) ? refused.get(key) : memento.get(key)) ?? fallback;
  return {
    keys: () => [...new Set([...memento.keys(), ...refused.keys()])],
    get: get,
    update: async (key, value: unknown) => {
      try {
        await memento.update(key, value);
        refused.delete(key);
      } catch (error) {
        log().warn(`VS Code did not store “${key}”: ${String(error)}`);
        refused.set(key, value);
      }
    },
  };
}
