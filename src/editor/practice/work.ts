/** What is remembered of the work on an exercise beside its progress: the time it took so far. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import { stateKeys } from '../base/ids';

/** The work on one exercise since it was begun or started over. */
interface Work {
  /** ms with a file of it in the editor and the window in front. */
  readonly spent: number;
  /** Whether a rating was offered for it. */
  readonly offered: boolean;
}

/** Who does nothing for so long, in ms, is elsewhere. */
const longestPause = 5 * 60 * 1000;
/** How often time that goes by is written down, in ms. */
const keepMs = 30_000;

/** Measures the time that the person works on each exercise. */
export class WorkClock implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #exerciseOf: (uri: vscode.Uri) => QuestionId | undefined;
  readonly #subscriptions: vscode.Disposable;
  #id: QuestionId | undefined;
  /** Up to when time was counted, in ms since 1970. */
  #last = 0;
  /** Whether the window was in front then. */
  #wasFocused = vscode.window.state.focused;
  #unkept = 0;

  /** @param exerciseOf tells which exercise a file is of */
  constructor(state: vscode.Memento, exerciseOf: (uri: vscode.Uri) => QuestionId | undefined) {
    this.#state = state;
    this.#exerciseOf = exerciseOf;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(editor => {
        // A panel or the results of the tests in front are still part of the work.
        if (editor) this.#work(editor.document.uri);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) =>
        this.#work(textEditor.document.uri),
      ),
      vscode.window.onDidChangeWindowState(() => this.#count()),
    );
    const open = vscode.window.activeTextEditor;
    if (open) this.#work(open.document.uri);
  }

  dispose(): void {
    this.#count();
    this.#keep();
    this.#subscriptions.dispose();
  }

  /** How long the person has worked on the exercise, in ms. */
  spent(id: QuestionId): number {
    this.#count();
    return this.#of(id).spent + (id === this.#id ? this.#unkept : 0);
  }

  /** Whether a rating was offered since the exercise was begun or started over. */
  wasOffered(id: QuestionId): boolean {
    return this.#of(id).offered;
  }

  async setOffered(id: QuestionId): Promise<void> {
    await this.#write(id, { ...this.#of(id), offered: true });
  }

  /** The exercise begins: what was done before is over. */
  async reset(id: QuestionId): Promise<void> {
    this.#count();
    if (id === this.#id) this.#unkept = 0;
    await this.#write(id, { spent: 0, offered: false });
  }

  #work(uri: vscode.Uri): void {
    const id = this.#exerciseOf(uri);
    this.#count();
    if (id !== this.#id) {
      this.#keep();
      this.#id = id;
    } else if (this.#unkept > keepMs) this.#keep();
  }

  /** Counts the time since it was counted last, where the person was there. */
  #count(): void {
    const now = Date.now();
    const gone = now - this.#last;
    const wasThere = this.#wasFocused && gone > 0 && gone <= longestPause;
    if (this.#id !== undefined && wasThere) this.#unkept += gone;
    this.#last = now;
    this.#wasFocused = vscode.window.state.focused;
  }

  #keep(): void {
    if (this.#id === undefined || this.#unkept === 0) return;
    const work = this.#of(this.#id);
    const spent = work.spent + this.#unkept;
    this.#unkept = 0;
    void this.#write(this.#id, { ...work, spent });
  }

  #of(id: QuestionId): Work {
    const { spent, offered } = this.#all()[id] ?? {};
    return {
      spent: typeof spent === 'number' && spent > 0 ? spent : 0,
      offered: offered === true,
    };
  }

  #all(): Readonly<Record<string, Partial<Work> | undefined>> {
    const value = this.#state.get<unknown>(stateKeys.practiceWork);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  }

  async #write(id: QuestionId, work: Work): Promise<void> {
    await this.#state.update(stateKeys.practiceWork, { ...this.#all(), [id]: work });
  }
}
