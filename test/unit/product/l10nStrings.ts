/** Every text that the code passes to `vscode.l10n.t`, read from the source. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../repository';

/** A call of `l10n.t`, with its place. */
export interface L10nCall {
  /** The text, or `undefined` if it is not one literal: then VS Code cannot look it up. */
  readonly text: string | undefined;
  readonly place: string;
}

/** The TypeScript files of a folder of the repository, by their relative path. */
export function sourceFiles(folder: string): ts.SourceFile[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map(name => {
      const file = path.join(root, folder, name);
      return ts.createSourceFile(
        path.join(folder, name),
        fs.readFileSync(file, 'utf8'),
        ts.ScriptTarget.ES2022,
        true,
      );
    });
}

/** All calls in the code that speaks to the person; the pack rules receive their `l10n`. */
export function l10nCalls(): L10nCall[] {
  const calls: L10nCall[] = [];
  for (const file of [...sourceFiles('src/editor'), ...sourceFiles('src/study')]) {
    const visit = (node: ts.Node): void => {
      if (
        ts.isCallExpression(node) &&
        /^(?:(?:vscode\.)?l10n\.)?t$/.test(node.expression.getText())
      ) {
        const [first] = node.arguments;
        const text = first && ts.isStringLiteralLike(first) ? first.text : undefined;
        calls.push({ text, place: placeOf(file, node) });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return calls;
}

/** `src/editor/base/log.ts:12`, for messages. */
export function placeOf(file: ts.SourceFile, node: ts.Node): string {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${file.fileName}:${line + 1}`;
}
