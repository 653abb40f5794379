/** Starts and looks up reviews, whose code is loaded on demand. */
import type * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import type { RatesView, ReviewView, SummaryView } from '../../protocol/review';
import { stateKeys } from '../base/ids';
import type { QuestionPanel, ReviewOfPanel } from '../question/questionPanel';
import type { Study } from '../core/study';
import type { Reviewer } from './reviewer';

export class Reviews implements ReviewOfPanel, vscode.Disposable {
  readonly #study: Study;
  readonly #panel: () => Promise<QuestionPanel>;
  #reviewer: Promise<Reviewer> | undefined;

  constructor(study: Study, panel: () => Promise<QuestionPanel>) {
    this.#study = study;
    this.#panel = panel;
    if (this.#remembered) void this.reviewer();
  }

  dispose(): void {
    void this.#reviewer?.then(reviewer => reviewer.dispose());
  }

  /** The reviewer; created on first use, with the review of the last session. */
  reviewer(): Promise<Reviewer> {
    this.#reviewer ??= Promise.all([import('./reviewer'), this.#panel()]).then(
      ([{ Reviewer: Made }, panel]) => new Made(this.#study, panel),
    );
    return this.#reviewer;
  }

  asks(id: QuestionId): boolean {
    const { status, current } = this.#study.state.get<{ status?: unknown; current?: unknown }>(
      stateKeys.review,
      {},
    );
    return status === 'open' && current === id;
  }

  async viewOf(id: QuestionId, keyPoints: number): Promise<ReviewView | undefined> {
    return this.#remembered ? (await this.reviewer()).viewOf(id, keyPoints) : undefined;
  }

  async ratesOf(
    id: QuestionId,
    keyPoints: number,
    rated: number | undefined,
  ): Promise<RatesView | undefined> {
    if (this.asks(id)) return undefined;
    const [{ freeRates }, schedule] = await Promise.all([
      import('./reviewView'),
      this.#study.schedule(),
    ]);
    return freeRates(schedule, this.#study.store.progress.get(id), id, { keyPoints, rated });
  }

  async summary(): Promise<SummaryView | undefined> {
    return this.#remembered ? (await this.reviewer()).summary() : undefined;
  }

  get #remembered(): boolean {
    return (
      this.#reviewer !== undefined || this.#study.state.get<unknown>(stateKeys.review) !== undefined
    );
  }
}
