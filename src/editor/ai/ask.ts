/** Sends one prompt to one model and gives the reply as it comes. */
import * as vscode from 'vscode';
import { budgetOf } from '../../study/ai/budget';
import type { Prompt, PromptLimits } from '../../study/ai/requests';
import { explainFailure } from './models';

/** More than this is no reply to our prompts; it is cut off. In characters. */
const longestReply = 40_000;

/**
 * Makes a prompt that fits the model, measured by the model's own count where it has one. Sends
 * nothing.
 *
 * @param model `undefined` where none is chosen yet: then the prompt is of a usual size
 */
export async function fitPrompt(
  make: (limits: PromptLimits) => Prompt,
  model: vscode.LanguageModelChat | undefined,
  token: vscode.CancellationToken,
): Promise<Prompt> {
  const limits = {
    token: globalThis.crypto.randomUUID(),
    budget: budgetOf(model?.maxInputTokens ?? 0),
  };
  let prompt = make(limits);
  for (let tries = 0; tries < 3 && model !== undefined && model.maxInputTokens > 0; tries++) {
    const count = await countTokens(model, prompt.text, token);
    if (count === undefined || count <= model.maxInputTokens) break;
    const budget = Math.floor(limits.budget * (model.maxInputTokens / count) * 0.9);
    prompt = make({ ...limits, budget });
    limits.budget = budget;
  }
  return prompt;
}

/** Counting is the model's extension's business and may fail; the reply will tell then. */
async function countTokens(
  model: vscode.LanguageModelChat,
  text: string,
  token: vscode.CancellationToken,
): Promise<number | undefined> {
  try {
    return await model.countTokens(text, token);
  } catch {
    return undefined;
  }
}

/** A reply, and whether it was cut off for its length. */
export interface Reply {
  readonly text: string;
  readonly cutOff: boolean;
}

/**
 * Asks the model and resolves with its whole reply: text alone, whatever else it may send. No tools
 * are offered to it.
 *
 * @param onText is called with all of the text so far
 * @throws vscode.CancellationError when `token` is cancelled, at once and whatever the model does
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
  // A model that ignores the cancellation may fail much later: nobody listens any more.
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
