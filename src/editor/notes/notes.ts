/** The person's notes: one for each question, kept with its progress and edited as a file. */
import * as vscode from 'vscode';
import { longestNote, noteOf, setNote } from '../../study/progress';
import type { Question, QuestionId } from '../../study/question';
import { noteScheme } from '../base/ids';
import { showWarningMessage } from '../base/messages';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { tabName } from '../base/tabName';

/** The notes as `noteFiles.ts` offers them to VS Code. Every question has one; it is empty at first. */
export class Notes implements vscode.Disposable {
  readonly #study: Study;
  readonly #isQuestionActive: () => boolean;
  readonly #subscriptions: vscode.Disposable;
  /** The files that were asked for, with the time of the note as VS Code knows it. */
  readonly #known = new Map<string, { readonly uri: vscode.Uri; time: number }>();
  /** The files that VS Code is saving by itself, while the person writes. */
  readonly #savedByDelay = new Set<string>();
  /** Questions that are in no pack any more, of whose notes the person was told so. */
  readonly #orphans = new Set<QuestionId>();
  #changed: vscode.EventEmitter<vscode.FileChangeEvent[]> | undefined;

  /** @param isQuestionActive tells whether the question is the editor that was used last */
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

  /** Has changes of notes by anything but their file told by `changed`. */
  attach(changed: vscode.EventEmitter<vscode.FileChangeEvent[]>): void {
    this.#changed = changed;
  }

  /** Opens the question's note in an editor: where it is open, or beside the question. */
  async edit(question: Question): Promise<void> {
    const uri = noteUri(question);
    const document = await vscode.workspace.openTextDocument(uri);
    const end = document.lineAt(document.lineCount - 1).range.end;
    // The cursor comes with the editor: set afterwards, it would jump under who types at once.
    await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(uri) ?? this.#column,
      preview: false,
      selection: new vscode.Range(end, end),
    });
  }

  /** Beside the question when that is looked at. The tab groups do not tell: they know one window. */
  get #column(): vscode.ViewColumn {
    return this.#isQuestionActive() ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    // Another window may have saved the note since: VS Code asks before it overwrites a newer one.
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
    // What was typed without a pause of the person's own is taken back as one.
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

  /** Deletes the note; its file is an empty one again. */
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
   * The question of a note that is being saved: it may have gone from the packs while the note was
   * written, and what was written must not go with it.
   * @throws Error when nobody knows of such a question
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

  /** @throws FileSystemError when there is no such question, and no note on one that there was. */
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
 * The note's file: `/<question id>/Note – <question>.md`. The id alone counts; the rest is for the
 * tab, which is not to look like the question's, and a note that was opened under another wording stays the same note.
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

/** Where the note is open already. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const address = uri.toString();
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address,
    ),
  )?.viewColumn;
}

function encode(text: string): Uint8Array {
  // A file with a NUL would be taken for binary and not be opened.
  return new TextEncoder().encode(text.replaceAll('\0', '\uFFFD'));
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Error(vscode.l10n.t('A note is saved as UTF-8. Choose “Save with Encoding”, UTF-8.'));
  }
}
