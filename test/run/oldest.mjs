// The extension's tests that also run in the oldest VS Code: of features that need a part of VS
// Code that was younger, or behaved differently, in the version of `engines.vscode`. The others
// test our own rules, on files and data, which are the same in every VS Code.

/** By test file below test/extension/: the part of VS Code that it depends on. */
export const inOldest = {
  'ai/chat': 'chat participants, whose requests and follow-ups have grown since',
  'ai/languageModelTools': 'tools for language models, which were new then',
  'core/progressStore': 'mementos, storage folders and what a reload leaves of them',
  'core/scope': 'settings of a folder and of the person, and the news of their changes',
  'core/storedAnywhere': 'file systems other than the disk, under the storage folder',
  'main/extension': 'activation, commands and all else that the manifest contributes',
  'main/pages': 'webviews: their policy, their resources, their messages',
  'notes/notes': 'a file system of our own, and editors on its files',
  'packLanguage/packLanguage': 'diagnostics, completions, quick fixes, hovers and lenses',
  'packs/importing': 'what the Node of the editor can read: Anki’s packages',
  'packs/packReload': 'watchers of files',
  'packs/packs': 'the search for files of a workspace, and its trust',
  'question/links': 'the handler of vscode:// links',
  'tree/treeReveal': 'the tree view: rows that are revealed and chosen',
};
