/** What the pages of all panels start from: their HTML and what they may do. */
import script from 'pages:script';
import styles from 'pages:styles';
import * as vscode from 'vscode';
import { escapeHtml } from '../../study/html';
import { pagePolicy } from './pagePolicy';

/** The style sheets of each page, in their order: the `page.css` of its room, and what pages share. */
const styleSheets = {
  question: ['reading', 'question'],
  mockInterview: ['reading', 'mockInterview'],
  statistics: ['statistics'],
} as const;

/** A room in `src/webview/` that is a page. */
export type PageName = keyof typeof styleSheets;

/** Which page a panel shows, and what it shows there at once. */
export interface PageOptions {
  readonly page: PageName;
  /** Plain text: the title of the document. */
  readonly title: string;
  /** Every text of the page that is not sent to it by message; must be JSON. */
  readonly strings: unknown;
  /** What it shows before the first message; must be JSON. `undefined` for nothing. */
  readonly first: unknown;
}

/**
 * What every page may do. A panel is made with it: to set it later has VS Code load the page twice.
 */
export const pageRights: vscode.WebviewOptions & vscode.WebviewPanelOptions = {
  enableFindWidget: true,
  enableScripts: true,
  enableCommandUris: false,
  localResourceRoots: [],
};

/**
 * Loads a page into a panel. It may run only its own script, has its own style, and loads nothing:
 * all of it is in its HTML, since VS Code shows a page when its resources are there. What it shows
 * beyond that comes by message. Listen to its messages before.
 */
export function loadPage(
  panel: vscode.WebviewPanel,
  extension: vscode.Uri,
  options: PageOptions,
): void {
  panel.iconPath = {
    light: vscode.Uri.joinPath(extension, 'media', 'panel-light.svg'),
    dark: vscode.Uri.joinPath(extension, 'media', 'panel-dark.svg'),
  };
  panel.webview.options = pageRights;
  panel.webview.html = pageHtml(options);
}

function pageHtml({ page, title, strings, first }: PageOptions): string {
  const nonce = globalThis.crypto.randomUUID();
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(pagePolicy(nonce))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${styleSheets[page].map(sheet => styles[sheet]).join('')}</style>
<title>${escapeHtml(title)}</title>
</head>
<body>
<main id="main"></main>
<script type="application/json" id="strings">${json(strings)}</script>
<script type="application/json" id="first">${json(first ?? null)}</script>
<script nonce="${nonce}" data-page="${page}">${script}</script>
</body>
</html>`;
}

/** JSON in which no text can end the script element that it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
