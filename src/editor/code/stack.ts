/** The person's stack, read from the workspace's files on first use, and followed where asked. */
import * as vscode from 'vscode';
import type { Stack } from '../../study/code/stack';
import type { Library } from '../../study/library';
import type { Category, Question } from '../../study/question';
import { contextKeys, stateKeys } from '../base/ids';
import { report } from '../base/log';
import { Slices } from '../base/slices';
import type { ProjectStack } from '../core/study';

const noStack: Stack = { django: undefined, libraries: [] };

export class StackSource implements ProjectStack, vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  #stack: Promise<Stack> | undefined;
  #known: Stack = noStack;
  /** Whether a text mentions the stack. */
  #mentions: (text: string) => boolean = () => false;
  #first: boolean;
  readonly #found = new vscode.EventEmitter<void>();
  /** Set once the files are watched. */
  #watching: vscode.Disposable | undefined;
  #isDisposed = false;
  /** The categories about the stack, kept as long as library and stack are the same. */
  #about:
    | { readonly library: Library; readonly stack: Stack; readonly found: readonly Category[] }
    | undefined;

  readonly onDidFind = this.#found.event;
  /** Fires when the stack's categories move to the front, or back to their place. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#first = state.get<unknown>(stateKeys.stackFirst) === true;
    void vscode.commands.executeCommand('setContext', contextKeys.stackFirst, this.#first);
    if (this.#first) void this.read().then(() => this.#changed.fire());
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#watching?.dispose();
    this.#changed.dispose();
    this.#found.dispose();
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

  async about(library: Library): Promise<readonly Category[]> {
    await this.#watch();
    await this.read();
    const stack = this.#known;
    if (this.#about?.library !== library || this.#about.stack !== stack) {
      const slices = new Slices();
      const found: Category[] = [];
      for (const category of library.categories) {
        for (const question of category.questions) {
          await slices.pause();
          if (!this.#isAbout(category, question)) continue;
          found.push(category);
          break;
        }
      }
      this.#about = { library, stack, found };
    }
    return this.#about.found;
  }

  /** Reads the stack again whenever its files change. */
  async #watch(): Promise<void> {
    if (this.#watching !== undefined) return;
    this.#watching = new vscode.Disposable(() => undefined);
    const { watchStack } = await import('./findStack');
    if (!this.#isDisposed) {
      this.#watching = watchStack(() => void this.#readAgain().catch(report));
    }
  }

  async #readAgain(): Promise<void> {
    const before = JSON.stringify(this.#known);
    this.#stack = this.#find();
    await this.#stack;
    if (this.#isDisposed || JSON.stringify(this.#known) === before) return;
    this.#found.fire();
    if (this.#first) this.#changed.fire();
  }

  /** Turns "stack first" in the tree on or off. */
  async toggleFirst(): Promise<void> {
    if (this.#first) {
      await this.#setFirst(false);
      return;
    }
    await this.#readAgain(); // files may have changed since
    const { django, libraries } = this.#known;
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
  #score(category: Category): number {
    return category.questions.filter(question => this.#isAbout(category, question)).length;
  }

  #isAbout({ title }: Category, question: Question): boolean {
    return this.#mentions(`${title} ${question.title} ${question.hint ?? ''}`);
  }

  async #find(): Promise<Stack> {
    const [{ mentionsOf }, { findStack }] = await Promise.all([
      import('../../study/code/stack'),
      import('./findStack'),
    ]);
    this.#known = await findStack();
    this.#mentions = mentionsOf(this.#known);
    return this.#known;
  }
}
