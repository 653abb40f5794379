/** The bookshop, the project that the built-in answers build on: its files, and what builds on it. */
import * as vscode from 'vscode';
import files from 'questions:bookshop';
import { buildsOnProject } from '../../study/code/bookshop';
import type { CodeBlock } from '../../study/markdown/render';
import type { Question } from '../../study/question';

/** The page about the bookshop. */
export const bookshopPage = 'README.md';

/**
 * The paths of its files, with `/` between folders, in order. The build lists them: a web extension
 * host has no way to list a folder of the extension.
 */
export const bookshopFiles: readonly string[] = files;

/** The folder that the files are in. */
export function bookshopFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'questions', 'bookshop');
}

/** Tells of a question's code blocks whether they build on the bookshop. Those of packs never do. */
export function buildsOnBookshop({ source }: Question): (block: CodeBlock) => boolean {
  return block => source.pack === undefined && buildsOnProject(block, bookshopFiles);
}
