/**
 * A model's review of a solved exercise. The person asks for it and can first read exactly what is
 * sent. The reply is shown as inert text in a document.
 */
import * as vscode from 'vscode';
import { reviewPrompt, type SolutionToReview } from '../../study/ai/requests';
import { withoutLinks } from '../base/withoutLinks';
import { askModel, fitPrompt } from './ask';
import { askToSend, withRemedy } from './consent';
import { findModel, ModelError } from './models';
import { showPrompt } from './promptDocument';

/** The solution to review. */
export interface ReviewTask {
  readonly context: vscode.ExtensionContext;
  /** The question's title, plain text. */
  readonly title: string;
  readonly solution: SolutionToReview;
}

/** Asks for consent, sends the prompt to a model and shows the reply. */
export async function reviewSolution(task: ReviewTask): Promise<void> {
  await withRemedy(() => review(task));
}

async function review({ context, title, solution }: ReviewTask): Promise<void> {
  const model = await findModel();
  const name = model.name || model.id;
  const source = new vscode.CancellationTokenSource();
  try {
    const prompt = fitPrompt(limits => reviewPrompt(solution, limits), model);
    const shown = vscode.l10n.t('What Is Sent – {0}', title);
    const isWanted = await askToSend({
      question: vscode.l10n.t('Have {0} review your solution?', name),
      detail: vscode.l10n.t(
        'This sends the task, what the checks show, the author’s solution, and your files: {0}. Nothing else is sent.',
        solution.files.map(({ path }) => path).join(', '),
      ),
      show: () => showPrompt(context, shown, prompt.text),
    });
    if (!isWanted) return;
    const reply = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: withoutLinks(vscode.l10n.t('{0} reviews your solution…', name)),
        cancellable: true,
      },
      (_, token) => {
        token.onCancellationRequested(() => source.cancel());
        const why = vscode.l10n.t('Your solution of an exercise is reviewed.');
        return askModel(model, prompt, why, source.token, () => undefined);
      },
    );
    if (reply.text.trim() === '') {
      throw new ModelError(
        vscode.l10n.t('{0} sent an empty reply. Try again, or choose another model.', name),
        'chooseModel',
      );
    }
    const notes = [
      vscode.l10n.t('A review by {0}, which can be wrong. The checks decide what is solved.', name),
      ...(prompt.cut
        ? [vscode.l10n.t('The files are longer than the model can read, so part was left out.')]
        : []),
      ...(reply.cutOff ? [vscode.l10n.t('The reply was very long and was cut off.')] : []),
    ];
    await showPrompt(
      context,
      vscode.l10n.t('Review – {0}', title),
      [...notes, '', reply.text].join('\n'),
    );
  } finally {
    source.dispose();
  }
}
