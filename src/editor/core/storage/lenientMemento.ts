import type * as vscode from 'vscode';
import { log } from '../../base/log';

/**
 * Wraps `memento` and falls back to memory if VS Code rejects a value: if the extension's stored
 * state is corrupt (not an object), VS Code rejects every update. Only for conveniences; progress
 * is also kept in files.
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
