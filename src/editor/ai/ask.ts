/** Sends one prompt to one model and streams the reply. */
import * as vscode from 'vscode';
import { budgetOf, tokensOf } from '../../study/ai/budget';
import type { Prompt, PromptLimits } from '../../study/ai/requests';
import { explainFailure } from './models';

/** Maximum length of a reply in characters; anything longer is cut off. */
const longestReply = 40_000;

/**
 * Makes a prompt that fits the model, by an estimate: counting is up to the model's extension, which
 * gets no text before the person has agreed to send it.
 *
 * @param model `undefined` if none is chosen yet: the prompt then has a usual size
 */
export function fitPrompt(
  make: (limits: PromptLimits) => Prompt,
  model: vscode.LanguageModelChat | undefined,
): Prompt {
  const token = globalThis.crypto.randomUUID();
  const most = model?.maxInputTokens ?? 0;
  let budget = budgetOf(most);
  let prompt = make({ token, budget });
  for (let tries = 0; tries < 3 && most > 0; tries++) {
    const count = tokensOf(prompt.text);
    if (count <= most) break;
    budget = Math.floor(budget * (most / count) * 0.9);
    prompt = make({ token, budget });
  }
  return prompt;
}

/** A reply, and whether it was cut off because of its length. */
export interface Reply {
  readonly text: string;
  readonly cutOff: boolean;
}

/**
 * Asks the model and resolves with its whole reply, text only. Offers it no tools.
 *
 * @param onText called with all of the text so far
 * @throws vscode.CancellationError when `token` is cancelled, immediately, whatever the model does
 * @throws ModelError for anything that VS Code or the model's extension reports
 */
export async function askModel(
  model: vscode.LanguageModelChat,
  prompt: Prompt,
  justification: string,
  token: vscode.CancellationToken,
  onText: (text: string) => void,
): Promise<Reply> {
  const source = new vscode.CancellationTokenSource();
  let listener: vscode.Disposable | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    const cancel = () => {
      source.cancel();
      reject(new vscode.CancellationError());
    };
    if (token.isCancellationRequested) cancel();
    else listener = token.onCancellationRequested(cancel);
  });
  const read = async (): Promise<Reply> => {
    const message = vscode.LanguageModelChatMessage.User(prompt.text);
    const response = await model.sendRequest([message], { justification }, source.token);
    let text = '';
    for await (const piece of response.text) {
      if (source.token.isCancellationRequested) break;
      text += piece;
      if (text.length > longestReply) {
        source.cancel();
        return { text: text.slice(0, longestReply), cutOff: true };
      }
      onText(text);
    }
    return { text, cutOff: false };
  };
  const reading = read();
  // A model that ignores the cancellation may fail much later, when nobody is listening.
  reading.catch(() => undefined);
  cancelled.catch(() => undefined);
  try {
    return await Promise.race([reading, cancelled]);
  } catch (error) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    throw explainFailure(error, model);
  } finally {
    listener?.dispose();
    source.dispose();
  }
}
