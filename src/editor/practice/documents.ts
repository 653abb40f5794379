/** Read-only documents of exercises: solutions, original checks, code about to run. */
import * as vscode from 'vscode';

/** The URI scheme of these documents. */
export const exerciseScheme = 'django-exercise';

export type DocumentKind = 'solution' | 'start' | 'checks' | 'code' | 'empty';

/** A document's URI. @param path such as `shop/views.py` */
export function documentUri(kind: DocumentKind, question: string, path: string): vscode.Uri {
  const parts = [kind, encodeURIComponent(question), path];
  return vscode.Uri.from({ scheme: exerciseScheme, path: `/${parts.join('/')}` });
}

/** Parses a URI; `undefined` for anything else. */
export function readDocumentUri(
  uri: vscode.Uri,
): { readonly kind: string; readonly question: string; readonly path: string } | undefined {
  const [, kind, question, path] = /^\/(\w+)\/([^/]+)\/(.+)$/.exec(uri.path) ?? [];
  if (kind === undefined || question === undefined || path === undefined) return undefined;
  try {
    return { kind, question: decodeURIComponent(question), path };
  } catch {
    return undefined;
  }
}
