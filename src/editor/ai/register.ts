import * as vscode from 'vscode';
import type { Study } from '../core/study';
import { chatParticipantId, languageModelTools } from '../base/ids';

/**
 * Registers the chat participant and the language model tools. Their code is loaded on first use.
 * Editors based on VS Code may lack either API: everything else works without them.
 */
export function registerInterviewer(
  parts: () => Promise<{ readonly study: Study }>,
): vscode.Disposable {
  const load = async () => {
    const [made, { study }] = await Promise.all([import('./interviewerParts'), parts()]);
    return { ...made, study };
  };
  const { chat, lm } = vscode as Partial<typeof vscode>;
  const registered: vscode.Disposable[] = [];
  // The API may be a stub that throws.
  try {
    const participant = chat?.createChatParticipant(
      chatParticipantId,
      async (request, context, stream, token) => {
        const { answerInChat, study } = await load();
        return answerInChat(study, { request, context, stream, token });
      },
    );
    if (participant) {
      participant.iconPath = new vscode.ThemeIcon('comment-discussion');
      participant.followupProvider = {
        provideFollowups: async result => (await load()).followUpsOf(result),
      };
      registered.push(new vscode.Disposable(() => participant.dispose()));
    }
    if (typeof lm?.registerTool === 'function') {
      for (const name of Object.values(languageModelTools)) {
        registered.push(
          lm.registerTool<object>(name, {
            prepareInvocation: async ({ input }) => {
              const { prepareTool, study } = await load();
              return prepareTool(study, name, input);
            },
            invoke: async ({ input }, token) => {
              const { invokeTool, study } = await load();
              return invokeTool(study, name, input, token);
            },
          }),
        );
      }
    }
  } catch (error) {
    console.warn(`Django Interview Study: no chat here. ${String(error)}`);
  }
  return vscode.Disposable.from(...registered);
}
