/** The HTML that the panel's page starts from. Everything else comes by message. */
import * as vscode from 'vscode';
import type { PageStrings } from '../protocol';

/** `page` is the folder of the page's script and styles: the only one it may load from. */
export function pageHtml(webview: vscode.Webview, page: vscode.Uri): string {
  const nonce = globalThis.crypto.randomUUID();
  const address = (file: string) =>
    escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(page, file)).toString());
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
  ].join('; ');
  // `<` is escaped so that no text can end the script element the strings stand in.
  const strings = JSON.stringify(pageStrings()).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('style.css')}">
<title>${escapeHtml(vscode.l10n.t('Django Question'))}</title>
</head>
<body>
<main id="main"></main>
<script type="application/json" id="strings">${strings}</script>
<script nonce="${nonce}" src="${address('page.js')}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function pageStrings(): PageStrings {
  const { t } = vscode.l10n;
  return {
    hint: t('Hint'),
    showHint: t('Show hint'),
    hideHint: t('Hide hint'),
    revealAnswer: t('Reveal answer'),
    hideAnswer: t('Hide answer'),
    answer: t('Answer'),
    answerShown: t('Answer shown'),
    answerHidden: t('Answer hidden'),
    noAnswer: t(
      'This question has no written answer yet. Say your own aloud, then check it against the hint.',
    ),
    previous: t('Previous question'),
    next: t('Next question'),
    random: t('Random question'),
    markMastered: t('Mark as mastered'),
    mastered: t('Mastered'),
    notMastered: t('Not mastered'),
    addBookmark: t('Bookmark'),
    bookmarked: t('Bookmarked'),
    notBookmarked: t('Bookmark removed'),
    keys: t('Keys'),
    keysNote: t(
      'These keys work while the panel has the focus. Each runs a command that you can bind to a key of your own.',
    ),
    changeKeys: t('Open Keyboard Shortcuts'),
    close: t('Close'),
    copyCode: t('Copy code'),
    copied: t('Copied'),
    openCode: t('Open code in an editor'),
    tips: t('Remember'),
    keyPointsCovered: t('{0} of {1} covered', '{0}', '{1}'),
    positionInCategory: t('{0} of {1}', '{0}', '{1}'),
    actions: {
      next: t('Next question'),
      previous: t('Previous question'),
      first: t('First question'),
      last: t('Last question'),
      random: t('Random question'),
      toggleMastered: t('Mastered, or not'),
      toggleBookmark: t('Bookmark, or not'),
      toggleAnswer: t('Reveal or hide the answer'),
      toggleHint: t('Show or hide the hint'),
      toggleKeys: t('Show these keys'),
      search: t('Search questions'),
      undo: t('Undo the last change'),
      openKeybindings: t('Open Keyboard Shortcuts'),
    },
  };
}
