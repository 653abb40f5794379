/** Grades answers for one panel, one at a time, each for the shown question. */
import * as vscode from 'vscode';
import type {
  GradingRemedy,
  GradingRequest,
  GradingStatus,
  GradingUpdate,
} from '../../protocol/grading';
import { gradePrompt, type Prompt } from '../../study/ai/requests';
import { renderBlock } from '../../study/markdown/render';
import type { Question } from '../../study/question';
import { contextKeys } from '../base/ids';
import { HumanError, log } from '../base/log';
import { plainText } from '../base/plainText';
import type { Study } from '../core/study';
import { fitPrompt } from './ask';
import {
  gradeAnswer,
  notesOnGrade,
  readYardstick,
  viewOfGrade,
  type GradedAnswer,
} from './gradeAnswer';
import { findModel, ModelError, takeRemedy } from './models';
import { showPrompt } from './promptDocument';

/** How often an incoming reply is refreshed, in ms. */
const showEvery = 100;
/** After this long without output from the model, the person is told they may go on; in ms. */
const patience = 20_000;

/** What grading needs from its panel. */
export interface GradingHost {
  readonly context: vscode.ExtensionContext;
  readonly study: Study;
  /** Sends an update to the page. */
  readonly post: (update: GradingUpdate) => void;
  /** The question that the page shows as `visit`, if it shows that one. */
  readonly question: (visit: number) => Question | undefined;
}

interface Running {
  readonly visit: number;
  readonly source: vscode.CancellationTokenSource;
}

/** A prompt made for an answer, to be sent exactly as shown. */
interface Prepared {
  readonly visit: number;
  readonly answer: string;
  readonly model: string | undefined;
  readonly prompt: Prompt;
}

/** What a prompt is made of; without a model, where there is none, it has a usual size. */
interface ToPrepare {
  readonly question: Question;
  readonly visit: number;
  readonly answer: string;
  readonly model: vscode.LanguageModelChat | undefined;
}

export class Grading implements vscode.Disposable {
  readonly #host: GradingHost;
  #running: Running | undefined;
  #last: GradingUpdate | undefined;
  #prepared: Prepared | undefined;

  constructor(host: GradingHost) {
    this.#host = host;
  }

  dispose(): void {
    this.forget();
  }

  /** Stops grading and forgets the rest: another question is shown, or none. */
  forget(): void {
    this.#running?.source.cancel();
    this.#setRunning(undefined);
    this.#last = undefined;
    this.#prepared = undefined;
  }

  /** Sends the current grading state to a reloaded page. */
  repeat(visit: number): void {
    if (this.#last?.visit === visit) this.#host.post(this.#last);
  }

  /** Handles a page's request, already read by `readGradingRequest`. */
  async receive(request: GradingRequest): Promise<void> {
    switch (request.type) {
      case 'grade':
        return this.#grade(request.visit, request.answer);
      case 'showPrompt':
        return this.#show(request.visit, request.answer);
      case 'cancelGrading':
        this.#running?.source.cancel();
        return;
      case 'gradingRemedy':
        return takeRemedy(request.remedy);
    }
  }

  #setRunning(running: Running | undefined): void {
    this.#running = running;
    void vscode.commands.executeCommand('setContext', contextKeys.grading, running !== undefined);
  }

  async #grade(visit: number, answer: string): Promise<void> {
    const question = this.#host.question(visit);
    if (!question || answer.trim() === '') return;
    this.#running?.source.cancel();
    const source = new vscode.CancellationTokenSource();
    const running = { visit, source };
    this.#setRunning(running);
    const show = (status: GradingStatus) => {
      if (this.#running !== running) return;
      this.#last = { type: 'grading', visit, status };
      this.#host.post(this.#last);
    };
    let said = '';
    try {
      show({ kind: 'asking', note: vscode.l10n.t('Choosing a model…'), html: '' });
      const model = await findModel();
      const name = model.name || model.id;
      const waiting = vscode.l10n.t('Waiting for {0}…', name);
      show({ kind: 'asking', note: waiting, html: '' });
      const progress = showProgress(name, waiting, text => show(text));
      let graded: GradedAnswer;
      try {
        graded = await gradeAnswer(this.#host.study, {
          question,
          answer,
          model,
          token: source.token,
          prompt: await this.#prepare({ question, visit, answer, model }),
          onText: text => {
            said = text;
            progress.show(text);
          },
        });
      } finally {
        progress.dispose();
      }
      show(statusOf(graded, name));
    } catch (error) {
      const html = renderBlock(said);
      if (error instanceof vscode.CancellationError) {
        show({
          kind: 'ended',
          note: vscode.l10n.t('Cancelled. Your answer is kept.'),
          html,
          failed: false,
        });
      } else {
        show({ kind: 'ended', ...failureOf(error), html, failed: true });
      }
    } finally {
      if (this.#running === running) this.#setRunning(undefined);
      source.dispose();
    }
  }

  /** The prompt for this answer and model: the same whenever it is shown or sent. */
  async #prepare({ question, visit, answer, model }: ToPrepare): Promise<Prompt> {
    const key = model && modelKey(model);
    const known = this.#prepared;
    if (known?.visit === visit && known.answer === answer && known.model === key) {
      return known.prompt;
    }
    const yardstick = await readYardstick(this.#host.study, question);
    const prompt = fitPrompt(limits => gradePrompt(yardstick, answer, limits), model);
    this.#prepared = { visit, answer, model: key, prompt };
    return prompt;
  }

  /** Shows what was sent, or would be. The model limits its length, so the person chooses one first. */
  async #show(visit: number, answer: string): Promise<void> {
    const question = this.#host.question(visit);
    if (!question) return;
    const model = await findModel().catch((error: unknown) => {
      if (error instanceof ModelError) return undefined;
      throw error;
    });
    const prompt = await this.#prepare({ question, visit, answer, model });
    const title = vscode.l10n.t('What Is Sent – {0}', plainText(question.title));
    await showPrompt(this.#host.context, title, prompt.text);
  }
}

function modelKey(model: vscode.LanguageModelChat): string {
  return `${model.vendor}/${model.id}`;
}

/** Shows the incoming reply at intervals rather than per word, and says so if none arrives. */
function showProgress(
  name: string,
  waiting: string,
  show: (status: GradingStatus) => void,
): { show(text: string): void; dispose(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = '';
  const writing = vscode.l10n.t('{0} is writing…', name);
  const slow = vscode.l10n.t(
    '{0} has not said anything for a while. You can go on waiting, or cancel and lose nothing.',
    name,
  );
  let impatience = setTimeout(tellSlow, patience);
  function tellSlow() {
    show({ kind: 'asking', note: slow, html: latest === '' ? '' : renderBlock(latest) });
  }
  return {
    show(text) {
      latest = text;
      clearTimeout(impatience);
      impatience = setTimeout(tellSlow, patience);
      timer ??= setTimeout(() => {
        timer = undefined;
        const note = latest.trim() === '' ? waiting : writing;
        show({ kind: 'asking', note, html: renderBlock(latest) });
      }, showEvery);
    },
    dispose() {
      clearTimeout(timer);
      clearTimeout(impatience);
    },
  };
}

function statusOf(graded: GradedAnswer, name: string): GradingStatus {
  const notes = notesOnGrade(graded);
  switch (graded.read.kind) {
    case 'grade':
      return {
        kind: 'graded',
        note: vscode.l10n.t('Graded by {0}, which can be wrong. The rating is up to you.', name),
        grade: viewOfGrade(graded.read.grade, graded.yardstick, notes),
      };
    case 'empty':
      return {
        kind: 'ended',
        note: vscode.l10n.t(
          '{0} sent an empty reply. Your answer is kept: try again, or choose another model.',
          name,
        ),
        html: '',
        failed: true,
        remedy: 'chooseModel',
      };
    case 'unreadable':
      return {
        kind: 'ended',
        note: [
          vscode.l10n.t('{0} did not reply in the form of a grade. This is what it said:', name),
          ...notes,
        ].join(' '),
        html: renderBlock(graded.reply),
        failed: false,
        remedy: 'chooseModel',
      };
  }
}

function failureOf(error: unknown): { note: string; remedy?: GradingRemedy } {
  if (error instanceof ModelError) {
    return { note: error.message, ...(error.remedy && { remedy: error.remedy }) };
  }
  if (error instanceof HumanError) return { note: error.message };
  log().error(error instanceof Error ? error : String(error));
  return {
    note: vscode.l10n.t(
      'Something went wrong. Your answer is kept. The extension’s log has the details.',
    ),
  };
}
