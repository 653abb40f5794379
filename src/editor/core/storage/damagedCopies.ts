import * as vscode from 'vscode';
import { log, report } from '../../base/log';
import { showWarningMessage } from '../../base/messages';
import { fileNamed, type DataFolder } from './folder';

/**
 * Keeps copies of damaged data beside the progress, and tells the person where they are. Until a
 * copy is written, what it is of must not be overwritten.
 */
export class DamagedCopies {
  /** What writes each copy that could not be written yet, by the copy's name. */
  readonly #waiting = new Map<string, () => Promise<void>>();

  constructor(
    private readonly folder: DataFolder,
    private readonly folderUri: vscode.Uri,
  ) {}

  /** Whether a copy could not be written yet. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /**
   * Keeps a copy of damaged data, once. Never rejects.
   *
   * @param what what is damaged, as the beginning of the copy's name
   * @param text a hash of its content
   * @param write writes the copy under the given name
   */
  async keep(what: string, text: string, write: (name: string) => Promise<void>): Promise<void> {
    const name = `${what}.damaged-${text}.json`;
    await this.#keep(name, () => write(name));
  }

  /** Tries again to write the copies that could not be written. */
  async retry(): Promise<void> {
    for (const [name, write] of [...this.#waiting]) await this.#keep(name, write);
  }

  async #keep(name: string, write: () => Promise<void>): Promise<void> {
    try {
      if (!(await fileNamed(this.folder, name))) await write();
      else if (!this.#waiting.has(name)) return;
    } catch (error) {
      log().error(`Damaged progress could not be set aside as ${name}: ${String(error)}`);
      this.#waiting.set(name, write);
      return;
    }
    this.#waiting.delete(name);
    const open = vscode.l10n.t('Show the Copy');
    log().warn(`Damaged progress was set aside as ${name}.`);
    void showWarningMessage(
      vscode.l10n.t(
        'Part of your stored progress could not be read. All that could be read is in use, and a copy of the damaged data was set aside.',
      ),
      open,
    )
      .then(async choice => {
        if (choice === open) {
          await vscode.window.showTextDocument(vscode.Uri.joinPath(this.folderUri, name));
        }
      })
      .then(undefined, report);
  }
}
