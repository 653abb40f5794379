import process from 'node:process';
import * as vscode from 'vscode';

/**
 * Whatever the extension does outside itself, noted instead of done: commands, the clipboard,
 * documents, addresses opened, models asked for, messages to the person. An exception is noted too,
 * since then the extension says that something went wrong.
 */
export class Effects {
  /** In order, such as `command djangoInterview.next`. */
  readonly seen: string[] = [];
  readonly #undo: (() => void)[] = [];
  readonly #onRejection = (error: unknown) => this.seen.push(`rejection ${String(error)}`);

  constructor() {
    const note =
      <T>(what: string, result: T) =>
      (...args: readonly unknown[]): Promise<T> => {
        this.seen.push([what, ...args.map(text)].join(' ').trim());
        return Promise.resolve(result);
      };
    const document = { uri: vscode.Uri.parse('untitled:x') };
    this.#replace(vscode.commands, 'executeCommand', (...args: readonly unknown[]) =>
      args[0] === 'setContext' ? Promise.resolve() : note('command', undefined)(...args),
    );
    this.#replace(vscode.env, 'openExternal', note('address', false));
    this.#replace(vscode.env, 'clipboard', { writeText: note('clipboard', undefined) });
    this.#replace(vscode.workspace, 'openTextDocument', note('document', document));
    this.#replace(vscode.workspace, 'applyEdit', note('edit', false));
    this.#replace(vscode.window, 'showTextDocument', () => Promise.resolve({}));
    this.#replace(vscode.window, 'createTerminal', note('terminal', undefined));
    this.#replace(vscode.window, 'showErrorMessage', note('error', undefined));
    this.#replace(vscode.window, 'showWarningMessage', note('warning', undefined));
    this.#replace(vscode.window, 'showInformationMessage', note('information', undefined));
    this.#replace(vscode.lm, 'selectChatModels', note('models', []));
    process.on('unhandledRejection', this.#onRejection);
  }

  /** Restores all effects. */
  dispose(): void {
    for (const undo of this.#undo) undo();
    process.off('unhandledRejection', this.#onRejection);
  }

  #replace<T extends object>(owner: T, name: keyof T, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(owner, name)!;
    Object.defineProperty(owner, name, { value, configurable: true });
    this.#undo.push(() => Object.defineProperty(owner, name, before));
  }
}

function text(argument: unknown): string {
  if (typeof argument === 'string') return argument;
  if (argument instanceof vscode.Uri) return argument.toString();
  return argument === undefined ? '' : JSON.stringify(argument);
}
