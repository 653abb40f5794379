/** Links questions to code in the editor by an index, built on first use. */
import type * as vscode from 'vscode';
import type { CodeIndex, CodeMatch } from '../../study/code/codeIndex';
import { symbolsOf, type CodeKind } from '../../study/code/symbols';
import type { Library } from '../../study/library';
import type { QuestionId } from '../../study/question';
import { log } from '../base/log';
import { Slices } from '../base/slices';
import type { QuestionSource } from '../core/questionSource';

/** The language ids whose code questions can be about. */
export const pythonLanguages: readonly string[] = ['python'];
export const templateLanguages: readonly string[] = [
  'django-html',
  'django-txt',
  'html',
  'jinja-html',
];
export const codeLanguages: readonly string[] = [...pythonLanguages, ...templateLanguages];

/** How to parse a document's code. */
export function codeKind(languageId: string): CodeKind {
  if (pythonLanguages.includes(languageId)) return 'python';
  return templateLanguages.includes(languageId) ? 'template' : 'other';
}

export class CodeHelp {
  readonly #questions: QuestionSource;
  #made: { readonly library: Library; readonly index: Promise<CodeIndex> } | undefined;

  constructor(questions: QuestionSource) {
    this.#questions = questions;
  }

  /** The index of all current questions. */
  index(): Promise<CodeIndex> {
    const { library } = this.#questions;
    if (this.#made?.library !== library) this.#made = { library, index: this.#make(library) };
    return this.#made.index;
  }

  /** The questions related to a piece of code, best first. */
  async match(code: string, languageId: string, limit: number): Promise<readonly CodeMatch[]> {
    return (await this.index()).match(symbolsOf(code, codeKind(languageId)), limit);
  }

  /** The names a question is about, most specific first. */
  async about(id: QuestionId, limit: number): Promise<readonly string[]> {
    return (await this.index()).about(id, limit);
  }

  async #make(library: Library): Promise<CodeIndex> {
    const { withoutExercise } = await import('../../study/pack/answer');
    const [{ prepareCodeIndex }, { softCategories, softQuestions }, entries] = await Promise.all([
      import('../../study/code/codeIndex'),
      import('../../study/code/topics'),
      Promise.all(
        library.questions.map(async question => ({
          id: question.id,
          title: question.title,
          hint: question.hint ?? '',
          // Names in checks and in code to fix are not the question's topic.
          body: withoutExercise(
            await this.#questions.body(question).catch((error: unknown) => {
              log().warn(String(error));
              return '';
            }),
          ),
        })),
      ),
    ]);
    const isSoft = (id: QuestionId) =>
      softQuestions.has(id) || softCategories.has(library.place(id)?.category.id ?? '');
    return new Slices().run(
      prepareCodeIndex(entries.map(entry => ({ ...entry, isSoft: isSoft(entry.id) }))),
    );
  }
}

/** The selected code, or the whole document. */
export function chosenCode(editor: vscode.TextEditor): { text: string; firstLine: number } {
  const { document, selection } = editor;
  return selection.isEmpty
    ? { text: document.getText(), firstLine: 0 }
    : { text: document.getText(selection), firstLine: selection.start.line };
}
