/** Asks the Python extension's public API for a folder's environment. */
import * as vscode from 'vscode';
import { log } from '../../base/log';
import type { PythonCommand } from './interpreter';

/** The parts used here of github.com/microsoft/vscode-python, pythonExtensionApi/src/main.ts. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly id: string; readonly path: string };
    resolveEnvironment(environment: {
      readonly id: string;
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/** The Python chosen for the folder; `undefined` if the extension is missing, or knows none. */
export async function chosenPython(folder: vscode.Uri): Promise<PythonCommand | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  if (!extension) return undefined;
  try {
    const { environments } = await extension.activate();
    const path = environments.getActiveEnvironmentPath(folder);
    const program = (await environments.resolveEnvironment(path))?.executable.uri?.fsPath;
    return program === undefined ? undefined : [program];
  } catch (error) {
    log().warn(`The Python extension named no environment: ${String(error)}`);
    return undefined;
  }
}
