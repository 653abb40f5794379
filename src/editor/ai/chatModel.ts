/** One turn of the chat, and how a model's reply gets into it. */
import * as vscode from 'vscode';
import { createInertStream } from '../../study/markdown/inert';
import type { Prompt, PromptLimits } from '../../study/ai/requests';
import { HumanError } from '../base/log';
import { askModel, fitPrompt } from './ask';

/** One request in the chat, with everything to answer it by. */
export interface ChatTurn {
  readonly request: vscode.ChatRequest;
  readonly context: vscode.ChatContext;
  readonly stream: vscode.ChatResponseStream;
  readonly token: vscode.CancellationToken;
}

/**
 * Has the request's model reply and streams that into the chat, made inert. Rejects as `askModel`.
 */
export async function say(
  { request, stream, token }: ChatTurn,
  make: (limits: PromptLimits) => Prompt,
): Promise<void> {
  const prompt = await fitPrompt(make, request.model, token);
  const inert = createInertStream();
  let shown = 0;
  const show = (text: string) => {
    if (text !== '') stream.markdown(text);
  };
  const { text } = await askModel(request.model, prompt, '', token, all => {
    show(inert.add(all.slice(shown)));
    shown = all.length;
  });
  show(inert.add(text.slice(shown)) + inert.end());
  if (text.trim() === '') {
    const name = request.model.name || request.model.id;
    throw new HumanError(
      vscode.l10n.t('{0} sent an empty reply. Try again, or choose another model.', name),
    );
  }
}
