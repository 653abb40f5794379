import * as vscode from 'vscode';

/** Measures how long the window was focused. */
export class Stopwatch {
  #started: number | undefined = Date.now();
  #sum = 0;

  /** ms since `restart`, without the time the window was in the background. */
  get elapsed(): number {
    return this.#sum + (this.#started === undefined ? 0 : Math.max(0, Date.now() - this.#started));
  }

  restart(): void {
    this.#sum = 0;
    this.#started = vscode.window.state.focused ? Date.now() : undefined;
  }

  run(running: boolean): void {
    if (running === (this.#started !== undefined)) return;
    this.#sum = this.elapsed;
    this.#started = running ? Date.now() : undefined;
  }
}
