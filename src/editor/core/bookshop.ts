/** The bookshop, the project behind the built-in answers: its files, and which code uses it. */
import * as vscode from 'vscode';
import files from 'questions:bookshop';
import { buildsOnProject } from '../../study/code/bookshop';
import type { CodeBlock } from '../../study/markdown/render';
import type { Question } from '../../study/question';

/** The page about the bookshop. */
export const bookshopPage = 'README.md';

/**
 * The paths of its files, with `/` between folders, in order. Listed at build time: a web extension
 * host cannot list a folder of the extension.
 */
export const bookshopFiles: readonly string[] = files;

/** The folder with the files. */
export function bookshopFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'questions', 'bookshop');
}

/** Whether each code block of a question builds on the bookshop. Those of packs never do. */
export function buildsOnBookshop({ source }: Question): (block: CodeBlock) => boolean {
  return block => source.pack === undefined && buildsOnProject(block, bookshopFiles);
}
