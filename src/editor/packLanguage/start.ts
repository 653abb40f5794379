/** Starts the help for writing packs with the first open pack. */
import * as vscode from 'vscode';
import { onDidChangeSettings } from '../base/configuration';
import { builtInScheme } from '../base/ids';
import { settings } from '../base/settings';
import type { Study } from '../core/study';
import { packRoots } from '../packs/packRoots';
import { PackActions, providedKinds } from './actions';
import { PackCompletion, triggers } from './completion';
import { PackDiagnostics } from './diagnostics';
import { PackDocuments } from './documents';
import { PackLenses } from './lenses';
import { PackSymbols } from './symbols';

export function startPackLanguage(study: Study): vscode.Disposable {
  const documents = new PackDocuments(study);
  const diagnostics = new PackDiagnostics(study, documents);
  const lenses = new PackLenses(study, documents);
  const actions = new PackActions(study, documents, diagnostics);
  const completion = new PackCompletion(study, documents);
  const symbols = new PackSymbols(documents);
  let providers: vscode.Disposable | undefined;
  /** For pack files only: VS Code need not ask about other Markdown. */
  const register = () => {
    providers?.dispose();
    const packs = packRoots().roots.flatMap(({ uri, globs }) =>
      globs.map((glob): vscode.DocumentFilter => {
        return { language: 'markdown', pattern: new vscode.RelativePattern(uri, glob) };
      }),
    );
    const all = [...packs, { language: 'markdown', scheme: builtInScheme }];
    providers = vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider(packs, actions, {
        providedCodeActionKinds: providedKinds,
      }),
      vscode.languages.registerCompletionItemProvider(packs, completion, ...triggers),
      vscode.languages.registerDocumentSymbolProvider(all, symbols, {
        label: vscode.l10n.t('Questions'),
      }),
      vscode.languages.registerFoldingRangeProvider(all, symbols),
      vscode.languages.registerCodeLensProvider(all, lenses),
      vscode.languages.registerHoverProvider(all, lenses),
    );
  };
  register();
  const subscription = vscode.Disposable.from(
    onDidChangeSettings([settings.packFiles, settings.packFolders], register),
    vscode.workspace.onDidChangeWorkspaceFolders(register),
  );
  return new vscode.Disposable(() => {
    subscription.dispose();
    providers?.dispose();
    diagnostics.dispose();
    lenses.dispose();
  });
}
