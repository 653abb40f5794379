/** Checks for reworded questions with progress each time packs were read. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import { report } from '../base/log';
import type { PackSource } from '../core/packSource';
import type { Study } from '../core/study';

/** The offer's code is loaded when a question was reworded. */
export function registerReworded(study: Study): vscode.Disposable {
  /** Questions already asked about in this window. */
  const asked = new Set<QuestionId>();
  const look = async (packs: PackSource) => {
    const all = [...packs.reworded].filter(
      one => !asked.has(one.id) && !isOpen(study.questions.uriOf(one)),
    );
    if (all.length === 0) return;
    await study.store.open();
    const { offerProgress, waiting } = await import('./reworded');
    const found = waiting(study, all);
    for (const { id } of found) asked.add(id);
    const done = await offerProgress(study, found);
    if (done.size > 0) await packs.forgetFormer(done);
  };
  const subscriptions: vscode.Disposable[] = [];
  study.questions
    .packs()
    .then(packs => subscriptions.push(packs.onDidReword(() => void look(packs).catch(report))))
    .catch(report);
  return new vscode.Disposable(() => {
    for (const one of subscriptions) one.dispose();
  });
}

/** While editing a file, its author sees that an id changes. */
function isOpen(uri: vscode.Uri): boolean {
  const address = uri.toString();
  return vscode.workspace.textDocuments.some(
    document => !document.isClosed && document.uri.toString() === address,
  );
}
