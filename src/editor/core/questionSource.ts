/** The questions of all packs, and the answer of the one opened. */
import * as vscode from 'vscode';
import builtIn from 'questions:index';
import { Library } from '../../study/library';
import type { Collection, Question, QuestionId, SourceRange } from '../../study/question';
import { onDidChangeSettings, readSetting } from '../base/configuration';
import { builtInScheme } from '../base/ids';
import { HumanError, log } from '../base/log';
import { settings } from '../base/settings';
import type { LibraryChange, Notice, PackSource } from './packSource';

/** Files stay in memory once read: the built-in packs are a few hundred KB in all. */
export class QuestionSource implements vscode.Disposable {
  readonly #root: vscode.Uri;
  readonly #load: (builtIn: readonly Collection[]) => Promise<PackSource>;
  readonly #files = new Map<string, Promise<string>>();
  readonly #changed = new vscode.EventEmitter<LibraryChange>();
  readonly #subscription: vscode.Disposable;
  #builtIn: readonly Collection[] | undefined;
  #library: Library | undefined;
  /** Includes the questions that the person hid. */
  #everything: Library | undefined;
  #packs: PackSource | undefined;
  #loading: Promise<PackSource> | undefined;
  #disposed = false;

  /**
   * Fires when questions were added, removed or changed in wording or answer. Views of `library`
   * must be refreshed; progress is tied to the ids and needs no change.
   */
  readonly onDidChange = this.#changed.event;

  /**
   * @param root the folder of the built-in packs
   * @param load starts reading all others; ids of the built-in collections are taken
   */
  constructor(root: vscode.Uri, load: (builtIn: readonly Collection[]) => Promise<PackSource>) {
    this.#root = root;
    this.#load = load;
    this.#subscription = onDidChangeSettings(
      [settings.showBuiltInQuestions, settings.hiddenCategories],
      () => this.#renew({ renamed: new Map() }),
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscription.dispose();
    this.#packs?.dispose();
    this.#changed.dispose();
  }

  /**
   * The index of all shown questions, replaced after `onDidChange`. It has the built-in questions
   * immediately, others as soon as their packs are read.
   */
  get library(): Library {
    this.#library ??= Library.of(this.#shown());
    return this.#library;
  }

  /** All collections, including hidden categories. */
  get collections(): readonly Collection[] {
    return [...this.builtInCollections, ...(this.#packs?.collections ?? [])];
  }

  /** The built-in collections, hidden or not. */
  get builtInCollections(): readonly Collection[] {
    return (this.#builtIn ??= JSON.parse(builtIn) as readonly Collection[]);
  }

  /** Notices about packs that are not read, or only in part. */
  get notices(): readonly Notice[] {
    return this.#packs?.notices ?? [];
  }

  /** The question with this id; `undefined` if no pack has it. */
  question(id: QuestionId): Question | undefined {
    return this.library.question(id);
  }

  /** Starts reading the packs of the workspace and the person, unless already started. */
  packs(): Promise<PackSource> {
    this.#loading ??= this.#load(this.builtInCollections).then(packs => {
      packs.onDidChange(change => this.#renew(change));
      if (this.#disposed) packs.dispose();
      return (this.#packs = packs);
    });
    return this.#loading;
  }

  /** Resolves when all packs and all changes so far are read. */
  async settled(): Promise<void> {
    await (await this.packs()).settled();
  }

  /** The question with this id; waits for the packs to be read if it is not known yet. */
  async find(id: QuestionId): Promise<Question | undefined> {
    const question = this.question(id);
    if (question) return question;
    await this.settled();
    return this.question(id);
  }

  /**
   * The Markdown of the question's answer, empty if none is written.
   * @throws HumanError when the pack's file cannot be read.
   */
  async body(question: Question): Promise<string> {
    const { pack, file } = question.source;
    const [text, { questionBody }] = await Promise.all([
      pack === undefined ? this.#read(file) : this.#textOfPack(question),
      import('../../study/pack/answer'),
    ]);
    // The file may have changed since the question was requested: lines and text must match.
    const { source } = (pack === undefined ? undefined : this.question(question.id)) ?? question;
    return questionBody(text, source);
  }

  /** The URI of a question's file for an editor: built-in packs are read-only. */
  uriOf({ pack, file }: Pick<SourceRange, 'pack' | 'file'>): vscode.Uri {
    return pack === undefined
      ? vscode.Uri.from({ scheme: builtInScheme, path: `/${file}` })
      : vscode.Uri.joinPath(vscode.Uri.parse(pack), file);
  }

  /** Whether a question has this id, hidden or not. */
  isTaken(id: QuestionId): boolean {
    return this.#all.question(id) !== undefined;
  }

  get #all(): Library {
    return (this.#everything ??= Library.of(this.collections));
  }

  /** The file with the question of this id, hidden or not, if it is another file than this. */
  elsewhere(id: QuestionId, pack: string | undefined, file: string): SourceRange | undefined {
    const source = this.#all.question(id)?.source;
    return source?.pack === pack && source?.file === file ? undefined : source;
  }

  #textOfPack({ source }: Question): string {
    const text = this.#packs?.file(source)?.text;
    if (text !== undefined) return text;
    throw new HumanError(
      vscode.l10n.t(
        'The answer could not be read: {0} no longer exists. Your progress is safe; the answer is shown again when the file comes back.',
        source.file,
      ),
    );
  }

  #shown(): readonly Collection[] {
    const hidden = new Set(readSetting(settings.hiddenCategories));
    const withBuiltIn = readSetting(settings.showBuiltInQuestions);
    const all = withBuiltIn ? this.collections : (this.#packs?.collections ?? []);
    if (hidden.size === 0) return all;
    return all.flatMap(collection => {
      if (hidden.has(collection.id)) return [];
      const categories = collection.categories.filter(({ id }) => !hidden.has(id));
      if (categories.length === collection.categories.length) return [collection];
      return categories.length === 0 ? [] : [{ ...collection, categories }];
    });
  }

  #renew(change: LibraryChange): void {
    this.#library = undefined;
    this.#everything = undefined;
    this.#changed.fire(change);
  }

  #read(file: string): Promise<string> {
    let text = this.#files.get(file);
    if (text === undefined) {
      text = this.#readBuiltIn(file);
      this.#files.set(file, text);
      text.catch(() => this.#files.delete(file));
    }
    return text;
  }

  async #readBuiltIn(file: string): Promise<string> {
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
