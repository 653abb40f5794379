/** The names that package.json and the code share; a test holds the two against each other. */

/** The commands that a person can run from the start. */
const startCommands = [
  'random',
  'randomFromCategory',
  'randomFromHere',
  'search',
  'open',
  'openToSide',
  'expandCategory',
  'nextUnmastered',
  'markMastered',
  'unmarkMastered',
  'addBookmark',
  'removeBookmark',
  'copyQuestion',
  'editNote',
  'filter',
  'showProgress',
  'showStatistics',
  'chooseModel',
  'startInterview',
  'interviewHistory',
  'setInterviewDate',
  'prepareForJobAd',
  'dayOfInterview',
  'rehearse',
  'askedInInterview',
  'exportProgress',
  'importProgress',
  'exportQuestions',
  'cheatSheet',
  'restoreBackup',
  'getStarted',
  'openKeybindings',
  'showLog',
  'questionsAboutCode',
  'showBookshop',
  'writeProject',
  'toggleStackFirst',
  'review',
  'reviewBookmarked',
  'reviewFrom',
  'reviewFromHere',
  'reviewMore',
  'buryQuestion',
  'suspendQuestion',
  'unsuspendQuestion',
  'editQuestion',
  'copyLink',
  'addPackFolder',
  'removePackFolder',
  'hideCategory',
  'showHidden',
  'newPack',
  'addQuestion',
  'questionFromSelection',
  'importQuestions',
  'exportPack',
  'practise',
  'runChecks',
  'compareSolution',
  'startExerciseOver',
  'nextExerciseHint',
  'reviewSolution',
] as const;

/**
 * The commands that make sense only once something is open or was done: package.json enables them
 * by a context key of ours, and no such key is set before our code is at work.
 */
const laterCommands = [
  'next',
  'previous',
  'first',
  'last',
  'toggleAnswer',
  'toggleHint',
  'toggleKeys',
  'toggleMastered',
  'toggleBookmark',
  'clearFilter',
  'resetProgress',
  'undo',
  'writeAnswer',
  'gradeAnswer',
  'cancelGrading',
  'showPrompt',
  'resumeInterview',
  'interviewReveal',
  'interviewNext',
  'interviewSkip',
  'interviewPause',
  'interviewEditor',
  'interviewAgain',
  'interviewHard',
  'interviewGood',
  'interviewEasy',
  'interviewEnd',
  'interviewReport',
  'interviewExport',
  'interviewDelete',
  'interviewHint',
  'interviewKeys',
  'findInYourCode',
  'showInList',
  'rateAgain',
  'rateHard',
  'rateGood',
  'rateEasy',
  'skipQuestion',
  'pauseReview',
  'endReview',
] as const;

type CommandName = (typeof startCommands)[number] | (typeof laterCommands)[number];

/** The commands, by what they do. */
export const commands = Object.fromEntries(
  [...startCommands, ...laterCommands].map(name => [name, `djangoInterview.${name}`]),
) as { readonly [Name in CommandName]: `djangoInterview.${Name}` };
export type CommandId = (typeof commands)[CommandName];

/** The commands that are enabled later than others: VS Code does not have to wait for them. */
export const commandsEnabledLater: readonly CommandId[] = laterCommands.map(name => commands[name]);

/** The commands of the mock interview. */
export type InterviewCommandId =
  | Extract<CommandId, `djangoInterview.interview${string}`>
  | typeof commands.startInterview
  | typeof commands.resumeInterview;

/** Context keys: what a `when` or `enablement` in package.json may ask. */
export const contextKeys = {
  /** Whether the question panel shows a question. */
  questionOpen: 'djangoInterview.questionOpen',
  /** Whether the date of an interview was set once. */
  interviewDateSet: 'djangoInterview.interviewDateSet',
  /** Whether an answer was revealed in this window: the walkthrough asks. */
  answerSeen: 'djangoInterview.answerSeen',
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

/** The exercises in the Test Explorer. */
export const testControllerId = 'djangoInterview.exercises';

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
  /** Where the progress of this profile is, in globalState: a `ProfilePlace`. */
  profilePlace: 'profilePlace',
  /** Whether the person does not want to be asked for the progress of a folder that is gone. */
  neverMoved: 'neverMoved',
  /** The id of the interview that the person was reminded of on its day. */
  remindedInterview: 'remindedInterview',
  /** The ids of the interviews of which the person told what was asked. */
  toldInterviews: 'toldInterviews',
  /** What the person was asked in an interview, as far as it is typed and in no pack yet. */
  askedQuestions: 'askedQuestions',
  /** Whether the categories of the person's stack come first in the tree. */
  stackFirst: 'stackFirst',
  /** The review under way or ended last: `ReviewSession`. */
  review: 'review',
  /** The folder of exercises: a path in workspaceState, all that were used in globalState. */
  practice: 'practice',
  /** Digests of the code of packs' exercises that the person lets run, in globalState. */
  practiceApproved: 'practiceApproved',
} as const;
