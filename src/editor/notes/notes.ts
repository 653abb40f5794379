/** The person's notes, one per question, stored with its progress and edited as files. */
import * as vscode from 'vscode';
import { longestNote, noteOf, setNote } from '../../study/progress';
import type { Question, QuestionId } from '../../study/question';
import { noteScheme } from '../base/ids';
import { showWarningMessage } from '../base/messages';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { tabName } from '../base/tabName';

/** Serves the notes to VS Code for `noteFiles.ts`. Every question has one; it is empty at first. */
export class Notes implements vscode.Disposable {
  readonly #study: Study;
  readonly #isQuestionActive: () => boolean;
  readonly #subscriptions: vscode.Disposable;
  /** The requested files, with the note's time as VS Code knows it. */
  readonly #known = new Map<string, { readonly uri: vscode.Uri; time: number }>();
  /** The files that VS Code is auto-saving while the person types. */
  readonly #savedByDelay = new Set<string>();
  /** Questions no longer in any pack whose notes were reported to the person. */
  readonly #orphans = new Set<QuestionId>();
  #changed: vscode.EventEmitter<vscode.FileChangeEvent[]> | undefined;

  /** @param isQuestionActive tells whether the question is the most recently used editor */
  constructor(study: Study, isQuestionActive: () => boolean) {
    this.#study = study;
    this.#isQuestionActive = isQuestionActive;
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(() => this.#tellChanges()),
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (document.uri.scheme !== noteScheme) return;
        const address = document.uri.toString();
        if (reason === vscode.TextDocumentSaveReason.AfterDelay) this.#savedByDelay.add(address);
        else this.#savedByDelay.delete(address);
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Reports changes of notes, except those made through their file, by `changed`. */
  attach(changed: vscode.EventEmitter<vscode.FileChangeEvent[]>): void {
    this.#changed = changed;
  }

  /** Opens the question's note: where it is already open, or beside the question. */
  async edit(question: Question): Promise<void> {
    const uri = noteUri(question);
    const document = await vscode.workspace.openTextDocument(uri);
    const end = document.lineAt(document.lineCount - 1).range.end;
    // Set together with opening: set later, the cursor would jump under someone who types at once.
    await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(uri) ?? this.#column,
      preview: false,
      selection: new vscode.Range(end, end),
    });
  }

  /** Beside the question if that is active. Tab groups cannot tell: they cover only one window. */
  get #column(): vscode.ViewColumn {
    return this.#isQuestionActive() ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    // Another window may have saved the note: VS Code asks before overwriting a newer one.
    await this.#study.store.refresh();
    if (isFolder(uri)) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const id = this.#idOf(uri);
    const time = this.#timeOf(id);
    this.#known.set(uri.toString(), { uri, time });
    const { length } = encode(noteOf(this.#study.store.progress, id));
    return { type: vscode.FileType.File, ctime: 0, mtime: time, size: length };
  }

  async read(uri: vscode.Uri): Promise<Uint8Array> {
    await this.#study.store.open();
    return encode(noteOf(this.#study.store.progress, this.#idOf(uri)));
  }

  /** @throws Error that says why nothing was saved; the editor then keeps the text. */
  async write(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await this.#study.store.open();
    const id = this.#idToWrite(uri);
    const text = decode(content);
    if (text.length > longestNote) {
      throw new Error(
        vscode.l10n.t(
          'The note was not saved: it has {0} characters, and the limit is {1}. Shorten it, or keep its text in a file.',
          text.length,
          longestNote,
        ),
      );
    }
    // Text typed without a manual save in between is undone as one step.
    await this.#set(id, text, this.#savedByDelay.delete(uri.toString()));
    if (text.trim() === '' || this.#study.questions.isTaken(id) || this.#orphans.has(id)) return;
    this.#orphans.add(id);
    void showWarningMessage(
      vscode.l10n.t(
        'The note is kept, though its question “{0}” is in none of your packs any more. It is under the question again when the pack comes back, and in every export of your progress.',
        id,
      ),
    );
  }

  /** Deletes the note; its file is then empty again. */
  async remove(uri: vscode.Uri): Promise<void> {
    await this.#study.store.open();
    await this.#set(this.#idOf(uri), '');
  }

  async #set(id: QuestionId, text: string, joined = false): Promise<void> {
    const title = plainText(this.#study.questions.question(id)?.title ?? id);
    await this.#study.store.apply(
      vscode.l10n.t('Note on “{0}”', title),
      progress => setNote(progress, id, text, Date.now()),
      joined ? 'joined' : undefined,
    );
  }

  /**
   * The question of a note being saved: it may have left the packs while the note was written, and
   * the text must not be lost.
   * @throws Error if the question was never known
   */
  #idToWrite(uri: vscode.Uri): QuestionId {
    const [, id = ''] = uri.path.split('/');
    if (this.#known.has(uri.toString()) && id !== '') return id;
    try {
      return this.#idOf(uri);
    } catch {
      throw new Error(
        vscode.l10n.t(
          'The question “{0}” of this note is in none of your packs, so it was not saved. Your words stay in the editor: bring the pack back, or copy them to another place.',
          id,
        ),
      );
    }
  }

  /** @throws FileSystemError if there is no such question, and no note on a former one. */
  #idOf(uri: vscode.Uri): QuestionId {
    const [, id = ''] = uri.path.split('/');
    const { questions, store } = this.#study;
    if (questions.question(id) || noteOf(store.progress, id) !== '') return id;
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  #timeOf(id: QuestionId): number {
    return this.#study.store.progress.get(id)?.note?.[1] ?? 0;
  }

  #tellChanges(): void {
    const events: vscode.FileChangeEvent[] = [];
    for (const known of this.#known.values()) {
      const time = this.#timeOf(known.uri.path.split('/')[1] ?? '');
      if (time === known.time) continue;
      known.time = time;
      events.push({ type: vscode.FileChangeType.Changed, uri: known.uri });
    }
    if (events.length > 0) this.#changed?.fire(events);
  }
}

/**
 * The note's file: `/<question id>/Note – <question>.md`. Only the id matters, so rewording does
 * not change the note; the rest names the tab, unlike the question's.
 */
export function noteUri({ id, title }: Question): vscode.Uri {
  return vscode.Uri.from({
    scheme: noteScheme,
    path: `/${id}/${tabName(vscode.l10n.t('Note – {0}', plainText(title)), vscode.l10n.t('Note'))}.md`,
  });
}

function isFolder(uri: vscode.Uri): boolean {
  return uri.path.split('/').filter(part => part !== '').length < 2;
}

/** The group where the note is already open. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const address = uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address,
    ),
  )?.viewColumn;
}

function encode(text: string): Uint8Array {
  // VS Code would treat a file with a NUL as binary and not open it.
  return new TextEncoder().encode(text.replaceAll('\0', '\uFFFD'));
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Error(vscode.l10n.t('A note is saved as UTF-8. Choose “Save with Encoding”, UTF-8.'));
  }
}
