/** The names that package.json and the code share; a test holds the two against each other. */

/** The commands, by what they do. */
export const commands = {
  random: 'djangoInterview.random',
  randomFromCategory: 'djangoInterview.randomFromCategory',
  randomFromHere: 'djangoInterview.randomFromHere',
  search: 'djangoInterview.search',
  open: 'djangoInterview.open',
  openToSide: 'djangoInterview.openToSide',
  expandCategory: 'djangoInterview.expandCategory',
  next: 'djangoInterview.next',
  previous: 'djangoInterview.previous',
  first: 'djangoInterview.first',
  last: 'djangoInterview.last',
  nextUnmastered: 'djangoInterview.nextUnmastered',
  toggleAnswer: 'djangoInterview.toggleAnswer',
  toggleHint: 'djangoInterview.toggleHint',
  toggleKeys: 'djangoInterview.toggleKeys',
  toggleMastered: 'djangoInterview.toggleMastered',
  markMastered: 'djangoInterview.markMastered',
  unmarkMastered: 'djangoInterview.unmarkMastered',
  toggleBookmark: 'djangoInterview.toggleBookmark',
  addBookmark: 'djangoInterview.addBookmark',
  removeBookmark: 'djangoInterview.removeBookmark',
  copyQuestion: 'djangoInterview.copyQuestion',
  editNote: 'djangoInterview.editNote',
  filter: 'djangoInterview.filter',
  clearFilter: 'djangoInterview.clearFilter',
  showProgress: 'djangoInterview.showProgress',
  showStatistics: 'djangoInterview.showStatistics',
  resetProgress: 'djangoInterview.resetProgress',
  undo: 'djangoInterview.undo',
  writeAnswer: 'djangoInterview.writeAnswer',
  gradeAnswer: 'djangoInterview.gradeAnswer',
  cancelGrading: 'djangoInterview.cancelGrading',
  showPrompt: 'djangoInterview.showPrompt',
  chooseModel: 'djangoInterview.chooseModel',
  startInterview: 'djangoInterview.startInterview',
  resumeInterview: 'djangoInterview.resumeInterview',
  interviewHistory: 'djangoInterview.interviewHistory',
  interviewReveal: 'djangoInterview.interviewReveal',
  interviewNext: 'djangoInterview.interviewNext',
  interviewSkip: 'djangoInterview.interviewSkip',
  interviewPause: 'djangoInterview.interviewPause',
  interviewEditor: 'djangoInterview.interviewEditor',
  interviewAgain: 'djangoInterview.interviewAgain',
  interviewHard: 'djangoInterview.interviewHard',
  interviewGood: 'djangoInterview.interviewGood',
  interviewEasy: 'djangoInterview.interviewEasy',
  interviewEnd: 'djangoInterview.interviewEnd',
  interviewReport: 'djangoInterview.interviewReport',
  interviewExport: 'djangoInterview.interviewExport',
  interviewDelete: 'djangoInterview.interviewDelete',
  interviewHint: 'djangoInterview.interviewHint',
  interviewKeys: 'djangoInterview.interviewKeys',
  exportProgress: 'djangoInterview.exportProgress',
  importProgress: 'djangoInterview.importProgress',
  exportQuestions: 'djangoInterview.exportQuestions',
  restoreBackup: 'djangoInterview.restoreBackup',
  getStarted: 'djangoInterview.getStarted',
  openKeybindings: 'djangoInterview.openKeybindings',
  showLog: 'djangoInterview.showLog',

  questionsAboutCode: 'djangoInterview.questionsAboutCode',
  findInYourCode: 'djangoInterview.findInYourCode',
  writeProject: 'djangoInterview.writeProject',
  showBookshop: 'djangoInterview.showBookshop',
  toggleStackFirst: 'djangoInterview.toggleStackFirst',
  review: 'djangoInterview.review',
  reviewBookmarked: 'djangoInterview.reviewBookmarked',
  reviewFrom: 'djangoInterview.reviewFrom',
  reviewFromHere: 'djangoInterview.reviewFromHere',
  reviewMore: 'djangoInterview.reviewMore',
  rateAgain: 'djangoInterview.rateAgain',
  rateHard: 'djangoInterview.rateHard',
  rateGood: 'djangoInterview.rateGood',
  rateEasy: 'djangoInterview.rateEasy',
  skipQuestion: 'djangoInterview.skipQuestion',
  buryQuestion: 'djangoInterview.buryQuestion',
  suspendQuestion: 'djangoInterview.suspendQuestion',
  unsuspendQuestion: 'djangoInterview.unsuspendQuestion',
  pauseReview: 'djangoInterview.pauseReview',
  endReview: 'djangoInterview.endReview',
  editQuestion: 'djangoInterview.editQuestion',
  copyLink: 'djangoInterview.copyLink',
  addPackFolder: 'djangoInterview.addPackFolder',
  removePackFolder: 'djangoInterview.removePackFolder',
  hideCategory: 'djangoInterview.hideCategory',
  showHidden: 'djangoInterview.showHidden',
  newPack: 'djangoInterview.newPack',
  addQuestion: 'djangoInterview.addQuestion',
  questionFromSelection: 'djangoInterview.questionFromSelection',
  importQuestions: 'djangoInterview.importQuestions',
  exportPack: 'djangoInterview.exportPack',
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

/**
 * The commands that make sense only once a part of this extension is at work: package.json enables
 * them by a context key of ours, and no such key is set before the part is there.
 */
export const commandsOfParts: readonly CommandId[] = [
  commands.next,
  commands.previous,
  commands.first,
  commands.last,
  commands.toggleAnswer,
  commands.toggleHint,
  commands.toggleKeys,
  commands.toggleMastered,
  commands.toggleBookmark,
  commands.clearFilter,
  commands.resetProgress,
  commands.undo,
  commands.writeAnswer,
  commands.gradeAnswer,
  commands.cancelGrading,
  commands.showPrompt,
  commands.findInYourCode,
  commands.writeProject,
  commands.resumeInterview,
  commands.interviewReveal,
  commands.interviewPause,
  commands.interviewSkip,
  commands.interviewEditor,
  commands.interviewHint,
  commands.interviewAgain,
  commands.interviewHard,
  commands.interviewGood,
  commands.interviewEasy,
  commands.interviewNext,
  commands.interviewEnd,
  commands.interviewReport,
  commands.interviewExport,
  commands.interviewDelete,
  commands.interviewKeys,
  commands.rateAgain,
  commands.rateHard,
  commands.rateGood,
  commands.rateEasy,
  commands.skipQuestion,
  commands.pauseReview,
  commands.endReview,
];

/** The commands of the mock interview. */
export type InterviewCommandId =
  | Extract<CommandId, `djangoInterview.interview${string}`>
  | typeof commands.startInterview
  | typeof commands.resumeInterview;

/** Context keys: what a `when` or `enablement` in package.json may ask. */
export const contextKeys = {
  /** Whether the question panel shows a question. */
  questionOpen: 'djangoInterview.questionOpen',
  /** Whether the open question is mastered. */
  questionMastered: 'djangoInterview.questionMastered',
  /** Whether a change can be undone. */
  canUndo: 'djangoInterview.canUndo',
  /** Whether any mark is set. */
  hasProgress: 'djangoInterview.hasProgress',
  /** Whether an answer is being graded. */
  grading: 'djangoInterview.grading',
  /** Whether the tree's filter hides anything. */
  filtered: 'djangoInterview.filtered',
  /** Whether the categories of the person's stack come first in the tree. */
  stackFirst: 'djangoInterview.stackFirst',
  /** What the panel of the mock interview shows: `setup`, `asked`, `compared` or `report`. */
  interviewShows: 'djangoInterview.interviewShows',
  /** Whether an interview was left that can be gone on with. */
  interviewUnfinished: 'djangoInterview.interviewUnfinished',
  /** Whether the open question is asked by a review. */
  reviewing: 'djangoInterview.reviewing',
  /** Whether a review was begun and not ended. */
  reviewOpen: 'djangoInterview.reviewOpen',
  /** Whether the open question is suspended from reviews. */
  questionSuspended: 'djangoInterview.questionSuspended',
  /** Whether the person asked for the walkthrough: VS Code opens one by itself whose condition holds. */
  gettingStarted: 'djangoInterview.gettingStarted',
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

/** The walkthrough, as package.json names it. */
export const walkthroughId = 'start';

export const treeViewId = 'djangoInterview.questions';
export const panelViewType = 'djangoInterview.question';
export const statisticsViewType = 'djangoInterview.statistics';
export const interviewViewType = 'djangoInterview.interview';
/** The scheme of the files of interviews: answers that are typed in an editor, and reports. */
export const interviewScheme = 'django-interview';
/** The folder of answers in that scheme; package.json gives its files their language. */
export const whiteboardFolder = 'django-interview-answer';
/** The folder of reports in that scheme. */
export const reportFolder = 'report';
/** A plain language without suggestions. */
export const whiteboardLanguage = 'django-interview-answer';
/** The scheme of the notes' files. */
export const noteScheme = 'django-notes';
/** The scheme of the built-in packs' files, which are read-only. */
export const builtInScheme = 'django-questions';

/** The chat participant and the tools for language models, as package.json names them. */
export const chatParticipantId = 'djangoInterview.interviewer';
export const languageModelTools = {
  findQuestions: 'django_interview_find_questions',
  getQuestion: 'django_interview_get_question',
  getDue: 'django_interview_get_due',
  recordReview: 'django_interview_record_review',
} as const;

/** What is kept in workspaceState; `progress` in globalState as well, when it is kept everywhere. */
export const stateKeys = {
  /** The person's progress: `StoredProgress`. */
  progress: 'progress',
  /** The tree's filter. */
  filter: 'filter',
  /** The question the panel showed last, and the number of that visit. */
  lastQuestion: 'lastQuestion',
  /** Which questions were drawn in the present round of random ones. */
  drawn: 'drawn',
  /** The choices made in the form of the mock interview last: `InterviewSettings`. */
  interviewSettings: 'interviewSettings',
  /** The id of the interview that was shown last and is not at its end. */
  unfinishedInterview: 'unfinishedInterview',
  /** Where progress was kept last: a `ProgressScope`. */
  scope: 'scope',
  /** The name of the folder that holds this workspace's progress. */
  place: 'place',
  /** Whether the person does not want to be asked for the progress of a folder that is gone. */
  neverMoved: 'neverMoved',
  /** Whether the categories of the person's stack come first in the tree. */
  stackFirst: 'stackFirst',
  /** The review under way or ended last: `ReviewSession`. */
  review: 'review',
} as const;
