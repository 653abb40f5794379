/** The outline and folding of a pack. */
import * as vscode from 'vscode';
import { outlineOf, type OutlineItem } from '../../study/pack/outline';
import { plainText } from '../base/plainText';
import type { PackDocuments } from './documents';

const kinds = {
  category: vscode.SymbolKind.Namespace,
  question: vscode.SymbolKind.Event,
  section: vscode.SymbolKind.String,
} as const;

export class PackSymbols implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider {
  readonly #documents: PackDocuments;

  constructor(documents: PackDocuments) {
    this.#documents = documents;
  }

  async provideDocumentSymbols(
    document: vscode.TextDocument,
  ): Promise<vscode.DocumentSymbol[] | undefined> {
    const pack = await this.#documents.get(document);
    return pack && outlineOf(pack.draft).map(item => symbolOf(item, pack.lines));
  }

  async provideFoldingRanges(
    document: vscode.TextDocument,
  ): Promise<vscode.FoldingRange[] | undefined> {
    const pack = await this.#documents.get(document);
    return pack && outlineOf(pack.draft).flatMap(foldings);
  }
}

function symbolOf(item: OutlineItem, lines: readonly string[]): vscode.DocumentSymbol {
  const last = Math.max(item.line, item.endLine - 1);
  const whole = new vscode.Range(item.line, 0, last, (lines[last] ?? '').length);
  const heading = new vscode.Range(item.line, 0, item.line, (lines[item.line] ?? '').length);
  const symbol = new vscode.DocumentSymbol(
    // VS Code rejects a symbol without a name.
    plainText(item.title) || item.title || '…',
    item.detail,
    kinds[item.kind],
    whole,
    heading,
  );
  symbol.children = item.children.map(child => symbolOf(child, lines));
  return symbol;
}

function foldings({ line, endLine, children }: OutlineItem): vscode.FoldingRange[] {
  const own = endLine - 1 > line ? [new vscode.FoldingRange(line, endLine - 1)] : [];
  return [...own, ...children.flatMap(foldings)];
}
