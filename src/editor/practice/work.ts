/** Measures how long a person works on each exercise. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';

/** Inactivity that counts as absence, in ms. */
const longestPause = 5 * 60 * 1000;
/** How often time is reported, in ms. */
const tellMs = 30_000;

export class WorkClock implements vscode.Disposable {
  readonly #exerciseOf: (uri: vscode.Uri) => QuestionId | undefined;
  readonly #tell: (id: QuestionId, seconds: number) => void;
  readonly #subscriptions: vscode.Disposable;
  #id: QuestionId | undefined;
  /** The end of the time counted so far, in ms since 1970. */
  #last = 0;
  /** Whether the window was focused then. */
  #wasFocused = vscode.window.state.focused;
  /** Counted but unreported time, in ms. */
  #untold = 0;

  /**
   * @param exerciseOf gives the exercise a file belongs to
   * @param tell receives additional time worked on an exercise, in seconds
   */
  constructor(
    exerciseOf: (uri: vscode.Uri) => QuestionId | undefined,
    tell: (id: QuestionId, seconds: number) => void,
  ) {
    this.#exerciseOf = exerciseOf;
    this.#tell = tell;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(editor => {
        // A focused panel or test result is still part of the work.
        if (editor) this.#work(editor.document.uri);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) =>
        this.#work(textEditor.document.uri),
      ),
      vscode.window.onDidChangeWindowState(() => this.#count()),
    );
    this.look();
  }

  dispose(): void {
    this.flush();
    this.#subscriptions.dispose();
  }

  /** Checks which exercise is in front: there may be a new one. */
  look(): void {
    const open = vscode.window.activeTextEditor;
    if (open) this.#work(open.document.uri);
  }

  /** Reports the time counted so far. */
  flush(): void {
    this.#count();
    const seconds = Math.round(this.#untold / 1000);
    this.#untold = 0;
    if (this.#id !== undefined && seconds > 0) this.#tell(this.#id, seconds);
  }

  #work(uri: vscode.Uri): void {
    const id = this.#exerciseOf(uri);
    this.#count();
    if (id !== this.#id) {
      this.flush();
      this.#id = id;
    } else if (this.#untold > tellMs) this.flush();
  }

  /** Counts the time since the last count, if the person was present. */
  #count(): void {
    const now = Date.now();
    const gone = now - this.#last;
    const wasThere = this.#wasFocused && gone > 0 && gone <= longestPause;
    if (this.#id !== undefined && wasThere) this.#untold += gone;
    this.#last = now;
    this.#wasFocused = vscode.window.state.focused;
  }
}
