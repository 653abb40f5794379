/** Commands from code in the editor to questions, and from a question to code. */
import * as vscode from 'vscode';
import type { CodeMatch } from '../../study/code/codeIndex';
import type { Handlers } from '../base/handlers';
import { commands } from '../base/ids';
import { plainText } from '../base/plainText';
import type { QuestionOpener } from '../core/questionOpener';
import type { Study } from '../core/study';
import { readTarget, targetId } from '../core/target';
import { showBookshop } from './bookshop';
import { chosenCode, type CodeHelp } from './codeHelp';
import { findInWorkspace } from './findInWorkspace';
import type { StackSource } from './stack';
import { writeProject } from './tryIt';
import { showInformationMessage } from '../base/messages';
import { showQuickPick, type PickItem } from '../base/picks';

/** Maximum number of questions listed; lower-ranked ones are too weakly related to the code. */
const mostQuestions = 20;
/** Maximum number of names to choose from. */
const mostNames = 8;

type CodeCommand =
  | typeof commands.questionsAboutCode
  | typeof commands.findInYourCode
  | typeof commands.writeProject
  | typeof commands.showBookshop
  | typeof commands.toggleStackFirst;

/** The services these commands use. */
interface CodeParts {
  readonly study: Study;
  readonly questionOpener: QuestionOpener;
  readonly codeHelp: () => Promise<CodeHelp>;
  readonly stack: StackSource;
  readonly context: vscode.ExtensionContext;
}

/** The handlers of these commands. */
export function codeCommands(parts: CodeParts): Handlers<CodeCommand> {
  return {
    [commands.questionsAboutCode]: () => questionsAboutCode(parts),
    [commands.findInYourCode]: name => findInYourCode(parts, name),
    [commands.writeProject]: given => {
      const id = targetId(parts.study, readTarget(given));
      const question = id === undefined ? parts.study.current : parts.study.questions.question(id);
      return writeProject(parts.study, parts.context, question);
    },
    [commands.showBookshop]: file => showBookshop(file),
    [commands.toggleStackFirst]: () => parts.stack.toggleFirst(),
  };
}

interface MatchItem extends PickItem {
  readonly match: CodeMatch;
}

async function questionsAboutCode({ study, questionOpener, codeHelp }: CodeParts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void showInformationMessage(vscode.l10n.t('Open a Python file or a Django template first.'));
    return;
  }
  const { text, firstLine } = chosenCode(editor);
  const matches = await (await codeHelp()).match(text, editor.document.languageId, mostQuestions);
  if (matches.length === 0) {
    void showInformationMessage(
      editor.selection.isEmpty
        ? vscode.l10n.t('No question is about what this file uses.')
        : vscode.l10n.t(
            'No question is about the selection. Without a selection, the whole file is searched.',
          ),
    );
    return;
  }
  const items = matches.flatMap((match): MatchItem[] => {
    const question = study.questions.question(match.id);
    const place = study.questions.library.place(match.id);
    if (!question || !place) return [];
    return [
      {
        match,
        icon: study.has(match.id, 'mastered') ? 'pass-filled' : undefined,
        label: plainText(question.title),
        description: place.category.title,
        detail: why(match, firstLine),
      },
    ];
  });
  const chosen = await showQuickPick(items, {
    title: editor.selection.isEmpty
      ? vscode.l10n.t('Questions about this file')
      : vscode.l10n.t('Questions about the selected code'),
    placeHolder: vscode.l10n.t('Best match first'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen) await questionOpener.show(chosen.match.id, { toSide: true });
}

/** Why a question matches: the names it shares with the code, and where they occur. */
function why({ shared }: CodeMatch, firstLine: number): string {
  return shared
    .slice(0, 4)
    .map(({ name, line }) => vscode.l10n.t('{0} (line {1})', name, firstLine + line + 1))
    .join(', ');
}

async function findInYourCode({ study, codeHelp }: CodeParts, given: unknown): Promise<void> {
  const { current } = study;
  if (typeof given === 'string') {
    await findInWorkspace(given);
    return;
  }
  if (!current) {
    void showInformationMessage(vscode.l10n.t('Open a question first.'));
    return;
  }
  const names = await (await codeHelp()).about(current.id, mostNames);
  if (names.length === 0) {
    void showInformationMessage(
      vscode.l10n.t('This question is not about a name that could be found in code.'),
    );
    return;
  }
  const rows = names.map(label => ({ label }));
  const name = await showQuickPick(rows, {
    placeHolder: vscode.l10n.t('Which name should be looked for in this workspace?'),
  });
  if (name !== undefined) await findInWorkspace(name.label);
}
