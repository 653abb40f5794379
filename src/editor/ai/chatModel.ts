/** One chat turn, and how a model's reply is written to the chat. */
import * as vscode from 'vscode';
import { createInertStream } from '../../study/markdown/inert';
import type { Prompt, PromptLimits } from '../../study/ai/requests';
import { HumanError } from '../base/log';
import { askModel, fitPrompt } from './ask';

/** One chat request, with everything needed to answer it. */
export interface ChatTurn {
  readonly request: vscode.ChatRequest;
  readonly context: vscode.ChatContext;
  readonly stream: vscode.ChatResponseStream;
  readonly token: vscode.CancellationToken;
}

/** Streams the reply of the request's model to the chat, made inert. Rejects like `askModel`. */
export async function say(
  { request, stream, token }: ChatTurn,
  make: (limits: PromptLimits) => Prompt,
): Promise<void> {
  const prompt = fitPrompt(make, request.model);
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
