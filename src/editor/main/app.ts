/** The parts of the extension and their wiring; each is created on first use. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import { studyDayOf } from '../../study/studyDay';
import type { CodeHelp } from '../code/codeHelp';
import { StackSource } from '../code/stack';
import { contextKeys, stateKeys } from '../base/ids';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { Interviews } from '../mockInterview/interviews';
import { registerLog, report } from '../base/log';
import type { Notes } from '../notes/notes';
import type { Practice } from '../practice/practice';
import type { QuestionPanel } from '../question/questionPanel';
import { QuestionSource } from '../core/questionSource';
import type { QuestionOpener } from '../core/questionOpener';
import { QuestionTree } from '../tree/questionTree';
import type { StatisticsPanel } from '../statistics/statisticsPanel';
import { DueReviews } from '../review/dueReviews';
import { Reviews } from '../review/reviews';
import { registerStatusBar } from '../statistics/statusBar';
import { registerPlan } from '../plan/planStart';
import { registerReworded } from '../packs/rewordedStart';
import { lenientMemento } from '../core/storage/lenientMemento';
import { createStores, registerProgressScope } from '../core/storage/scope';
import { setContext, Study } from '../core/study';
import { studyDays } from '../core/studyDays';

/** The services of command handlers, views and panels; functions load a part on first use. */
export interface App {
  readonly context: vscode.ExtensionContext;
  readonly study: Study;
  /** Shows questions in `questionPanel`. */
  readonly questionOpener: QuestionOpener;
  readonly questionPanel: () => Promise<QuestionPanel>;
  readonly tree: QuestionTree;
  readonly notes: () => Promise<Notes>;
  readonly statistics: () => Promise<StatisticsPanel>;
  readonly codeHelp: () => Promise<CodeHelp>;
  readonly stack: StackSource;
  readonly interviews: () => Promise<Interviews>;
  readonly interviewStore: () => Promise<InterviewStore>;
  readonly reviews: Reviews;
  readonly due: DueReviews;
  readonly practice: () => Promise<Practice>;
  /** Writes pending changes; resolves when done. Never rejects. */
  settle(): Promise<void>;
}

/** Creates the parts and starts reading the person's progress. They live as long as `context`. */
export async function createApp(context: vscode.ExtensionContext): Promise<App> {
  const stores = await createStores(context, time => studyDayOf(time, studyDays()));
  const { progress: store, interviews: interviewStore } = stores;
  const questions = new QuestionSource(
    vscode.Uri.joinPath(context.extensionUri, 'questions'),
    async builtIn => {
      const { Packs } = await import('../packs/packs');
      return new Packs(builtIn, vscode.Uri.joinPath(context.globalStorageUri, 'packs'));
    },
  );
  const state = lenientMemento(context.workspaceState);
  const stack = new StackSource(state);
  const study = new Study(questions, store, state, stack);
  /** Disposes of a part when the extension ends. */
  const kept = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const tree = new QuestionTree(study, stack);
  const codeHelp = once(async () => {
    const { CodeHelp: Made } = await import('../code/codeHelp');
    return new Made(questions);
  });
  const notes = once(async () => {
    const { Notes: Made } = await import('../notes/notes');
    return kept(new Made(study, () => shownPanel?.isActive ?? false));
  });
  let shownPanel: QuestionPanel | undefined;
  const questionPanel = once(async (): Promise<QuestionPanel> => {
    const { QuestionPanel: Made } = await import('../question/questionPanel');
    const project = {
      namesAbout: async (id: QuestionId, limit: number) => (await codeHelp()).about(id, limit),
      django: async () => (await stack.read()).django,
    };
    return (shownPanel = kept(new Made(study, context, project, reviews)));
  });
  const questionOpener: QuestionOpener = {
    show: async (id, options) => (await questionPanel()).show(id, options),
  };
  const reviews = new Reviews(study, questionPanel);
  const practice = once(async () => {
    const { Practice: Made } = await import('../practice/practice');
    return kept(new Made({ context, study, questionOpener }));
  });
  const due = new DueReviews(study, context.globalStorageUri);
  context.subscriptions.push(
    registerLog(),
    store,
    registerProgressScope(context, stores),
    questions,
    study,
    tree,
    stack,
    reviews,
    due,
    registerStatusBar(study),
    registerPlan(study),
    registerReworded(study),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      // Another window may have studied the same workspace meanwhile.
      if (focused) void store.refresh();
    }),
  );
  void store.open();
  // The person's own questions appear once read; the built-in ones are there.
  questions.packs().catch(report);
  // Context keys of commands must be right before their code is loaded.
  setContext(
    contextKeys.interviewUnfinished,
    context.workspaceState.get(stateKeys.unfinishedInterview) !== undefined,
  );
  // Exercises appear in the Test Explorer only for people who have practised.
  const hasPractised = [context.workspaceState, context.globalState].some(
    each => each.get<unknown>(stateKeys.practice) !== undefined,
  );
  if (hasPractised)
    practice()
      .then(made => made.resume())
      .catch(report);
  let made: Promise<Interviews> | undefined;
  const interviews = () =>
    (made ??= Promise.all([import('../mockInterview/interviews'), interviewStore()]).then(
      ([{ createInterviews }, store]) =>
        kept(createInterviews(study, context, store, id => questionOpener.show(id))),
    ));
  const statistics = once(async () => {
    const { StatisticsPanel: Made } = await import('../statistics/statisticsPanel');
    return kept(new Made(study, questionOpener, context.extensionUri, interviewStore));
  });
  return {
    context,
    study,
    questionOpener,
    questionPanel,
    tree,
    notes,
    statistics,
    codeHelp,
    stack,
    interviews,
    interviewStore,
    reviews,
    due,
    practice,
    // Progress needs no such time: each change is on disk before it is shown as done.
    settle: async () => {
      const parts = await made;
      parts?.session.leave();
      await parts?.store.flush();
    },
  };
}

/** Creates a part on first use. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
