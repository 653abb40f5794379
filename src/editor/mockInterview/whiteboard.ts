/**
 * The whiteboard: an answer typed in a plain editor. Its document has a URI scheme of its own and a
 * language with suggestions, inline completions and word-based suggestions off (see
 * `configurationDefaults` in package.json). Typed text goes into the interview immediately and is
 * stored with it, so neither a crash nor a closed tab loses it.
 */
import * as vscode from 'vscode';
import {
  currentQuestion,
  longestAnswer,
  type Interview,
  type InterviewQuestion,
} from '../../study/mockInterview/interview';
import { mergeAnswers } from '../../study/mockInterview/merge';
import { interviewScheme, whiteboardFolder, whiteboardLanguage } from '../base/ids';
import { report } from '../base/log';
import { plainText } from '../base/plainText';
import { tabName } from '../base/tabName';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { InterviewSession } from './session';

/** Delay before the document is saved after a change, so that closing it never prompts. In ms. */
const saveDelay = 500;

/** The answer in a whiteboard. */
interface AnswerAt {
  readonly id: string;
  readonly index: number;
}

export class Whiteboard implements vscode.Disposable {
  readonly #session: InterviewSession;
  readonly #store: InterviewStore;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  /** The text of each document as the interview last had it from here. */
  readonly #known = new WeakMap<vscode.TextDocument, string>();
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #open: ReadonlySet<string>;

  /** Fires when a whiteboard is opened or closed. */
  readonly onDidChange = this.#changed.event;

  constructor(session: InterviewSession, store: InterviewStore) {
    this.#session = session;
    this.#store = store;
    this.#open = openWhiteboards();
    for (const document of vscode.workspace.textDocuments) this.#restored(document).catch(report);
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#typed(document);
      }),
      vscode.workspace.onDidOpenTextDocument(document => {
        this.#restored(document).catch(report);
      }),
      vscode.window.tabGroups.onDidChangeTabs(() => {
        const open = openWhiteboards();
        if (open.size === this.#open.size && [...open].every(one => this.#open.has(one))) return;
        this.#open = open;
        this.#changed.fire();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#saveTimer);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Whether the current question is answered in an editor. */
  isOpen(interview: Interview): boolean {
    return this.#open.has(whiteboardUri(interview).toString());
  }

  /** Opens the current question's whiteboard beside the panel, or reveals it. */
  async show(interview: Interview): Promise<void> {
    const uri = whiteboardUri(interview);
    const opened = await vscode.workspace.openTextDocument(uri);
    // Even if the person has given this kind of file another language.
    const document =
      opened.languageId === whiteboardLanguage
        ? opened
        : await vscode.languages.setTextDocumentLanguage(opened, whiteboardLanguage);
    const end = document.lineAt(document.lineCount - 1).range.end;
    // Set together with opening: set later, the cursor would jump under someone who types at once.
    await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(uri) ?? vscode.ViewColumn.Beside,
      preview: false,
      selection: new vscode.Range(end, end),
    });
  }

  /**
   * Takes in the whiteboard's current text and closes it. Returns whether it is closed: where the text
   * cannot be saved, as one that is too long, VS Code asks first, and the person may keep it open.
   */
  async close(interview: Interview): Promise<boolean> {
    const address = whiteboardUri(interview);
    const uri = address.toString();
    const document = documentAt(address);
    if (document && !document.isClosed) {
      this.#typed(document);
      await save(document);
    }
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
    const stale = tabs.filter(({ input }) => addressOf(input) === uri);
    return stale.length === 0 || vscode.window.tabGroups.close(stale, true);
  }

  /** The text of a whiteboard's file. */
  async read(uri: vscode.Uri): Promise<string> {
    return (await this.#questionAt(uri)).answer;
  }

  async #questionAt(uri: vscode.Uri): Promise<InterviewQuestion> {
    const { id, index } = placeOf(uri);
    const shown = this.#session.interview;
    const interview = shown?.id === id ? shown : await this.#store.read(id);
    const question = interview?.questions[index];
    if (!question) throw vscode.FileSystemError.FileNotFound(uri);
    return question;
  }

  /** @throws Error that says why nothing was saved; the editor then keeps the text. */
  async write(uri: vscode.Uri, text: string): Promise<void> {
    const { id, index } = placeOf(uri);
    const { answer, phase } = await this.#questionAt(uri);
    // Shortening the text of a question that is answered already would not help.
    const isAsked = phase === 'asked';
    if (isAsked && text.length > longestAnswer) {
      throw new Error(
        vscode.l10n.t(
          'The answer was not saved: it has {1} characters, and the limit is {0}. Shorten it and save it again.',
          longestAnswer,
          text.length,
        ),
      );
    }
    const document = documentAt(uri);
    const known = document && this.#known.get(document);
    const whole = mergeAnswers(known ?? answer, text, answer);
    if (isAsked && isCutOff(text, whole)) {
      throw new Error(
        vscode.l10n.t(
          'The answer was not saved: with the text of another window it has more than {0} characters. Shorten it and save it again.',
          longestAnswer,
        ),
      );
    }
    const taken = this.#session.answerAnywhere(id, index, text, known);
    // Of the interview shown it is the answer already. Otherwise it is once it is stored, unless that
    // interview was opened and typed into meanwhile.
    const keeps = (isTaken: boolean) => {
      if (!document || !isTaken || this.#known.get(document) !== known) return;
      if (document.getText() === text) this.#show(document, whole);
      else this.#known.set(document, text);
    };
    keeps(this.#session.isAsked(id, index));
    const isTaken = await taken;
    keeps(isTaken);
    if (isTaken) return;
    if ((await this.read(uri)) === text) return;
    throw new Error(
      vscode.l10n.t('This question is answered already, so its answer was not changed.'),
    );
  }

  /**
   * After a crash VS Code restores its copy of an unsaved document. If the interview has the same
   * text and more, the interview is right: it is stored sooner.
   */
  async #restored(document: vscode.TextDocument): Promise<void> {
    if (!isWhiteboard(document.uri)) return;
    const text = document.getText();
    if (!document.isDirty) {
      this.#known.set(document, text);
      return;
    }
    const kept = await this.read(document.uri).catch(() => text);
    if (kept !== text && kept.startsWith(text)) {
      // Here, too, a key may come first.
      this.#known.set(document, text);
      await replace(document, kept);
    }
    await save(document);
  }

  /** The answer to the current question. */
  get #answer(): string | undefined {
    const { interview } = this.#session;
    return interview && currentQuestion(interview).answer;
  }

  /** Makes a document's text the answer to the current question, as much as can be stored. */
  #take(document: vscode.TextDocument, { id, index }: AnswerAt): void {
    const text = document.getText();
    const answer = this.#answer ?? '';
    const known = this.#known.get(document) ?? answer;
    const whole = mergeAnswers(known, text, answer);
    // Joining the two would cut this one off: that waits until it is short enough.
    if (answer !== known && isCutOff(text, whole)) return;
    this.#session.answer(id, index, text, known);
    if (answer === known) this.#known.set(document, this.#answer ?? text);
    else this.#show(document, whole);
  }

  /**
   * Shows an answer that the interview has: its document's text, and what another window has typed
   * meanwhile. Without that the next key would differ from what is kept.
   */
  #show(document: vscode.TextDocument, answer: string): void {
    const text = document.getText();
    // Not the answer yet: VS Code drops the edit if a key comes before it.
    this.#known.set(document, text);
    if (answer !== text) replace(document, answer).catch(report);
  }

  #typed(document: vscode.TextDocument): void {
    if (!isWhiteboard(document.uri)) return;
    const { id, index } = placeOf(document.uri);
    if (this.#session.isAsked(id, index)) {
      // Typing resumes the answer.
      this.#session.resume();
      this.#take(document, { id, index });
    }
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => {
      save(document).catch(report);
    }, saveDelay);
  }
}

function documentAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
}

/** Whether part of a text is lost where what it was joined to, `whole`, is stored. */
function isCutOff(text: string, whole: string): boolean {
  return whole.length > longestAnswer || (whole.length === longestAnswer && !whole.includes(text));
}

/** The URI of the current question's whiteboard. */
function whiteboardUri(interview: Interview): vscode.Uri {
  const number = interview.current + 1;
  const title = plainText(currentQuestion(interview).title);
  const name = tabName(vscode.l10n.t('Answer {0} – {1}', number, title), String(number));
  return vscode.Uri.from({
    scheme: interviewScheme,
    path: `/${whiteboardFolder}/${interview.id}/${number}/${name}`,
  });
}

async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.isClosed) return;
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, document.validateRange(whole), text);
  await vscode.workspace.applyEdit(edit);
}

async function save(document: vscode.TextDocument): Promise<void> {
  if (!document.isClosed && document.isDirty) await document.save();
}

/** Whether a file is a whiteboard. */
export function isWhiteboard(uri: vscode.Uri): boolean {
  return uri.scheme === interviewScheme && uri.path.startsWith(`/${whiteboardFolder}/`);
}

function placeOf(uri: vscode.Uri): AnswerAt {
  const [, , id = '', number = ''] = uri.path.split('/');
  return { id, index: /^\d{1,3}$/.test(number) ? Number(number) - 1 : -1 };
}

function addressOf(input: unknown): string | undefined {
  return input instanceof vscode.TabInputText ? input.uri.toString() : undefined;
}

function openWhiteboards(): ReadonlySet<string> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return new Set(
    tabs.flatMap(({ input }) =>
      input instanceof vscode.TabInputText && isWhiteboard(input.uri) ? [input.uri.toString()] : [],
    ),
  );
}

function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(group =>
    group.tabs.some(({ input }) => addressOf(input) === uri.toString()),
  )?.viewColumn;
}
