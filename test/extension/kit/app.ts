/** Gives tests inside VS Code access to the running extension. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../../src/editor/main/app';
import type { TestApi } from '../../../src/extension';

export const extensionId = 'django-interview-study.django-interview-study';

/** The parts of the extension, which is activated first. */
export async function activeApp(): Promise<App> {
  const extension = vscode.extensions.getExtension<TestApi>(extensionId);
  assert.ok(extension, 'the extension is not installed');
  return (await extension.activate()).app();
}

/**
 * Waits until `value` is truthy, and returns it: VS Code reports changes of files and settings a
 * moment late. Fails with `what` after 20 s.
 */
export async function until<T>(what: string, value: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let i = 0; i < 800; i++) {
    const found = await value();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  assert.fail(`waited in vain until ${what}`);
}
