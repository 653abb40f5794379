/**
 * Asks a model for questions that fit a job ad, only on request. The person can read the prompt
 * before it is sent, and picks the questions to add to a pack.
 */
import * as vscode from 'vscode';
import { readQuestions } from '../../study/ai/readQuestions';
import { jobPrompt } from '../../study/ai/requests';
import { showQuickPick } from '../base/picks';
import { plainText } from '../base/plainText';
import { withoutLinks } from '../base/withoutLinks';
import { askModel, fitPrompt } from './ask';
import { askToSend, withRemedy } from './consent';
import { findModel, ModelError } from './models';
import { showPrompt } from './promptDocument';

export { hasModelApi } from './models';

/** A job to ask about. */
export interface JobToAskAbout {
  readonly context: vscode.ExtensionContext;
  /** The text of the ad. */
  readonly ad: string;
  /** The wordings, as Markdown, of the person's questions about it. */
  readonly known: readonly string[];
  /** Adds the chosen ones to a pack; gives whether they were added. */
  readonly add: (wordings: readonly string[]) => Promise<boolean>;
}

/** Asks for consent, sends the prompt to a model, and adds the questions that the person chooses. */
export async function askForJobQuestions(job: JobToAskAbout): Promise<void> {
  await withRemedy(() => ask(job));
}

async function ask({ context, ad, known, add }: JobToAskAbout): Promise<void> {
  const { t } = vscode.l10n;
  const model = await findModel();
  const name = model.name || model.id;
  const source = new vscode.CancellationTokenSource();
  try {
    const prompt = fitPrompt(limits => jobPrompt(ad, known, limits), model);
    const isWanted = await askToSend({
      question: t('Ask {0} what it would ask for this job?', name),
      detail: t(
        'This sends the text of the job ad, and the wordings of your questions about it: {0}. Nothing else is sent.',
        known.length,
      ),
      show: () => showPrompt(context, t('What Is Sent – {0}', t('The Job Ad')), prompt.text),
    });
    if (!isWanted) return;
    const reply = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(t('{0} reads the job ad…', name)),
        cancellable: true,
      },
      (_, token) => {
        token.onCancellationRequested(() => source.cancel());
        const why = t('Questions for a job that you prepare for are asked for.');
        return askModel(model, prompt, why, source.token, () => undefined);
      },
    );
    const found = readQuestions(reply.text, known);
    if (found.length === 0) {
      throw new ModelError(
        t('{0} named no question that you do not have. Try again, or choose another model.', name),
        'chooseModel',
      );
    }
    const title = t('What {0} Would Ask for This Job', name);
    const chosen = await showQuickPick(
      found.map(wording => ({ label: plainText(wording), picked: true, wording })),
      {
        title,
        placeHolder: t('Untick what you do not want; the rest goes into a pack of your own'),
        canPickMany: true,
        ignoreFocusOut: true,
      },
    );
    const wordings = chosen?.map(({ wording }) => wording) ?? [];
    if (wordings.length === 0) return;
    let isAdded = false;
    try {
      isAdded = await add(wordings);
    } finally {
      // They were paid for, and another reply would have others.
      const list = wordings.map(wording => `- ${wording}`).join('\n');
      if (!isAdded) await showPrompt(context, title, list);
    }
  } finally {
    source.dispose();
  }
}
