/** The questions and, when one is opened, its answer. */
import * as vscode from 'vscode';
import builtIn from 'questions:index';
import { Library } from '../study/library';
import type { Collection, Question, QuestionId } from '../study/question';
import { HumanError, log } from './log';

/** Files read once stay in memory: the built-in packs are a few hundred KB in all. */
export class QuestionSource {
  readonly #root: vscode.Uri;
  readonly #files = new Map<string, Promise<string>>();
  #library: Library | undefined;

  /** `root` is the folder of the built-in packs. */
  constructor(root: vscode.Uri) {
    this.#root = root;
  }

  /** The index over all packs, made on first use. */
  get library(): Library {
    this.#library ??= Library.of(JSON.parse(builtIn) as readonly Collection[]);
    return this.#library;
  }

  /** The question with this id, or `undefined` where no pack has it. */
  question(id: QuestionId): Question | undefined {
    return this.library.question(id);
  }

  /**
   * The Markdown of the question's answer, empty where none is written.
   * @throws HumanError when the pack's file cannot be read.
   */
  async body(question: Question): Promise<string> {
    const [text, { questionBody }] = await Promise.all([
      this.#read(question.source.file),
      import('../study/pack'),
    ]);
    return questionBody(text, question.source);
  }

  #read(file: string): Promise<string> {
    let text = this.#files.get(file);
    if (text === undefined) {
      text = this.#load(file);
      this.#files.set(file, text);
      text.catch(() => this.#files.delete(file));
    }
    return text;
  }

  async #load(file: string): Promise<string> {
    const uri = vscode.Uri.joinPath(this.#root, file);
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      log().error(`${uri.toString()}: ${String(error)}`);
      throw new HumanError(
        vscode.l10n.t(
          'The answer could not be read from {0}. Your progress is safe. Reinstalling the extension brings the file back.',
          file,
        ),
      );
    }
  }
}
