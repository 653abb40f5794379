/** Interview reports as Markdown, in an editor and as files. */
import * as vscode from 'vscode';
import { compareMarkdown, type CompareTexts } from '../../study/mockInterview/compareMarkdown';
import type { Interview } from '../../study/mockInterview/interview';
import { reportOf } from '../../study/mockInterview/report';
import { fill, reportMarkdown } from '../../study/mockInterview/reportMarkdown';
import { interviewScheme, reportFolder } from '../base/ids';
import { HumanError } from '../base/log';
import type { InterviewStore } from '../core/storage/interviewStore';
import type { Study } from '../core/study';
import { tabName } from '../base/tabName';
import { taskResult } from './task';
import { formatDate, reportFormat, reportTexts } from './texts';
import { showInformationMessage } from '../base/messages';
import { writeOver } from '../base/writeOver';

/** Used instead of an id in the URI of the report that compares all interviews. */
const allInterviews = 'all';

export class InterviewReports {
  readonly #study: Study;
  readonly #store: InterviewStore;

  constructor(study: Study, store: InterviewStore) {
    this.#study = study;
    this.#store = store;
  }

  /** Opens an interview's report as a read-only Markdown document. */
  async open(interview: Interview): Promise<void> {
    const title = fill(reportTexts().title, formatDate(interview.started));
    await show(interview.id, tabName(title, interview.id));
  }

  /** Opens the comparison of all interviews. */
  async compare(): Promise<void> {
    await show(allInterviews, tabName(compareTexts().compareTitle, allInterviews));
  }

  /** Saves an interview's report to a file that the person chooses. */
  async export(interview: Interview): Promise<void> {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: defaultFile(interview),
      filters: { Markdown: ['md'] },
      saveLabel: vscode.l10n.t('Save Report'),
    });
    if (!uri) return;
    const text = await this.#reportOf(interview);
    try {
      await writeOver(uri, new TextEncoder().encode(text));
    } catch (error) {
      throw new HumanError(
        vscode.l10n.t(
          '{0} could not be written: {1}. Your progress is as it was. Choose another place.',
          vscode.workspace.asRelativePath(uri),
          error instanceof Error ? error.message : String(error),
        ),
      );
    }
    const open = vscode.l10n.t('Open');
    const choice = await showInformationMessage(
      vscode.l10n.t('The report was saved as {0}.', vscode.workspace.asRelativePath(uri)),
      open,
    );
    if (choice === open) await vscode.window.showTextDocument(uri);
  }

  /**
   * Returns the text of a report.
   * @throws FileSystemError if the interview does not exist
   */
  async read(uri: vscode.Uri): Promise<string> {
    await this.#study.store.open();
    const [, , id = ''] = uri.path.split('/');
    if (id === allInterviews) {
      return compareMarkdown(await this.#store.list(), compareTexts(), this.#format());
    }
    const interview = await this.#store.read(id);
    if (!interview) throw vscode.FileSystemError.FileNotFound(uri);
    return this.#reportOf(interview);
  }

  async #reportOf(interview: Interview): Promise<string> {
    const result = await taskResult(this.#study, interview);
    const noted =
      interview.task && result ? { ...interview, task: { ...interview.task, result } } : interview;
    const report = reportOf(noted, await this.#store.list());
    return reportMarkdown(report, reportTexts(), this.#format());
  }

  #format() {
    return reportFormat(() => undefined);
  }
}

async function show(id: string, name: string): Promise<void> {
  const path = `/${reportFolder}/${id}/${name}.md`;
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.from({ scheme: interviewScheme, path }),
  );
  await vscode.window.showTextDocument(document, { preview: false });
}

function compareTexts(): CompareTexts {
  const { t } = vscode.l10n;
  return {
    ...reportTexts(),
    compareTitle: t('Mock interviews compared'),
    compareNothing: t('No interview was finished yet.'),
    compareCategories: t('Score by category'),
  };
}

/** `mock-interview-2026-01-31.md` in the opened folder, or in VS Code's default save location. */
function defaultFile({ started }: Interview): vscode.Uri {
  const date = new Date(started);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const name = `mock-interview-${day}-${two(date.getHours())}${two(date.getMinutes())}.md`;
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder ? vscode.Uri.joinPath(folder.uri, name) : vscode.Uri.file(`/${name}`);
}
