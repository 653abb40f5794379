/** The HTML of all panels' pages, and what pages may do. */
import scripts from 'pages:scripts';
import styles from 'pages:styles';
import * as vscode from 'vscode';
import { escapeHtml } from '../../study/html';
import { pagePolicy } from './pagePolicy';

/** Each page's style sheets in order: its own `page.css`, and shared ones. */
const styleSheets = {
  question: ['reading', 'question'],
  mockInterview: ['reading', 'mockInterview'],
  statistics: ['statistics'],
} as const;

/** A folder in `src/webview/` that holds a page. */
export type PageName = keyof typeof styleSheets;

/** A page, and its initial content. */
export interface PageOptions {
  readonly page: PageName;
  /** Plain text: the title of the document. */
  readonly title: string;
  /** Every text of the page that is not sent by message; must be JSON. */
  readonly strings: unknown;
  /** What is shown before the first message; must be JSON. `undefined` for nothing. */
  readonly first: unknown;
}

/** Options of all pages, for creating a panel: setting them later loads the page twice. */
export const pageRights: vscode.WebviewOptions & vscode.WebviewPanelOptions = {
  enableFindWidget: true,
  enableScripts: true,
  enableCommandUris: false,
  localResourceRoots: [],
};

/**
 * Loads a page into a panel. It may run only its own script, has its own style and loads nothing:
 * its HTML contains everything, because VS Code only shows a page once its resources are loaded.
 * Other content arrives by message. Listen to its messages first.
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
<body data-workspace="${escapeHtml(workspaceName())}">
<main id="main"></main>
<script type="application/json" id="strings">${json(strings)}</script>
<script type="application/json" id="first">${json(first ?? null)}</script>
<script nonce="${nonce}">${scripts[page]}</script>
</body>
</html>`;
}

/** Names the open workspace: its file, or else its first folder. */
function workspaceName(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return String(workspaceFile ?? workspaceFolders?.[0]?.uri ?? '');
}

/** JSON that cannot end the script element around it. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
