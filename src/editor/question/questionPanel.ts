/** The question panel: one webview, reused for every question. */
import * as vscode from 'vscode';
import { reviewsOf } from '../../study/progress';
import type { Question, QuestionId } from '../../study/question';
import type { Grading } from '../ai/grading';
import {
  readFromWebview,
  type FirstView,
  type FromWebview,
  type ToWebview,
} from '../../protocol/question';
import type { RatesView, ReviewView, SummaryView } from '../../protocol/review';
import { affects, readSetting } from '../base/configuration';
import { bothPagesCommands, commands, panelViewType, stateKeys } from '../base/ids';
import { report } from '../base/log';
import { PageHost, type Said } from '../base/pageHost';
import { plainText } from '../base/plainText';
import { settings } from '../base/settings';
import { Slices } from '../base/slices';
import { walks } from './questionActions';
import { keepDraft } from './questionDraft';
import { questionPageStrings } from './questionPageStrings';
import { renderQuestion } from './questionRendering';
import type { LibraryChange } from '../core/packSource';
import type { QuestionOpener, ShowOptions } from '../core/questionOpener';
import {
  countKeyPoints,
  firstView,
  newlyShown,
  placeView,
  readVisit,
  type Shown,
} from './shownQuestion';
import { bookshopPage } from '../core/bookshop';
import type { Study } from '../core/study';

/** A review's state, as the panel shows it. */
export interface ReviewOfPanel {
  /** Whether a review asks this question, as far as known without loading code. */
  asks(id: QuestionId): boolean;
  /** The bar under the question; `undefined` without a review. */
  viewOf(id: QuestionId, keyPoints: number): Promise<ReviewView | undefined>;
  /**
   * How the question can be rated outside a review; `undefined` if a review asks it.
   * @param rated when it was rated that way, in ms since 1970
   */
  ratesOf(
    id: QuestionId,
    keyPoints: number,
    rated: number | undefined,
  ): Promise<RatesView | undefined>;
  /** The summary shown in place of a question after a review. */
  summary(): Promise<SummaryView | undefined>;
}

export class QuestionPanel implements QuestionOpener, vscode.Disposable {
  readonly #study: Study;
  readonly #context: vscode.ExtensionContext;
  readonly #project: Project;
  readonly #review: ReviewOfPanel;
  readonly #host: PageHost<FromWebview, ToWebview>;
  readonly #subscriptions: vscode.Disposable;
  #shown: Shown | undefined;
  /** Counts what is sent, so that a slow older view does not replace a newer one. */
  #sends = 0;
  /** Created when the person first has an answer graded. */
  #grading: Grading | undefined;
  /** Set while a key or button of the page moves on: focusing the page would lose the next key. */
  #walking = false;
  /** Resolves when the page was sent its content. Never rejects. */
  #sent: Promise<void> = Promise.resolve();

  constructor(
    study: Study,
    context: vscode.ExtensionContext,
    project: Project,
    review: ReviewOfPanel,
  ) {
    this.#review = review;
    this.#study = study;
    this.#context = context;
    this.#project = project;
    this.#host = new PageHost(
      context.extensionUri,
      {
        viewType: panelViewType,
        page: 'question',
        title: vscode.l10n.t('Django Question'),
        strings: questionPageStrings,
        read: readFromWebview,
      },
      {
        opened: () => (this.#shown = newlyShown()),
        ready: () => this.#send(),
        receive: message => this.#receive(message),
        closed: () => {
          this.#shown = undefined;
          this.#grading?.forget();
          study.setCurrent(undefined);
        },
      },
    );
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(() => {
        this.#sendMarks();
        this.#sendNote().catch(report);
        this.#sendDraft();
        this.#sendExercise();
        if (this.#shown?.answerSeen) this.#sendRates().catch(report);
      }),
      study.questions.onDidChange(change => this.#renew(change).catch(report)),
      vscode.workspace.onDidChangeConfiguration(event => {
        // A change of the grading model does not affect what is shown.
        if (affects(event) && !affects(event, settings.model)) this.#send();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#sendExercise()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#grading?.dispose();
    this.#host.dispose();
  }

  /** Shows a question in the panel, which is opened if necessary. Never rejects. */
  async show(id: QuestionId, options: ShowOptions = {}): Promise<void> {
    try {
      const visit = this.#nextVisit();
      if (!this.#host.isOpen || !this.#walking) this.#host.show(options, this.#first(id, visit));
      await this.#visit(id, visit);
    } catch (error) {
      report(error);
    }
  }

  /** Shows a review's summary in place of a question, in an open panel. Never rejects. */
  async showSummary(summary: SummaryView): Promise<void> {
    try {
      if (!this.#host.isOpen || !this.#walking) this.#host.show();
      await this.#visit('', this.#nextVisit(), summary);
    } catch (error) {
      report(error);
    }
  }

  /** Whether the panel is focused, in this window or in one of its own. */
  get isActive(): boolean {
    return this.#host.isActive;
  }

  get showsSummary(): boolean {
    return this.#shown?.summary !== undefined;
  }

  /** When the open question was rated outside a review in this visit, in ms since 1970. */
  get rated(): number | undefined {
    return this.#shown?.rated;
  }

  /** Sets when the open question was rated outside a review, in ms since 1970. */
  setRated(id: QuestionId, time: number): void {
    if (this.#shown?.id !== id) return;
    this.#shown.rated = time;
    this.#sendRates().catch(report);
  }

  /** Updates the bar under the question after a change of the review. */
  refreshReview(): void {
    this.#sendReview().catch(report);
  }

  /** Takes over the panel of the last session, with its page's state. Never rejects. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    try {
      // VS Code saves the page's state every few seconds: after a crash ours is newer.
      const visits = [state, this.#study.state.get<unknown>(stateKeys.lastQuestion)].map(readVisit);
      const last = visits.reduce((a, b) => (b.visit > a.visit ? b : a));
      const visit = this.#nextVisit();
      this.#host.adopt(panel, this.#first(last.id, visit));
      const summary = last.id === '' ? await this.#review.summary() : undefined;
      // VS Code shows the panel once this has resolved, so it cannot wait for the page.
      this.#visit(last.id, visit, summary).catch(report);
    } catch (error) {
      report(error);
    }
  }

  /** Sends a message to the page, if there is one. */
  post(message: ToWebview): void {
    this.#host.post(message);
  }

  /** A new visit's number: higher than in any earlier session, which the page may remember. */
  #nextVisit(): number {
    return Math.max(Date.now(), (this.#shown?.visit ?? 0) + 1);
  }

  /** What a new page shows of a question before the rest arrives. */
  #first(id: QuestionId, visit: number): FirstView | undefined {
    const place = this.#study.questions.library.place(id);
    const question = this.#study.questions.question(id);
    return (
      place &&
      question &&
      firstView(question, place, visit, !this.#review.asks(id) && readSetting(settings.showHint))
    );
  }

  /** Makes `id` the panel's question, with its answer hidden; or shows a summary instead. */
  async #visit(id: QuestionId, visit: number, summary?: SummaryView): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined) return;
    shown.id = id;
    shown.visit = visit;
    shown.answer = undefined;
    shown.exercise = undefined;
    shown.answerSeen = false;
    shown.rated = undefined;
    shown.problem = undefined;
    this.#grading?.forget();
    shown.summary = summary;
    if (summary) {
      this.#name(shown, undefined);
      this.#send();
      await this.#study.state.update(stateKeys.lastQuestion, { id: '', visit: shown.visit });
      return;
    }
    if (await this.#load(shown)) {
      await this.#study.state.update(stateKeys.lastQuestion, { id, visit: shown.visit });
    }
  }

  /** The packs have changed: updates the question if it is being read. */
  async #renew({ renamed }: LibraryChange): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || shown.id === '') return;
    const { questions } = this.#study;
    const now = renamed.get(shown.id);
    if (!questions.question(shown.id) && now !== undefined && questions.question(now)) {
      shown.id = now;
      await this.#study.state.update(stateKeys.lastQuestion, { id: now, visit: shown.visit });
    }
    const question = questions.question(shown.id);
    const place = questions.library.place(shown.id);
    if (question !== shown.question) await this.#load(shown);
    else if (place && JSON.stringify(placeView(place)) !== shown.place) this.#send();
  }

  /** Reads, renders and shows the answer of the panel's question. Gives whether that worked. */
  async #load(shown: Shown): Promise<boolean> {
    const { id, visit } = shown;
    const { questions } = this.#study;
    const isStale = () => this.#shown !== shown || shown.visit !== visit || shown.id !== id;
    try {
      this.#name(shown, questions.question(id));
      // After a window reload the packs may not have been read yet.
      const question = await questions.find(id);
      if (isStale()) return false;
      if (question !== shown.question) this.#name(shown, question);
      if (question) {
        await this.#host.whenShown();
        if (isStale()) return false;
        const rendered = await renderQuestion(
          question,
          { context: this.#context, study: this.#study, post: message => this.post(message) },
          () => isStale() || shown.question !== question,
        );
        if (rendered === undefined) return false;
        Object.assign(shown, rendered);
        shown.problem = undefined;
        return true;
      }
      shown.problem = vscode.l10n.t(
        'The question “{0}” is no longer in any pack. Choose another one in the side bar; your progress on it is kept.',
        id,
      );
      return false;
    } catch (error) {
      if (isStale()) return false;
      shown.problem = error instanceof Error ? error.message : String(error);
      throw error;
    } finally {
      if (!isStale()) this.#send();
    }
  }

  #name(shown: Shown, question: Question | undefined): void {
    shown.question = question;
    this.#host.setTitle(
      question
        ? shorten(plainText(question.title))
        : (shown.summary?.title ?? vscode.l10n.t('Django Question')),
    );
    this.#study.setCurrent(question?.id);
  }

  async #loadGrading(): Promise<Grading> {
    const { Grading } = await import('../ai/grading');
    this.#grading ??= new Grading({
      context: this.#context,
      study: this.#study,
      post: update => this.post(update),
      question: visit =>
        this.#shown?.visit === visit ? this.#study.questions.question(this.#shown.id) : undefined,
    });
    return this.#grading;
  }

  /** Sends the page its content once it is ready. */
  #send(): void {
    const shown = this.#shown;
    if (!shown || !this.#host.isReady) return;
    if (shown.problem !== undefined) {
      this.post({ type: 'problem', message: shown.problem });
      return;
    }
    if (shown.summary) {
      this.post({ type: 'summary', visit: shown.visit, summary: shown.summary });
      return;
    }
    const place = this.#study.questions.library.place(shown.id);
    const question = this.#study.questions.question(shown.id);
    if (!place || !question || !shown.answer) return;
    const { answer } = shown;
    const note = this.#study.note(question.id);
    shown.note = note;
    shown.draft = this.#study.draft(question.id).text;
    shown.place = JSON.stringify(placeView(place));
    const exercise = shown.exercise?.view();
    const { visit } = shown;
    const turn = ++this.#sends;
    this.#sent = Promise.all([import('../../study/markdown/render'), this.#reviewOf(shown)])
      .then(async ([{ renderBlockInSteps, renderInline }, review]) => {
        const isStale = () => this.#shown !== shown || shown.visit !== visit;
        if (isStale()) return;
        const slices = new Slices();
        const code = [...answer.code];
        const noteHtml =
          note === '' ? undefined : await slices.run(renderBlockInSteps(note, code), isStale);
        const hintHtml =
          question.hint === undefined
            ? undefined
            : await slices.run(renderBlockInSteps(question.hint, undefined, shown.images), isStale);
        if (isStale() || turn !== this.#sends) return;
        if (shown.note !== note) {
          this.#send(); // it was changed meanwhile
          await this.#sent;
          return;
        }
        shown.code = code;
        this.post({
          type: 'show',
          // In a review help comes later.
          hintShown: review?.kind !== 'asking' && readSetting(settings.showHint),
          ...(review && { review }),
          question: {
            visit: shown.visit,
            id: question.id,
            titleHtml: renderInline(question.title),
            ...placeView(place),
            ...(hintHtml !== undefined && { hintHtml }),
            sections: answer.sections,
            mastered: this.#study.has(question.id, 'mastered'),
            bookmarked: this.#study.has(question.id, 'bookmarked'),
            ...(noteHtml !== undefined && { noteHtml }),
            draft: this.#study.draft(question.id).text,
            ...(exercise && { exercise }),
            answerTime: readSetting(settings.answerTime),
          },
        });
        this.#grading?.repeat(shown.visit);
      })
      .catch(report);
  }

  /** Sends what links the question to the person's project; finding that takes a moment. */
  async #sendProject(shown: Shown): Promise<void> {
    const { id, visit } = shown;
    if (!vscode.workspace.workspaceFolders?.length) return;
    const [symbols, django] = await Promise.all([
      this.#project.namesAbout(id, mostSymbols),
      this.#project.django(),
    ]);
    if (this.#shown !== shown || shown.visit !== visit) return;
    shown.symbols = symbols;
    this.post({ type: 'project', visit, symbols, ...(django !== undefined && { django }) });
  }

  #reviewOf({ id, answer }: Shown): Promise<ReviewView | undefined> {
    return this.#review.viewOf(id, countKeyPoints(answer));
  }

  async #sendReview(): Promise<void> {
    const shown = this.#shown;
    if (!this.#host.isReady || !shown?.answer) return;
    const { id, visit } = shown;
    const review = await this.#reviewOf(shown);
    if (this.#shown !== shown || shown.visit !== visit) return;
    this.post({ type: 'review', id, ...(review && { review }) });
  }

  /** Sends how the question can be rated outside a review, once its answer was shown. */
  async #sendRates(): Promise<void> {
    const shown = this.#shown;
    if (!this.#host.isReady || !shown?.answer) return;
    const { id, visit } = shown;
    const { progress } = this.#study.store;
    // After an undo it can be rated again.
    if (!reviewsOf(progress.get(id)).some(({ time }) => time === shown.rated)) {
      shown.rated = undefined;
    }
    const rates = await this.#review.ratesOf(id, countKeyPoints(shown.answer), shown.rated);
    if (this.#shown === shown && shown.visit === visit && rates) {
      this.post({ type: 'rates', visit, rates });
    }
  }

  #sendMarks(): void {
    const id = this.#shown?.id;
    if (!id) return;
    this.post({
      type: 'marks',
      id,
      mastered: this.#study.has(id, 'mastered'),
      bookmarked: this.#study.has(id, 'bookmarked'),
    });
  }

  /** Sends the note if the page shows a different one. */
  async #sendNote(): Promise<void> {
    const shown = this.#shown;
    if (!this.#host.isReady || !shown?.answer) return;
    const { id, answer } = shown;
    const note = this.#study.note(id);
    if (note === shown.note) return;
    shown.note = note;
    const { renderBlockInSteps } = await import('../../study/markdown/render');
    if (this.#shown !== shown || shown.id !== id || shown.note !== note) return;
    const code = [...answer.code];
    const html = note === '' ? undefined : await new Slices().run(renderBlockInSteps(note, code));
    if (this.#shown !== shown || shown.id !== id || shown.note !== note) return;
    shown.code = code;
    this.post({ type: 'note', id, ...(html !== undefined && { html }) });
  }

  #sendExercise(): void {
    if (this.#host.isReady) this.#shown?.exercise?.refresh();
  }

  /** Sends the person's own answer if the page has a different one. */
  #sendDraft(): void {
    const shown = this.#shown;
    if (!this.#host.isReady || !shown?.answer) return;
    const { text } = this.#study.draft(shown.id);
    if (text === shown.draft) return;
    shown.draft = text;
    this.post({ type: 'draft', id: shown.id, text });
  }

  /** Stores the person's own answer, even of a question no longer shown, and tells the page. */
  async #keepDraft(id: QuestionId, typed: string, time: number | undefined): Promise<void> {
    const isShown = () => this.#shown?.id === id;
    const text = await keepDraft(this.#study, id, { text: typed, time }, isShown);
    if (text === undefined) return;
    if (this.#shown?.id === id) this.#shown.draft = text;
    this.post({ type: 'draft', id, text });
  }

  async #receive(message: Said<FromWebview>): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    switch (message.type) {
      case 'action':
        try {
          if (message.visit !== undefined && message.visit !== shown.visit) return;
          this.#walking = walks.has(message.action);
          // Each action is a command of the same name, so that it can be bound to another key.
          await vscode.commands.executeCommand(
            commands[message.action],
            // Without an exercise here, the person chooses one.
            ...(message.action === 'practise' && shown.exercise ? [shown.id] : []),
            ...(message.action in bothPagesCommands ? [panelViewType] : []),
          );
        } finally {
          this.#walking = false;
          await this.#sent;
          this.post({ type: 'acted' });
        }
        return;
      case 'answerShown':
        if (message.visit !== shown.visit) return;
        shown.answerSeen = true;
        await Promise.all([this.#sendRates(), this.#sendProject(shown)]);
        return;
      case 'findSymbol': {
        const name = message.visit === shown.visit ? shown.symbols?.[message.symbol] : undefined;
        if (name !== undefined) {
          await vscode.commands.executeCommand(commands.findInYourCode, name);
        }
        return;
      }
      case 'showBookshop':
        await vscode.commands.executeCommand(commands.showBookshop, bookshopPage);
        return;
      case 'draft':
        await this.#keepDraft(message.id, message.text, message.time);
        return;
      case 'exercise':
      case 'openHint':
        if (message.visit === shown.visit) await shown.exercise?.receive(message);
        return;
      case 'openQuestion':
        if (this.#study.questions.question(message.id)) await this.show(message.id);
        return;
      case 'grade':
      case 'showPrompt':
      case 'cancelGrading':
      case 'gradingRemedy':
        await (await this.#loadGrading()).receive(message);
        return;
      case 'copyCode':
      case 'openCode': {
        const code = message.visit === shown.visit ? shown.code[message.block] : undefined;
        if (!code) return;
        if (message.type === 'copyCode') {
          await vscode.env.clipboard.writeText(code.text);
          this.post({ type: 'announce', message: vscode.l10n.t('Copied') });
        } else {
          const { openCode } = await import('../base/openCode');
          await openCode(code.language, code.text);
        }
      }
    }
  }
}

/** Maximum number of names under an answer. */
const mostSymbols = 8;

/** What links a question to the open project. */
export interface Project {
  /** The names a question is about, most specific first, at most `limit`. */
  namesAbout(id: QuestionId, limit: number): Promise<readonly string[]>;
  /** The project's Django version, such as `5.2`. */
  django(): Promise<string | undefined>;
}

function shorten(title: string): string {
  return title.length <= 42 ? title : `${title.slice(0, 40).trimEnd()}…`;
}
