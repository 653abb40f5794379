/** Opt-in help in code: lenses above definitions, and questions in hovers. */
import * as vscode from 'vscode';
import { escapeText } from '../../study/markdown/inert';
import type { Study } from '../core/study';
import { commands } from '../base/ids';
import { plainText } from '../base/plainText';
import { withoutIcons } from '../base/withoutIcons';
import { codeKind, codeLanguages, type CodeHelp } from './codeHelp';

/** The sources of lenses and hovers. */
export interface LensParts {
  readonly study: Study;
  readonly codeHelp: () => Promise<CodeHelp>;
}

const selector = codeLanguages.map(language => ({ language }));

/** Definitions beyond this number in a file get no lens. */
const mostLenses = 50;

/** The lens above classes and functions, and at the top of templates. */
export function registerCodeLens({ study, codeHelp }: LensParts): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(selector, {
    async provideCodeLenses(document, token) {
      const lenses: vscode.CodeLens[] = [];
      for (const { line, text } of definitions(document).slice(0, mostLenses)) {
        if (token.isCancellationRequested) return [];
        const [match] = await (await codeHelp()).match(text, document.languageId, 1);
        const question = match && study.questions.question(match.id);
        if (!question) continue;
        const names = match.shared.slice(0, 3).map(({ name }) => name);
        lenses.push(
          new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
            command: commands.openToSide,
            title: `$(mortar-board) ${withoutIcons(plainText(question.title))}`,
            tooltip: vscode.l10n.t('Interview question about {0}', names.join(', ')),
            arguments: [question.id],
          }),
        );
      }
      return lenses;
    },
  });
}

/** Top-level classes and functions of a Python file; a template as a whole. */
function definitions(document: vscode.TextDocument): { line: number; text: string }[] {
  const text = document.getText();
  if (codeKind(document.languageId) !== 'python') return [{ line: 0, text }];
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) => (/^(?:class|def|async def)\s/.test(line) ? [at] : []));
  return starts.map((line, index) => {
    let first = line;
    while (lines[first - 1]?.startsWith('@')) first -= 1;
    return { line: first, text: lines.slice(first, starts[index + 1] ?? lines.length).join('\n') };
  });
}

/** Shows the question in the hover of a name it is about. */
export function registerQuestionHover({ study, codeHelp }: LensParts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    async provideHover(document, position, token) {
      const range = document.getWordRangeAtPosition(position, /[A-Za-z_]\w*/);
      if (!range) return undefined;
      const name = document.getText(range);
      const [id] = (await (await codeHelp()).index()).questionsAbout(name);
      const question = id === undefined ? undefined : study.questions.question(id);
      if (!question || token.isCancellationRequested) return undefined;
      return new vscode.Hover([ask(plainText(question.title)), open(question.id)], range);
    },
  });
}

/** A pack's text is shown literally, without links or pictures. */
function ask(title: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(undefined, true);
  return markdown.appendMarkdown(`$(mortar-board) ${escapeText(withoutIcons(title))}`);
}

/** Our own link: the only command this hover may run. */
function open(id: string): vscode.MarkdownString {
  const label = vscode.l10n.t('Say your answer, then look at this one');
  const target = encodeURIComponent(JSON.stringify([id]));
  const markdown = new vscode.MarkdownString(
    `[${label}](command:${commands.openToSide}?${target})`,
  );
  markdown.isTrusted = { enabledCommands: [commands.openToSide] };
  return markdown;
}
