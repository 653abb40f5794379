import type * as vscode from 'vscode';
import { log } from '../../base/log';

/**
 * `memento`, with memory as a fallback if VS Code rejects a value: once the extension's stored
 * state is so damaged that it is no longer an object, VS Code never accepts one again. Only for
 * conveniences; progress has copies in files.
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
