/** The panel that charts the person's progress. */
import * as vscode from 'vscode';
import {
  readFromStatistics,
  type FromStatistics,
  type StatisticsAction,
  type StatisticsView,
  type ToStatistics,
} from '../../protocol/statistics';
import type { Schedule } from '../../study/review/schedule';
import type { InterviewScore, StatisticsOf } from '../../study/statistics';
import { startOfStudyDay } from '../../study/studyDay';
import { commands, statisticsViewType, type CommandId } from '../base/ids';
import type { InterviewStore } from '../core/storage/interviewStore';
import { onDidChangeSettings } from '../base/configuration';
import { log, report } from '../base/log';
import { PageHost, type Said } from '../base/pageHost';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import type { QuestionOpener } from '../core/questionOpener';
import { readinessView } from './readinessView';
import { statisticsPageStrings } from './statisticsPageStrings';
import type { Study } from '../core/study';

/** The command of each button of the page. */
const actionCommands: Record<StatisticsAction, CommandId> = {
  review: commands.review,
  interview: commands.startInterview,
  setDate: commands.setInterviewDate,
};

/** How long to collect changes before the figures are recomputed, in ms. */
const settling = 150;

export class StatisticsPanel implements vscode.Disposable {
  readonly #study: Study;
  readonly #questions: QuestionOpener;
  readonly #host: PageHost<FromStatistics, ToStatistics>;
  readonly #interviews: () => Promise<InterviewStore>;
  #interviewsChange: vscode.Disposable | undefined;
  readonly #subscriptions: vscode.Disposable;
  #computed: { readonly schedule: Schedule; readonly compute: StatisticsOf } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nextDay: ReturnType<typeof setTimeout> | undefined;

  constructor(
    study: Study,
    questions: QuestionOpener,
    extension: vscode.Uri,
    interviews: () => Promise<InterviewStore>,
  ) {
    this.#interviews = interviews;
    this.#study = study;
    this.#questions = questions;
    this.#host = new PageHost(
      extension,
      {
        viewType: statisticsViewType,
        page: 'statistics',
        title: vscode.l10n.t('Django Statistics'),
        strings: statisticsPageStrings,
        read: readFromStatistics,
      },
      {
        ready: () => this.#send(),
        receive: message => this.#receive(message),
        moved: () => this.#refreshSoon(),
      },
    );
    this.#subscriptions = vscode.Disposable.from(
      study.store.onDidChange(() => this.#refreshSoon()),
      study.questions.onDidChange(() => this.#refreshSoon()),
      onDidChangeSettings([], () => this.#refreshSoon()),
      // A new study day may have begun while the person was away.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#refreshSoon()),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#nextDay);
    this.#subscriptions.dispose();
    this.#interviewsChange?.dispose();
    this.#host.dispose();
  }

  /** Opens the panel, or reveals it if open. */
  show(): void {
    this.#host.show();
  }

  /** Takes over the panel of the last session. */
  restore(panel: vscode.WebviewPanel): void {
    this.#host.adopt(panel);
  }

  #refreshSoon(): void {
    if (!this.#host.isVisible || !this.#host.isReady) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#send().catch(report);
    }, settling);
  }

  async #send(): Promise<void> {
    if (!this.#host.isReady) return;
    let message: ToStatistics;
    try {
      await this.#study.store.open();
      message = { type: 'show', statistics: await this.#view() };
    } catch (error) {
      log().error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      message = {
        type: 'problem',
        message: vscode.l10n.t(
          'The figures could not be computed: {0}. Your progress is kept. The log has the details.',
          error instanceof Error ? error.message : String(error),
        ),
      };
    }
    this.#host.post(message);
  }

  async #view(): Promise<StatisticsView> {
    const { library } = this.#study.questions;
    const [schedule, memory, { createStatistics }, interviews, readiness] = await Promise.all([
      this.#study.schedule(),
      this.#study.personalMemory(),
      import('../../study/statistics'),
      this.#scores(),
      readinessView(this.#study, Date.now()),
    ]);
    // Cached as long as the schedule: it remembers what it has replayed.
    if (this.#computed?.schedule !== schedule) {
      this.#computed = { schedule, compute: createStatistics(schedule) };
    }
    const { compute } = this.#computed;
    const now = Date.now();
    const { progress } = this.#study.store;
    await new Slices().run(compute.prepare({ progress, now }));
    const statistics = compute({ library, progress, interviews, now });
    this.#refreshAt(startOfStudyDay(statistics.today + 1, schedule.settings.days), now);
    return {
      ...statistics,
      readiness,
      memory: memory && { reviews: memory.reviews, pace: memory.pace },
      hardest: statistics.hardest.map(hard => ({
        ...hard,
        title: plainText(library.question(hard.id)?.title ?? hard.id),
        category: library.place(hard.id)?.category.title ?? '',
      })),
    };
  }

  /** The scores of completed interviews. */
  async #scores(): Promise<readonly InterviewScore[]> {
    const [store, { interviewScore }] = await Promise.all([
      this.#interviews(),
      import('../../study/mockInterview/score'),
    ]);
    this.#interviewsChange ??= store.onDidChange(() => this.#refreshSoon());
    return (await store.list()).flatMap(interview => {
      const score = interview.status === 'finished' ? interviewScore(interview) : undefined;
      return score === undefined ? [] : [{ time: interview.finished ?? interview.started, score }];
    });
  }

  /** Recomputes the figures when the next study day has begun. */
  #refreshAt(time: number, now: number): void {
    clearTimeout(this.#nextDay);
    this.#nextDay = setTimeout(() => this.#refreshSoon(), Math.max(time - now, 0) + 1000);
  }

  async #receive(message: Said<FromStatistics>): Promise<void> {
    switch (message.type) {
      case 'action':
        await vscode.commands.executeCommand(actionCommands[message.action]);
        return;
      case 'openQuestion':
        if (this.#study.questions.question(message.id)) await this.#questions.show(message.id);
        return;
    }
  }
}
