/** Maps commands to features. A feature's code is loaded by its first command. */
import type { Handlers } from '../base/handlers';
import type { App } from './app';
import { commands, type BothPagesCommandId, type CommandId } from '../base/ids';
import { report } from '../base/log';
import { pageOf } from './pageInFront';

/** Loads a feature that handles, among others, the given commands. */
type Feature<Id extends CommandId> = (app: App) => Promise<Handlers<Id>>;

/** The feature behind each page that has the command. */
interface BothPages<Id extends CommandId> {
  readonly question: Feature<Id>;
  readonly interview: Feature<Id>;
}

const browsing = async ({ study, tree: list, questionPanel }: App) => {
  const made = await import('../question/browsingCommands');
  return made.browsingCommands({ study, tree: list, panel: await questionPanel() });
};
const search = async (app: App) => (await import('../tree/searchPick')).searchCommands(app);
const code = async (app: App) => (await import('../code/codeCommands')).codeCommands(app);
const interview = async (app: App) =>
  (await import('../mockInterview/interviewCommands')).interviewCommands(app);
const review = async (app: App) => (await import('../review/reviewCommands')).reviewCommands(app);
const packs = async (app: App) => (await import('../packs/packCommands')).packCommands(app);
const packWriting = async (app: App) => (await import('../packs/writeCommands')).writeCommands(app);

const interviewer = async ({ questionPanel }: App) => {
  const made = await import('../ai/interviewerCommands');
  return made.interviewerCommands({ panel: await questionPanel() });
};

const help = async (app: App) => (await import('./helpCommands')).helpCommands(app);
const tree = async (app: App) => (await import('../tree/treeCommands')).treeCommands(app);
const notes = async ({ study, notes: load }: App) => {
  const made = await import('../notes/noteCommands');
  return made.noteCommands({ study, notes: await load() });
};
const statistics = async (app: App) =>
  (await import('../statistics/statisticsCommands')).statisticsCommands(app);

const plan = async ({ study, context }: App) =>
  (await import('../plan/planCommands')).planCommands({
    study,
    context,
    addQuestions: async wordings =>
      (await import('../packs/writeCommands')).addQuestions(study, wordings),
  });
const practice = async (app: App) =>
  (await import('../practice/practiceCommands')).practiceCommands(app);
const changes = async (app: App) => (await import('../core/changeCommands')).changeCommands(app);
const exportProgress = async (app: App) =>
  (await import('../exchange/exportProgress')).exportProgressCommands(app);
const importProgress = async (app: App) =>
  (await import('../exchange/importProgress')).importProgressCommands(app);
const exportQuestions = async (app: App) =>
  (await import('../exchange/exportQuestions')).exportQuestionsCommands(app);
const restoreBackup = async (app: App) =>
  (await import('../exchange/restoreBackup')).restoreCommands(app);

const features: {
  readonly [Id in CommandId]: Id extends BothPagesCommandId ? BothPages<Id> : Feature<Id>;
} = {
  [commands.open]: browsing,
  [commands.openToSide]: browsing,
  [commands.expandCategory]: tree,
  [commands.tickRow]: tree,
  [commands.next]: { question: browsing, interview },
  [commands.previous]: browsing,
  [commands.first]: browsing,
  [commands.last]: browsing,
  [commands.nextUnmastered]: browsing,
  [commands.random]: browsing,
  [commands.randomFromCategory]: browsing,
  [commands.randomFromHere]: browsing,
  [commands.toggleAnswer]: browsing,
  [commands.toggleHint]: { question: browsing, interview },
  [commands.toggleKeys]: { question: browsing, interview },
  [commands.toggleMastered]: browsing,
  [commands.markMastered]: browsing,
  [commands.unmarkMastered]: browsing,
  [commands.toggleBookmark]: browsing,
  [commands.addBookmark]: browsing,
  [commands.removeBookmark]: browsing,
  [commands.copyQuestion]: browsing,
  [commands.editNote]: notes,
  [commands.filter]: tree,
  [commands.clearFilter]: tree,
  [commands.showProgress]: browsing,
  [commands.showStatistics]: statistics,
  [commands.showInList]: browsing,
  [commands.getStarted]: help,
  [commands.openKeybindings]: help,
  [commands.showLog]: help,

  [commands.search]: search,

  [commands.writeAnswer]: interviewer,
  [commands.gradeAnswer]: interviewer,
  [commands.cancelGrading]: interviewer,
  [commands.showPrompt]: interviewer,
  [commands.chooseModel]: interviewer,
  [commands.questionsAboutCode]: code,
  [commands.findInYourCode]: code,
  [commands.writeProject]: code,
  [commands.showBookshop]: code,
  [commands.toggleStackFirst]: code,
  [commands.startInterview]: interview,
  [commands.resumeInterview]: interview,
  [commands.interviewHistory]: interview,
  [commands.interviewReveal]: interview,
  [commands.interviewPause]: interview,
  [commands.interviewEditor]: interview,
  [commands.interviewDictate]: interview,
  [commands.interviewEnd]: interview,
  [commands.interviewReport]: interview,
  [commands.interviewExport]: interview,
  [commands.interviewDelete]: interview,
  [commands.setInterviewDate]: plan,
  [commands.prepareForJobAd]: plan,
  [commands.dayOfInterview]: plan,
  [commands.rehearse]: plan,
  [commands.askedInInterview]: plan,
  [commands.undo]: changes,
  [commands.resetProgress]: changes,
  [commands.exportProgress]: exportProgress,
  [commands.importProgress]: importProgress,
  [commands.exportQuestions]: exportQuestions,
  [commands.cheatSheet]: exportQuestions,
  [commands.restoreBackup]: restoreBackup,
  [commands.review]: review,
  [commands.reviewFrom]: review,
  [commands.reviewFromHere]: review,
  [commands.reviewMore]: review,
  [commands.rateAgain]: { question: review, interview },
  [commands.rateHard]: { question: review, interview },
  [commands.rateGood]: { question: review, interview },
  [commands.rateEasy]: { question: review, interview },
  [commands.skipQuestion]: { question: review, interview },
  [commands.buryQuestion]: review,
  [commands.suspendQuestion]: review,
  [commands.unsuspendQuestion]: review,
  [commands.pauseReview]: review,
  [commands.endReview]: review,

  [commands.editQuestion]: packs,
  [commands.copyLink]: packs,
  [commands.addPackFolder]: packs,
  [commands.removePackFolder]: packs,
  [commands.hideCategory]: packs,
  [commands.showHidden]: packs,
  [commands.newPack]: packWriting,
  [commands.addQuestion]: packWriting,
  [commands.questionFromSelection]: packWriting,
  [commands.importQuestions]: packWriting,
  [commands.exportPack]: packWriting,
  [commands.copyToPack]: packWriting,

  [commands.practise]: practice,
  [commands.runChecks]: practice,
  [commands.compareSolution]: practice,
  [commands.startExerciseOver]: practice,
  [commands.nextExerciseHint]: practice,
  [commands.reviewSolution]: practice,
};

/** Cached handlers by feature: holding a key down creates no new ones. */
const made = new WeakMap<App, Map<AnyFeature, Promise<Partial<Handlers>>>>();

type AnyFeature = (app: App) => Promise<Partial<Handlers>>;

function handlersOf(app: App, feature: AnyFeature): Promise<Partial<Handlers>> {
  const known = made.get(app) ?? new Map<AnyFeature, Promise<Partial<Handlers>>>();
  made.set(app, known);
  let handlers = known.get(feature);
  if (handlers === undefined) {
    handlers = feature(app);
    known.set(feature, handlers);
    handlers.catch(() => known.delete(feature)); // retried at the next command
  }
  return handlers;
}

/** Runs a command. Never rejects: errors are shown or logged, but not in VS Code's dialog. */
export async function runCommand(app: App, id: CommandId, args: readonly unknown[]): Promise<void> {
  try {
    const feature = features[id];
    const handlers = await handlersOf(
      app,
      typeof feature === 'function' ? feature : feature[pageOf(args)],
    );
    await handlers[id]?.(...args);
  } catch (error) {
    report(error);
  }
}
