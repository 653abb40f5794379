/** What the pages of all panels start from: their HTML and what they may load. */
import * as vscode from 'vscode';
import { pagePolicy } from './pagePolicy';

/** The style sheets of each page, in their order: the `page.css` of its room, and what pages share. */
const styleSheets = {
  question: ['reading.css', 'question.css'],
  mockInterview: ['reading.css', 'mockInterview.css'],
  statistics: ['statistics.css'],
} as const;

/** A room in `src/webview/` that is a page. */
export type PageName = keyof typeof styleSheets;

/** Which page a panel shows, and the texts it shows there. */
export interface PageOptions {
  readonly page: PageName;
  /** Plain text: the title of the document. */
  readonly title: string;
  /** Every text of the page that is not sent to it by message; must be JSON. */
  readonly strings: unknown;
}

/**
 * Loads a page into a panel. It may run only its own script and load only from the folder of the
 * pages; everything it shows beyond its strings comes by message. Listen to its messages before.
 */
export function loadPage(
  panel: vscode.WebviewPanel,
  extension: vscode.Uri,
  options: PageOptions,
): void {
  const folder = vscode.Uri.joinPath(extension, 'dist', 'page');
  panel.iconPath = {
    light: vscode.Uri.joinPath(extension, 'media', 'panel-light.svg'),
    dark: vscode.Uri.joinPath(extension, 'media', 'panel-dark.svg'),
  };
  panel.webview.options = {
    enableScripts: true,
    enableCommandUris: false,
    localResourceRoots: [folder],
  };
  panel.webview.html = pageHtml(panel.webview, folder, options);
}

function pageHtml(webview: vscode.Webview, folder: vscode.Uri, options: PageOptions): string {
  const nonce = globalThis.crypto.randomUUID();
  const address = (file: string) =>
    escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString());
  const policy = pagePolicy(nonce, webview.cspSource);
  // `<` is escaped so that no text can end the script element the strings stand in.
  const strings = JSON.stringify(options.strings).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styleSheets[options.page].map(sheet => `<link rel="stylesheet" href="${address(sheet)}">`).join('\n')}
<title>${escapeHtml(options.title)}</title>
</head>
<body>
<main id="main"></main>
<script type="application/json" id="strings">${strings}</script>
<script nonce="${nonce}" src="${address('page.js')}" data-page="${options.page}"></script>
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
