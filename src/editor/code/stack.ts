/** The person's stack, read from the workspace's files on first use. */
import * as vscode from 'vscode';
import type { librariesIn, Stack } from '../../study/code/stack';
import type { Category } from '../../study/question';
import { contextKeys, stateKeys } from '../base/ids';

const noStack: Stack = { django: undefined, libraries: [] };

export class StackSource implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  #stack: Promise<Stack> | undefined;
  #known: Stack = noStack;
  /** Loaded together with the stack. */
  #librariesIn: typeof librariesIn | undefined;
  #first: boolean;

  /** Fires when the stack's categories move to the front, or back to their place. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#first = state.get<unknown>(stateKeys.stackFirst) === true;
    void vscode.commands.executeCommand('setContext', contextKeys.stackFirst, this.#first);
    if (this.#first) void this.read().then(() => this.#changed.fire());
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** The stack, read once; never rejects. */
  read(): Promise<Stack> {
    this.#stack ??= this.#find();
    return this.#stack;
  }

  /** The categories in tree order: those of the stack first, if enabled. */
  sort(categories: readonly Category[]): readonly Category[] {
    if (!this.#first || this.#known.libraries.length === 0) return categories;
    const scored = categories.map(category => ({ category, score: this.#score(category) }));
    return scored.sort((a, b) => b.score - a.score).map(({ category }) => category);
  }

  /** The categories with questions about a library of the stack. */
  async about(categories: readonly Category[]): Promise<readonly Category[]> {
    await this.read();
    return categories.filter(category => this.#score(category) > 0);
  }

  /** Turns "stack first" in the tree on or off. */
  async toggleFirst(): Promise<void> {
    if (this.#first) {
      await this.#setFirst(false);
      return;
    }
    this.#stack = undefined; // files may have changed since
    const { django, libraries } = await this.read();
    const { sayStack } = await import('./findStack');
    const isKnown = django !== undefined || libraries.length > 0;
    if (isKnown) await this.#setFirst(true);
    sayStack(this.#known);
  }

  async #setFirst(first: boolean): Promise<void> {
    this.#first = first;
    this.#changed.fire();
    void vscode.commands.executeCommand('setContext', contextKeys.stackFirst, first);
    await this.#state.update(stateKeys.stackFirst, first || undefined);
  }

  /** How many of a category's questions are about a library of the stack. */
  #score({ title, questions }: Category): number {
    return questions.filter(question => {
      const text = `${title} ${question.title} ${question.hint ?? ''}`;
      return (this.#librariesIn?.(text, this.#known) ?? []).length > 0;
    }).length;
  }

  async #find(): Promise<Stack> {
    const [study, { findStack }] = await Promise.all([
      import('../../study/code/stack'),
      import('./findStack'),
    ]);
    this.#librariesIn = study.librariesIn;
    this.#known = await findStack();
    return this.#known;
  }
}
