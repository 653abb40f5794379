/** The parts of the extension and how they are wired: made when the first of them is needed. */
import * as vscode from 'vscode';
import { studyDayOf } from '../../study/studyDay';
import { CodeHelp } from '../code/codeHelp';
import { StackSource } from '../code/stack';
import { contextKeys, stateKeys } from '../base/ids';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { Interviews } from '../mockInterview/interviews';
import { registerLog, report } from '../base/log';
import { Notes } from '../notes/notes';
import { QuestionPanel } from '../question/questionPanel';
import { QuestionSource } from '../core/questionSource';
import { QuestionTree } from '../tree/questionTree';
import type { StatisticsPanel } from '../statistics/statisticsPanel';
import { DueReviews } from '../review/dueReviews';
import { Reviews } from '../review/reviews';
import { registerStatusBar } from '../statistics/statusBar';
import { lenientMemento } from '../core/storage/lenientMemento';
import { createStores, registerProgressScope } from '../core/storage/scope';
import { setContext, Study } from '../core/study';
import { studyDays } from '../core/studyDays';

/** What the handlers of commands, views and panels work with. */
export interface App {
  readonly context: vscode.ExtensionContext;
  readonly study: Study;
  readonly panel: QuestionPanel;
  readonly tree: QuestionTree;
  readonly notes: Notes;
  /** The statistics, loaded on first use. */
  readonly statistics: () => Promise<StatisticsPanel>;
  readonly codeHelp: CodeHelp;
  readonly stack: StackSource;
  /** The mock interviews, loaded on first use. */
  interviews(): Promise<Interviews>;
  interviewStore(): Promise<InterviewStore>;
  readonly reviews: Reviews;
  readonly due: DueReviews;
  /** Writes what still waits to be written; resolves when that is done. Never rejects. */
  settle(): Promise<void>;
}

/** Makes the parts and begins to read the person's progress. They live as long as `context`. */
export function createApp(context: vscode.ExtensionContext): App {
  const stores = createStores(context, time => studyDayOf(time, studyDays()));
  const { progress: store, interviews: interviewStore } = stores;
  const questions = new QuestionSource(
    vscode.Uri.joinPath(context.extensionUri, 'questions'),
    async builtIn => {
      const { Packs } = await import('../packs/packs');
      return new Packs(builtIn);
    },
  );
  const state = lenientMemento(context.workspaceState);
  const study = new Study(questions, store, state);
  const codeHelp = new CodeHelp(questions);
  const stack = new StackSource(state);
  const panel = new QuestionPanel(study, context, {
    namesAbout: (id, limit) => codeHelp.about(id, limit),
    django: async () => (await stack.read()).django,
  });
  const tree = new QuestionTree(study, stack);
  const notes = new Notes(study);
  const reviews = new Reviews(study, panel);
  const due = new DueReviews(study, context.globalStorageUri);
  context.subscriptions.push(
    registerLog(),
    store,
    registerProgressScope(context, stores),
    questions,
    study,
    panel,
    tree,
    notes,
    stack,
    reviews,
    due,
    registerStatusBar(study),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      // Another window may have studied the same workspace meanwhile.
      if (focused) void store.refresh();
    }),
  );
  void store.open();
  // Questions of one's own come as soon as they are read; the built-in ones are there.
  questions.packs().catch(report);
  // What the commands ask must be right before their code is loaded.
  setContext(
    contextKeys.interviewUnfinished,
    context.workspaceState.get(stateKeys.unfinishedInterview) !== undefined,
  );
  let made: Promise<Interviews> | undefined;
  const interviews = () =>
    (made ??= Promise.all([import('../mockInterview/interviews'), interviewStore()]).then(
      ([{ createInterviews }, interviewsOf]) => {
        const parts = createInterviews(study, context, interviewsOf, id => panel.show(id));
        context.subscriptions.push(parts);
        return parts;
      },
    ));
  let pictures: Promise<StatisticsPanel> | undefined;
  const statistics = () =>
    (pictures ??= import('../statistics/statisticsPanel').then(({ StatisticsPanel: Made }) => {
      const made = new Made(study, panel, context.extensionUri, interviewStore);
      context.subscriptions.push(made);
      return made;
    }));
  return {
    context,
    study,
    panel,
    tree,
    notes,
    statistics,
    codeHelp,
    stack,
    interviews,
    interviewStore,
    reviews,
    due,
    // Progress needs no such time: each change is on disk before it is shown as done.
    settle: async () => {
      const parts = await made;
      parts?.session.leave();
      await parts?.store.flush();
    },
  };
}
