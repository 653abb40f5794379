/** Names shared by package.json and the code; a test compares them. */

/** The commands that are always enabled. */
const startCommands = [
  'random',
  'randomFromCategory',
  'randomFromHere',
  'search',
  'open',
  'openToSide',
  'expandCategory',
  'tickRow',
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
  'copyToPack',
  'practise',
  'runChecks',
  'compareSolution',
  'startExerciseOver',
  'nextExerciseHint',
  'reviewSolution',
] as const;

/**
 * The commands that need something open or done first: package.json enables them by one of our
 * context keys, which are only set once our code runs.
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
  'interviewPause',
  'interviewEditor',
  'interviewDictate',
  'interviewEnd',
  'interviewReport',
  'interviewExport',
  'interviewDelete',
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

/** The commands, by purpose. */
export const commands = Object.fromEntries(
  [...startCommands, ...laterCommands].map(name => [name, `djangoInterview.${name}`]),
) as { readonly [Name in CommandName]: `djangoInterview.${Name}` };
export type CommandId = (typeof commands)[CommandName];

/** The commands that are enabled later than others, so VS Code need not wait for them. */
export const commandsEnabledLater: readonly CommandId[] = laterCommands.map(name => commands[name]);

/**
 * The commands of both pages, which act on the page in front, with their former names for the
 * interview: a person's keys may still have those.
 */
export const bothPagesCommands = {
  next: 'interviewNext',
  toggleHint: 'interviewHint',
  toggleKeys: 'interviewKeys',
  rateAgain: 'interviewAgain',
  rateHard: 'interviewHard',
  rateGood: 'interviewGood',
  rateEasy: 'interviewEasy',
  skipQuestion: 'interviewSkip',
} as const satisfies Partial<Record<CommandName, string>>;
export type BothPagesCommandId = (typeof commands)[keyof typeof bothPagesCommands];

/** The commands of the mock interview alone. */
export type InterviewCommandId =
  | Extract<CommandId, `djangoInterview.interview${string}`>
  | typeof commands.startInterview
  | typeof commands.resumeInterview;

/** Context keys that `when` and `enablement` clauses in package.json use. */
export const contextKeys = {
  /** Whether the question panel shows a question. */
  questionOpen: 'djangoInterview.questionOpen',
  /** Whether the open question is in a pack of the person's own, so that it can be edited. */
  questionOwn: 'djangoInterview.questionOwn',
  /** Whether an interview date was ever set. */
  interviewDateSet: 'djangoInterview.interviewDateSet',
  /** Whether a pack of the person's own is loaded, for the walkthrough. */
  hasPacks: 'djangoInterview.hasPacks',
  /** Whether the open question is mastered. */
  questionMastered: 'djangoInterview.questionMastered',
  /** Whether a change can be undone. */
  canUndo: 'djangoInterview.canUndo',
  /** Whether anything is marked. */
  hasProgress: 'djangoInterview.hasProgress',
  /** Whether an answer is being graded. */
  grading: 'djangoInterview.grading',
  /** Whether the tree's filter hides anything. */
  filtered: 'djangoInterview.filtered',
  /** Whether the tree lists the categories of the person's stack first. */
  stackFirst: 'djangoInterview.stackFirst',
  /** What the mock interview panel shows: `setup`, `asked`, `compared` or `report`. */
  interviewShows: 'djangoInterview.interviewShows',
  /** Whether there is an interview to resume. */
  interviewUnfinished: 'djangoInterview.interviewUnfinished',
  /** Whether a review asks the open question. */
  reviewing: 'djangoInterview.reviewing',
  /** Whether a review is under way. */
  reviewOpen: 'djangoInterview.reviewOpen',
  /** Whether the open question is suspended from reviews. */
  questionSuspended: 'djangoInterview.questionSuspended',
  /** Whether the walkthrough was asked for: VS Code opens one by itself if its condition holds. */
  gettingStarted: 'djangoInterview.gettingStarted',
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

/** The walkthrough's id in package.json. */
export const walkthroughId = 'start';

export const treeViewId = 'djangoInterview.questions';
export const panelViewType = 'djangoInterview.question';
export const statisticsViewType = 'djangoInterview.statistics';
export const interviewViewType = 'djangoInterview.interview';
/** The URI scheme of interview files: answers typed in an editor, and reports. */
export const interviewScheme = 'django-interview';
/** The folder of answers in that scheme; package.json sets its files' language. */
export const whiteboardFolder = 'django-interview-answer';
/** The folder of reports in that scheme. */
export const reportFolder = 'report';
/** A plain-text language without suggestions. */
export const whiteboardLanguage = 'django-interview-answer';
/** The URI scheme of notes. */
export const noteScheme = 'django-notes';
/** The URI scheme of the built-in packs' read-only files. */
export const builtInScheme = 'django-questions';

/** The Test Explorer's controller for exercises. */
export const testControllerId = 'djangoInterview.exercises';

/** The ids of the chat participant and the tools in package.json. */
export const chatParticipantId = 'djangoInterview.interviewer';
export const languageModelTools = {
  findQuestions: 'django_interview_find_questions',
  getQuestion: 'django_interview_get_question',
  getDue: 'django_interview_get_due',
  recordReview: 'django_interview_record_review',
} as const;

/** Keys in workspaceState; `progress` is in globalState too if progress is kept everywhere. */
export const stateKeys = {
  /** The person's progress: `StoredProgress`. */
  progress: 'progress',
  /** The tree's filter. */
  filter: 'filter',
  /** The question last shown in the panel, and the number of that visit. */
  lastQuestion: 'lastQuestion',
  /** The questions drawn in the current round of random ones. */
  drawn: 'drawn',
  /** The latest choices in the mock interview form: `InterviewSettings`. */
  interviewSettings: 'interviewSettings',
  /** The id of the interview last shown, if it is unfinished. */
  unfinishedInterview: 'unfinishedInterview',
  /** Where progress was last kept: a `ProgressScope`. */
  scope: 'scope',
  /** The name of the folder with this workspace's progress. */
  place: 'place',
  /** Where this profile's progress is, in globalState: a `ProfilePlace`. */
  profilePlace: 'profilePlace',
  /** Whether to stop offering the progress of a folder that is gone. */
  neverMoved: 'neverMoved',
  /** The id of the interview for which the reminder on its day was shown. */
  remindedInterview: 'remindedInterview',
  /** The ids of the interviews whose questions the person has recorded. */
  toldInterviews: 'toldInterviews',
  /** Questions recorded after an interview that are typed but not yet in a pack. */
  askedQuestions: 'askedQuestions',
  /** Whether the tree lists the categories of the person's stack first. */
  stackFirst: 'stackFirst',
  /** The current or latest review: `ReviewSession`. */
  review: 'review',
  /** The exercise folder: a path in workspaceState; all used so far in globalState. */
  practice: 'practice',
  /** Digests of packs' code that the person allows to be written and run, in globalState. */
  practiceApproved: 'practiceApproved',
  /** Paths of exercise folders and environments made here or allowed to run, in globalState. */
  practiceOwn: 'practiceOwn',
} as const;
