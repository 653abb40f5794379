/** Measures how long a person works on each exercise. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';

/** Who does nothing for so long, in ms, is elsewhere. */
const longestPause = 5 * 60 * 1000;
/** How often time that goes by is told, in ms. */
const tellMs = 30_000;

export class WorkClock implements vscode.Disposable {
  readonly #exerciseOf: (uri: vscode.Uri) => QuestionId | undefined;
  readonly #tell: (id: QuestionId, seconds: number) => void;
  readonly #subscriptions: vscode.Disposable;
  #id: QuestionId | undefined;
  /** Up to when time was counted, in ms since 1970. */
  #last = 0;
  /** Whether the window was in front then. */
  #wasFocused = vscode.window.state.focused;
  /** ms that were counted and not told. */
  #untold = 0;

  /**
   * @param exerciseOf tells which exercise a file is of
   * @param tell takes more time that was worked on an exercise, in seconds
   */
  constructor(
    exerciseOf: (uri: vscode.Uri) => QuestionId | undefined,
    tell: (id: QuestionId, seconds: number) => void,
  ) {
    this.#exerciseOf = exerciseOf;
    this.#tell = tell;
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
    this.look();
  }

  dispose(): void {
    this.flush();
    this.#subscriptions.dispose();
  }

  /** Looks which exercise is in front: there may be one more now. */
  look(): void {
    const open = vscode.window.activeTextEditor;
    if (open) this.#work(open.document.uri);
  }

  /** Tells what was counted so far. */
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

  /** Counts the time since it was counted last, where the person was there. */
  #count(): void {
    const now = Date.now();
    const gone = now - this.#last;
    const wasThere = this.#wasFocused && gone > 0 && gone <= longestPause;
    if (this.#id !== undefined && wasThere) this.#untold += gone;
    this.#last = now;
    this.#wasFocused = vscode.window.state.focused;
  }
}
