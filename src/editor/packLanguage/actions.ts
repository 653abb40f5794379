/** Quick fixes for a pack's problems, and insertions at the cursor's question. */
import * as vscode from 'vscode';
import { additionsFor, fixesFor, type Fix } from '../../study/pack/fixes';
import { commands } from '../base/ids';
import type { Study } from '../core/study';
import type { PackDiagnostic, PackDiagnostics } from './diagnostics';
import type { PackDocuments } from './documents';

export const providedKinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.Refactor];

/** A line may have thousands of problems: beyond this many no list is made. */
const mostMended = 20;

export class PackActions implements vscode.CodeActionProvider {
  readonly #study: Study;
  readonly #documents: PackDocuments;
  readonly #diagnostics: PackDiagnostics;

  constructor(study: Study, documents: PackDocuments, diagnostics: PackDiagnostics) {
    this.#study = study;
    this.#documents = documents;
    this.#diagnostics = diagnostics;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const pack = await this.#documents.get(document);
    if (pack?.name.pack === undefined) return [];
    const { draft, lines } = pack;
    const wants = (kind: vscode.CodeActionKind) =>
      context.only === undefined || context.only.contains(kind);
    const actions: vscode.CodeAction[] = [];
    if (wants(vscode.CodeActionKind.QuickFix)) {
      const here = this.#diagnostics
        .of(document)
        .filter(
          ({ range: { start, end } }) =>
            start.line <= range.end.line && end.line >= range.start.line,
        )
        .slice(0, mostMended);
      const ids = this.#study.questions.library.questions.map(({ id }) => id);
      for (const diagnostic of here) {
        if (diagnostic.problem.code === 'list') actions.push(importOf(document, diagnostic));
        fixesFor(diagnostic.problem, draft, lines, ids).forEach((fix, index) => {
          const action = actionOf(document, fix, vscode.CodeActionKind.QuickFix);
          action.diagnostics = [diagnostic];
          action.isPreferred = index === 0;
          actions.push(action);
        });
      }
    }
    const question = this.#documents.questionAt(pack, range.start.line);
    const isHeading = question?.source.startLine === range.start.line;
    if (question && isHeading && wants(vscode.CodeActionKind.Refactor)) {
      for (const fix of additionsFor(question, lines)) {
        actions.push(actionOf(document, fix, vscode.CodeActionKind.Refactor.append('add')));
      }
    }
    return actions;
  }
}

/** Imports the list without editing the file. */
function importOf(document: vscode.TextDocument, diagnostic: PackDiagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Import its questions…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commands.importQuestions, title, arguments: [document.uri] };
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return action;
}

function actionOf(
  document: vscode.TextDocument,
  fix: Fix,
  kind: vscode.CodeActionKind,
): vscode.CodeAction {
  const action = new vscode.CodeAction(titleOf(fix), kind);
  action.edit = new vscode.WorkspaceEdit();
  for (const { line, start, end, text } of fix.edits) {
    action.edit.replace(document.uri, new vscode.Range(line, start, line, end), text);
  }
  return action;
}

function titleOf({ kind, subject }: Fix): string {
  switch (kind) {
    case 'add-block':
      return vscode.l10n.t('Add a block: {0}', subject);
    case 'add-exercise':
      return vscode.l10n.t('Add an exercise');
    case 'add-hint':
      return vscode.l10n.t('Add a hint');
    case 'add-id':
      return vscode.l10n.t('Add the id “{0}”, so the wording can change', subject);
    case 'add-question':
      return vscode.l10n.t('Add a question with the id “{0}”', subject);
    case 'add-sections':
      return vscode.l10n.t('Add the missing sections: {0}', subject);
    case 'add-space':
      return vscode.l10n.t('Make it a heading: “{0} …”', subject);
    case 'close-fence':
      return vscode.l10n.t('Close the code block');
    case 'keep-id':
      return vscode.l10n.t('Keep the id “{0}”', subject);
    case 'link-https':
      return vscode.l10n.t('Use https://');
    case 'link-to':
      return vscode.l10n.t('Link to “{0}”', subject);
    case 'remove-heading':
      return vscode.l10n.t('Remove the empty heading');
    case 'rename-file':
      return vscode.l10n.t('Rename the file to “{0}”', subject);
    case 'rename-section':
      return vscode.l10n.t('Rename the section to “{0}”', subject);
    case 'set-kind':
      return vscode.l10n.t('Make its kind “{0}”', subject);
    case 'set-mark':
      return vscode.l10n.t('Mark it as “{0}”', subject);
    case 'set-id':
      return vscode.l10n.t('Give it the id “{0}”', subject);
  }
}
