/** Remembers the interview shown last if unfinished, so that it can be resumed. */
import type * as vscode from 'vscode';
import type { Interview } from '../../study/mockInterview/interview';
import { contextKeys, stateKeys } from '../base/ids';
import { report } from '../base/log';
import { setContext } from '../core/study';

export class UnfinishedInterview {
  readonly #state: vscode.Memento;

  /** @param state the workspace's state, which stores it */
  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Its id, if there is one. */
  get id(): string | undefined {
    const id = this.#state.get<unknown>(stateKeys.unfinishedInterview);
    return typeof id === 'string' ? id : undefined;
  }

  /** Remembers the interview shown, if unfinished. */
  follow(interview: Interview | undefined): void {
    if (!interview) return;
    const id = interview.status === 'open' ? interview.id : undefined;
    if (id === undefined && this.id !== interview.id) return;
    setContext(contextKeys.interviewUnfinished, id !== undefined);
    if (this.id !== id) {
      Promise.resolve(this.#state.update(stateKeys.unfinishedInterview, id)).catch(report);
    }
  }

  /** Forgets the interview with this id, which is about to be deleted. */
  async forget(id: string): Promise<void> {
    if (this.id !== id) return;
    setContext(contextKeys.interviewUnfinished, false);
    await this.#state.update(stateKeys.unfinishedInterview, undefined);
  }
}
