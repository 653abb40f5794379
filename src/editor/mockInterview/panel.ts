/** The mock interview panel: the form, the questions one by one, then the report. */
import * as vscode from 'vscode';
import { reportOf } from '../../study/mockInterview/report';
import {
  askedQuestions,
  currentQuestion,
  type Interview,
} from '../../study/mockInterview/interview';
import { readInterviewSettings, type InterviewSettings } from '../../study/mockInterview/settings';
import type { Rating } from '../../study/rating';
import type { QuestionId } from '../../study/question';
import {
  readFromInterviewPage,
  type FromInterviewPage,
  type InterviewView,
  type ToInterviewPage,
} from '../../protocol/mockInterview';
import { commands, contextKeys, interviewViewType, stateKeys } from '../base/ids';
import { report } from '../base/log';
import { PageHost, type Said } from '../base/pageHost';
import { bookshopPage } from '../core/bookshop';
import type { InterviewStore } from '../core/storage/interviewStore';
import { setContext, type Study } from '../core/study';
import { AnswerGrading } from './answerGrading';
import { modelAnswer, type ModelAnswer } from './modelAnswer';
import { runAction } from './pageActions';
import { interviewPageStrings } from './pageStrings';
import { hasDictation, startDictation } from './dictation';
import type { InterviewSession } from './session';
import { taskResult, whyNoTask } from './task';
import { UnfinishedInterview } from './unfinished';
import { openUntaken } from './untakenAnswer';
import { askedView, reportView, setupView, timerView } from './views';
import type { Whiteboard } from './whiteboard';
import { showWarningMessage } from '../base/messages';

/** The services the panel uses. */
export interface PanelParts {
  readonly study: Study;
  readonly context: vscode.ExtensionContext;
  readonly store: InterviewStore;
  readonly session: InterviewSession;
  readonly whiteboard: Whiteboard;
  openQuestion(id: QuestionId): Promise<void>;
}

export class InterviewPanel implements vscode.Disposable {
  readonly #parts: PanelParts;
  readonly #unfinished: UnfinishedInterview;
  readonly #grading: AnswerGrading;
  readonly #subscriptions: vscode.Disposable;
  readonly #host: PageHost<FromInterviewPage, ToInterviewPage>;
  /** Initial settings of the form, until the person chooses others. */
  #preset: object | undefined;
  /** Counts sent views, so that a slow older one does not replace a newer one. */
  #sent = 0;
  #model: { readonly id: QuestionId; readonly answer: ModelAnswer } | undefined;
  /** Set while a step is in progress: keys pressed meanwhile were meant for that step. */
  #busy = false;
  /** The page's last message with typed text. */
  #heard = 0;
  #refreshing = false;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#unfinished = new UnfinishedInterview(parts.study.state);
    this.#grading = new AnswerGrading(parts, update => this.post(update));
    this.#host = new PageHost(
      parts.context.extensionUri,
      {
        viewType: interviewViewType,
        page: 'mockInterview',
        title: vscode.l10n.t('Mock Interview'),
        strings: interviewPageStrings,
        read: readFromInterviewPage,
      },
      {
        ready: () => {
          this.#heard = 0;
          return this.#send();
        },
        receive: message => this.#receive(message),
        closed: () => {
          // Closing the panel leaves the interview; it can be resumed.
          parts.session.leave();
          setContext(contextKeys.interviewShows, undefined);
        },
      },
    );
    this.#subscriptions = vscode.Disposable.from(
      parts.session.onDidChange(change => {
        if (change === 'view') this.#send().catch(report);
        if (change === 'timer') this.#sendTimer();
        if (change === 'answer' || change === 'kept') this.#sendAnswer(change);
      }),
      // The form lists unfinished interviews and the history: an undo may bring one back.
      parts.store.onDidChange(() => {
        if (!parts.session.interview) this.#refreshSoon();
      }),
      // After a reload the packs are read later than the form is shown.
      parts.study.questions.onDidChange(() => {
        if (!parts.session.interview) this.#refreshSoon();
      }),
      parts.study.store.onDidChange(changed => {
        const id = parts.session.interview?.task?.id;
        const concerns = id !== undefined && (changed === 'all' || changed.has(id));
        if (concerns) this.#noteTask().catch(report);
      }),
      parts.whiteboard.onDidChange(() => {
        const { interview } = parts.session;
        if (interview && currentQuestion(interview).phase === 'asked') this.#send().catch(report);
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#grading.dispose();
    this.#host.dispose();
  }

  /**
   * Shows the form. A current interview is left and can be resumed there.
   *
   * @param preset initial settings in place of the latest choices; other values are ignored
   */
  async showSetup(preset?: unknown): Promise<void> {
    this.#preset = isPreset(preset) ? preset : undefined;
    this.#parts.session.leave();
    this.#host.show();
    await this.#send();
  }

  /** Resumes the interview or shows its report. Without one, shows the form. */
  async show(id: string | undefined): Promise<void> {
    const found = id !== undefined && (await this.#parts.session.open(id));
    if (!found) {
      await this.showSetup();
      return;
    }
    this.#host.show();
    await this.#send();
  }

  /** Takes over the panel of the last session. `state` is what its page stored. Never rejects. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    try {
      const { interview } = (state ?? {}) as { interview?: unknown };
      const { unfinished } = this;
      const id = typeof interview === 'string' && interview !== '' ? interview : unfinished;
      this.#host.adopt(panel);
      if (id !== undefined) await this.#parts.session.open(id);
      if (!this.#host.isOpen) this.#parts.session.leave();
      await this.#send();
    } catch (error) {
      report(error);
    }
  }

  /** The latest unfinished interview. */
  get unfinished(): string | undefined {
    return this.#unfinished.id;
  }

  /** Shows the model answer beside the person's own. */
  async reveal(): Promise<void> {
    const { session, whiteboard } = this.#parts;
    const { interview } = session;
    if (!interview || currentQuestion(interview).phase !== 'asked') return;
    await this.#alone(async () => {
      const inEditor = whiteboard.isOpen(interview);
      if (inEditor && !(await whiteboard.close(interview))) return;
      const model = await this.#modelOf(interview);
      if (!session.isAsked(interview.id, interview.current)) return;
      session.reveal({
        keyPoints: model?.keyPoints ?? [],
        followUps: model?.followUps.length ?? 0,
      });
      if (inEditor && this.#host.isOpen) this.#host.show();
    });
  }

  /** Runs `work` unless other such work is in progress. */
  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
    }
  }

  /** Opens the whiteboard, or reveals it if open. */
  async answerInEditor(): Promise<void> {
    const { interview } = this.#parts.session;
    if (!interview || currentQuestion(interview).phase !== 'asked') return;
    this.#parts.session.resume();
    await this.#parts.whiteboard.show(interview);
  }

  /** Starts VS Code's dictation in the whiteboard. */
  async dictate(): Promise<void> {
    const { interview } = this.#parts.session;
    if (!interview || currentQuestion(interview).phase !== 'asked') return;
    if (!(await hasDictation())) return;
    await this.answerInEditor();
    await startDictation();
  }

  /** Skips the question without an answer. */
  async skip(): Promise<void> {
    const { session, whiteboard } = this.#parts;
    const { interview } = session;
    if (!interview) return;
    await this.#alone(async () => {
      if (!(await whiteboard.close(interview))) return;
      if (session.isAsked(interview.id, interview.current)) await session.skip();
    });
  }

  /** Goes on to the next question or the report; says so if the answer is not rated yet. */
  async next(): Promise<void> {
    const { interview } = this.#parts.session;
    if (interview && currentQuestion(interview).phase === 'revealed') {
      this.post({ type: 'announce', message: interviewPageStrings().rateFirst });
      return;
    }
    await this.#parts.session.next();
  }

  rate(rating: Rating): void {
    this.#parts.session.rate(rating);
  }

  /** Ends the interview early, after asking. */
  async end(): Promise<void> {
    const { session, whiteboard } = this.#parts;
    const { interview } = session;
    if (interview?.status !== 'open') return;
    const action = vscode.l10n.t('End Interview');
    const choice = await showWarningMessage(
      vscode.l10n.t('End this interview now?'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'What you answered so far makes the report. To go on later, close the panel instead.',
        ),
      },
      action,
    );
    if (choice !== action || session.interview?.id !== interview.id) return;
    if (await whiteboard.close(session.interview)) await session.end();
  }

  /** Sends a message to the page, if there is one. */
  post(message: ToInterviewPage): void {
    this.#host.post(message);
  }

  /** Leaves an interview that is about to be deleted. */
  async forget(id: string): Promise<void> {
    const { session, whiteboard } = this.#parts;
    if (session.interview?.id === id) {
      if (session.interview.status === 'open') await whiteboard.close(session.interview);
      session.leave();
    }
    await this.#unfinished.forget(id);
  }

  /** Refreshes the panel, such as after an interview was deleted. */
  async refresh(): Promise<void> {
    if (this.#host.isOpen) await this.#send();
  }

  /** Once for all changes made together: an import stores many interviews. */
  #refreshSoon(): void {
    if (this.#refreshing) return;
    this.#refreshing = true;
    setTimeout(() => {
      this.#refreshing = false;
      if (!this.#parts.session.interview) this.refresh().catch(report);
    }, 0);
  }

  /** Sends the page its content once it is ready. */
  async #send(): Promise<void> {
    const { interview } = this.#parts.session;
    this.#unfinished.follow(interview);
    const turn = ++this.#sent;
    const isLatest = () => turn === this.#sent && this.#host.isOpen;
    if (!this.#host.isOpen) return;
    try {
      const view = await this.#view(interview);
      if (!isLatest()) return;
      this.#host.setTitle(
        view.kind === 'question'
          ? vscode.l10n.t('Mock Interview: {0}', view.position)
          : vscode.l10n.t('Mock Interview'),
      );
      setContext(contextKeys.interviewShows, shown(view));
      this.post({ type: 'show', view });
      this.#grading.follow(view);
    } catch (error) {
      if (!isLatest()) return;
      this.post({
        type: 'problem',
        message: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  }

  async #view(interview: Interview | undefined): Promise<InterviewView> {
    const { study, store, whiteboard, context } = this.#parts;
    await study.store.open();
    if (!interview) {
      const stored = study.state.get<unknown>(stateKeys.interviewSettings);
      const why = whyNoTask(context, study);
      const start =
        this.#preset === undefined ? stored : { ...readInterviewSettings(stored), ...this.#preset };
      return setupView(study, readInterviewSettings(start), await store.list(), why);
    }
    // After a reload the packs may not have been read yet.
    for (const { id } of askedQuestions(interview)) await study.questions.find(id);
    if (interview.status !== 'open') {
      await this.#noteTask();
      const noted = this.#parts.session.interview;
      const shown = noted?.id === interview.id ? noted : interview;
      return reportView(context, study, shown, await store.list());
    }
    const compared = currentQuestion(interview).phase !== 'asked';
    const model = compared ? await this.#modelOf(interview) : undefined;
    const typedIn = whiteboard.isOpen(interview) ? 'editor' : 'page';
    return askedView(study, interview, model, typedIn, Date.now());
  }

  /** Updates the progress of a finished interview's coding task and refreshes its view. */
  async #noteTask(): Promise<void> {
    const { study, session } = this.#parts;
    const { interview } = session;
    if (interview?.task === undefined || interview.status === 'open') return;
    const result = await taskResult(study, interview);
    if (result) session.noteTask(interview.id, result);
  }

  /** The current question's model answer; none if its pack's file cannot be read. */
  async #modelOf(interview: Interview): Promise<ModelAnswer | undefined> {
    const { id } = currentQuestion(interview);
    if (this.#model?.id === id) return this.#model.answer;
    const answer = await modelAnswer(this.#parts.study.questions, id).catch((error: unknown) => {
      report(error);
      return undefined;
    });
    // One that is missing is looked for again: its pack may come back.
    this.#model = answer && { id, answer };
    return answer;
  }

  #sendTimer(): void {
    const { interview } = this.#parts.session;
    if (interview) this.post({ type: 'timer', timer: timerView(interview, Date.now()) });
  }

  /** Updates the page's answer while it is typed in an editor, or once another window has changed it. */
  #sendAnswer(change: 'answer' | 'kept'): void {
    const { session, whiteboard } = this.#parts;
    const { interview } = session;
    if (!interview || (change === 'answer' && !whiteboard.isOpen(interview))) return;
    const { answer: text } = currentQuestion(interview);
    this.post({ type: 'answer', text, heard: session.isKept ? this.#heard : -1 });
  }

  async #start(settings: InterviewSettings): Promise<void> {
    const { session, context, study } = this.#parts;
    await study.store.open();
    const withTask = settings.withTask && whyNoTask(context, study) === undefined;
    await session.start({ ...settings, withTask });
    // The person closed the panel meanwhile: the interview can be resumed.
    if (!this.#host.isOpen) session.leave();
  }

  /** Takes in typed text. */
  async #take(typed: Extract<FromInterviewPage, { type: 'answer' }>): Promise<void> {
    const { session } = this.#parts;
    const { interview, index, text, before, turn } = typed;
    this.#heard = turn;
    if (!session.isAsked(interview, index)) {
      await this.#takeElsewhere(typed);
      return;
    }
    session.answer(interview, index, text, before);
    // Nothing is to be stored of a text that is there already.
    if (session.isKept) this.#sendAnswer('kept');
  }

  /**
   * Takes in text that no question shown waits for: an earlier page has left it, or the interview went
   * on in another window. What cannot be stored is opened in an editor.
   */
  async #takeElsewhere(typed: Extract<FromInterviewPage, { type: 'answer' }>): Promise<void> {
    const { session, store } = this.#parts;
    const { interview, index, text, before, turn } = typed;
    const isTaken = await session
      .answerAnywhere(interview, index, text, before)
      .catch((error: unknown) => {
        report(error);
        return undefined;
      });
    if (!isTaken && text.trim() !== '') {
      const shown = session.interview?.id === interview ? session.interview : undefined;
      const stored = shown ?? (await store.read(interview).catch(() => undefined));
      if (stored?.questions[index]?.answer.includes(text) !== true) await openUntaken(text);
    }
    // The next page tries again what could not be written.
    if (isTaken !== undefined) this.post({ type: 'taken', turn });
  }

  async #receive(message: Said<FromInterviewPage>): Promise<void> {
    const { study, session } = this.#parts;
    switch (message.type) {
      case 'action':
        await runAction(message.action);
        return;
      case 'grade':
      case 'showPrompt':
      case 'cancelGrading':
      case 'gradingRemedy':
        await this.#grading.receive(message);
        return;
      case 'choose':
      case 'start': {
        const settings = readInterviewSettings(message.choices);
        this.#preset = undefined;
        await study.state.update(stateKeys.interviewSettings, settings);
        if (message.type === 'start') await this.#alone(() => this.#start(settings));
        return;
      }
      case 'open':
        await this.show(message.interview);
        return;
      case 'reviewThese': {
        const { interview } = session;
        if (interview?.id !== message.interview) return;
        const ids = reportOf(interview, []).study.map(one => one.question.id);
        await vscode.commands.executeCommand(commands.review, { kind: 'questions', ids });
        return;
      }
      case 'practise': {
        const { interview } = session;
        if (interview?.id !== message.interview || !interview.task) return;
        await vscode.commands.executeCommand(commands.practise, interview.task.id);
        return;
      }
      case 'answer':
        await this.#take(message);
        return;
      case 'tick':
        session.tick(message.index, message.point, message.on);
        return;
      case 'followUp':
        session.openFollowUp(message.index, message.followUp);
        return;
      case 'showBookshop':
        await vscode.commands.executeCommand(commands.showBookshop, bookshopPage);
        return;
      case 'openQuestion':
        if (study.questions.question(message.id)) await this.#parts.openQuestion(message.id);
        return;
      case 'copyCode':
      case 'openCode': {
        const code =
          message.visit === session.interview?.current
            ? this.#model?.answer.code[message.block]
            : undefined;
        if (!code) return;
        if (message.type === 'openCode') {
          const { openCode } = await import('../base/openCode');
          await openCode(code.language, code.text);
        } else {
          await vscode.env.clipboard.writeText(code.text);
          this.post({ type: 'announce', message: vscode.l10n.t('Copied') });
        }
      }
    }
  }
}

/** The context key's value for what the panel shows. */
function shown(view: InterviewView): 'setup' | 'asked' | 'compared' | 'report' {
  if (view.kind !== 'question') return view.kind;
  return view.comparison ? 'compared' : 'asked';
}

/** Whether it is interview settings rather than a tree row or nothing. */
function isPreset(given: unknown): given is object {
  return typeof given === 'object' && given !== null && 'length' in given && 'weakFirst' in given;
}
