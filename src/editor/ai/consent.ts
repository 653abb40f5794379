/** Before something is sent to a model: asks the person. After a failure: offers what may help. */
import * as vscode from 'vscode';
import { showInformationMessage } from '../base/messages';
import { ModelError, takeRemedy } from './models';

/** What is about to be sent. */
export interface Sending {
  readonly question: string;
  /** What exactly is sent, in a sentence. */
  readonly detail: string;
  /** Shows it word for word. */
  readonly show: () => Promise<void>;
}

/** Asks whether to send it; the person may read it first. */
export async function askToSend({ question, detail, show }: Sending): Promise<boolean> {
  const send = vscode.l10n.t('Send');
  const read = vscode.l10n.t('Show What Is Sent');
  const choice = await showInformationMessage(question, { modal: true, detail }, send, read);
  if (choice === send) return true;
  if (choice !== read) return false;
  await show();
  // Not modal: it must not cover the text to read.
  return (await showInformationMessage(question, send)) === send;
}

/** Runs it; says why if a model gave no reply, with what may help. Cancelling needs no message. */
export async function withRemedy<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    if (!(error instanceof ModelError) || error.remedy === undefined) throw error;
    const { message, remedy } = error;
    const action =
      remedy === 'chooseModel'
        ? vscode.l10n.t('Choose Another Model')
        : vscode.l10n.t('Find an Extension');
    if ((await showInformationMessage(message, action)) === action) await takeRemedy(remedy);
    return undefined;
  }
}
