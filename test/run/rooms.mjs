// Maps source folders to the UI suites that cover them: the quick run uses it, and a unit test
// checks it against the existing folders and suites.

/** The suites that cover what all features depend on. */
const common = ['study', 'workbench'];

/**
 * A folder below src/, with its subfolders that have no line of their own, and its suite files
 * below test/ui/.
 */
export const rooms = {
  build: [],
  protocol: common,
  'editor/main': common,
  'editor/base': [...common, 'restored', 'hostGone'],
  'editor/core': [...common, 'exchange'],
  'editor/ai': [
    'otherExtensions/interviewer',
    'otherExtensions/interviewerChat',
    'otherExtensions/bareEditor',
    'otherExtensions/jobQuestions',
  ],
  'editor/code': ['code'],
  'editor/exchange': ['exchange'],
  'editor/mockInterview': ['interview'],
  'editor/notes': ['notes', 'floating'],
  'editor/packLanguage': ['packs', 'packLook'],
  'editor/packs': ['packs', 'packCommands', 'links'],
  'editor/plan': ['plan', 'interviews', 'otherExtensions/jobQuestions'],
  'editor/practice': ['practice', 'exercisePanel'],
  'editor/question': ['study', 'security', 'panel', 'drafts', 'exercisePanel', 'floating'],
  'editor/review': ['review', 'reminder'],
  'editor/statistics': ['statistics'],
  'editor/tree': ['study', 'packCommands'],
  study: common,
  'study/ai': ['otherExtensions/interviewer', 'otherExtensions/jobQuestions'],
  'study/code': ['code'],
  'study/exercise': ['exercisePanel', 'practice'],
  'study/exchange': ['exchange'],
  'study/markdown': ['study', 'security'],
  'study/mockInterview': ['interview'],
  'study/pack': ['packs'],
  'study/plan': ['plan', 'interviews'],
  'study/review': ['review'],
  'study/statistics': ['statistics'],
  webview: common,
  'webview/kit': ['study', 'accessibility', 'hostGone'],
  'webview/mockInterview': ['interview'],
  'webview/question': ['study', 'review', 'panel', 'drafts', 'exercisePanel'],
  'webview/statistics': ['statistics'],
};

/** Suites for files outside of src/, by the beginning of their paths. */
export const others = {
  'l10n/': ['language'],
  'package.nls': ['language', 'walkthrough'],
  'package.json': [...common, 'walkthrough', 'otherExtensions/windows'],
  'media/walkthrough': ['walkthrough'],
  'media/': ['study'],
  'questions/': ['study'],
  'test/workbench/': ['workbench'],
};

/** The suites for a file of the repository: those of the longest path that contains it. */
export function suitesFor(file) {
  const suite = /^test\/ui\/(.*)\.test\.ts$/.exec(file)?.[1];
  if (suite !== undefined) return [suite];
  if (file === 'src/extension.ts') return common;
  if (/^src\/.*\bREADME\.md$/.test(file)) return [];
  const folders = Object.entries(rooms).map(([folder, suites]) => [`src/${folder}/`, suites]);
  const found = [...folders, ...Object.entries(others)]
    .filter(([beginning]) => file.startsWith(beginning))
    .sort(([a], [b]) => b.length - a.length);
  return found[0]?.[1] ?? [];
}
