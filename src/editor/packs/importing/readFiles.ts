/** Reads an import's files one after the other, in slices. */
import * as vscode from 'vscode';
import {
  findQuestionsInSteps,
  type Found,
  type Reading,
  type Table,
} from '../../../study/importing';
import { categoryNames } from '../../../study/importing/collection';
import { decodeText } from '../../base/decodeText';
import { maximumFileLength } from '../../../study/pack/file';
import { HumanError } from '../../base/log';
import { showWarningMessage } from '../../base/messages';
import { Slices } from '../../base/slices';
import { withoutLinks } from '../../base/withoutLinks';
import { readAnkiPackage } from './ankiPackage';
import { largestArchive, mostUnpacked } from './archive';
import type { Source, SourceFile } from './sources';
import { failureText } from './texts';

/** A file that was read. */
export interface ReadFile {
  readonly path: string;
  /** The category for its questions if several files are imported. */
  readonly category: string;
  readonly readings: readonly Reading[];
  readonly table: Table | undefined;
}

/** Everything read from a source. */
export interface ReadSource {
  readonly title: string;
  readonly files: readonly ReadFile[];
  /** Files of a folder that have no questions. */
  readonly without: readonly string[];
  /** Problems with other files, in sentences. */
  readonly failures: readonly string[];
  /** Not everything was read: there are too many files, or they are too large together. */
  readonly truncated: boolean;
}

/** UTF-16 takes two bytes for each character that a file may have. */
const mostBytes = 2 * maximumFileLength;

/** How sure a reading of a file must be, if the file itself was not chosen. */
const leastCertainty = 0.5;

/**
 * Reads the files. Those without questions are reported and skipped. Shows progress; can be
 * cancelled.
 *
 * @throws HumanError if there is nothing in any of them
 */
export async function readSource(source: Source): Promise<ReadSource> {
  // A single file is read before a notification would appear.
  if (source.files.length === 1) return readAll(source);
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading questions'),
      cancellable: true,
    },
    (progress, token) => readAll(source, progress, token),
  );
}

async function readAll(
  { title, files, isFolder, truncated }: Source,
  progress?: vscode.Progress<{ message?: string; increment?: number }>,
  token?: vscode.CancellationToken,
): Promise<ReadSource> {
  const read: Omit<ReadFile, 'category'>[] = [];
  const without: string[] = [];
  const failures: string[] = [];
  const oddlyEncoded: (readonly [path: string, badLine: number])[] = [];
  const slices = new Slices();
  let left = mostUnpacked;
  for (const file of files) {
    if (token?.isCancellationRequested) throw new vscode.CancellationError();
    progress?.report({ message: withoutLinks(file.path), increment: 100 / files.length });
    try {
      left -= Math.min(await file.size(), mostBytes);
      // What is read of all files is held until the person has chosen.
      if (left < 0) break;
      const { readings, table, failure, badLine } = await readFile(file, slices);
      const [best] = readings;
      if (isFolder && failure !== 'too-large' && (best?.certainty ?? 0) < leastCertainty) {
        without.push(file.path);
        continue;
      }
      if (failure !== undefined) {
        failures.push(failureText(failure, file.path));
        continue;
      }
      if (badLine !== undefined) oddlyEncoded.push([file.path, badLine]);
      read.push({ path: file.path, readings, table });
    } catch (error) {
      if (error instanceof HumanError) failures.push(error.message);
      else {
        const why = error instanceof Error ? error.message : String(error);
        failures.push(vscode.l10n.t('{0} cannot be read: {1}', file.path, why));
      }
    }
    await slices.pause();
  }
  if (read.length === 0) {
    throw new HumanError(
      failures.slice(0, 3).join(' ') ||
        vscode.l10n.t('There are no questions in {0}. Files read: {1}.', title, files.length),
    );
  }
  if (failures.length > 0) void showWarningMessage(failures.slice(0, 5).join(' '));
  sayEncoding(oddlyEncoded);
  const names = categoryNames(read.map(({ path }) => path));
  return {
    title,
    files: read.map((file, index) => ({ ...file, category: names[index] ?? file.path })),
    without,
    failures,
    truncated: truncated || left < 0,
  };
}

async function readFile(
  file: SourceFile,
  slices: Slices,
): Promise<Found & { readonly badLine?: number | undefined }> {
  const isPackage = /\.(?:apkg|colpkg)$/i.test(file.path);
  // Size first, so that a film chosen by mistake is not read.
  const size = await file.size();
  if (size > (isPackage ? largestArchive : mostBytes))
    return { readings: [], failure: 'too-large' };
  const bytes = await file.read();
  if (isPackage) return readAnkiPackage(file.path, bytes, slices);
  const { text, badLine } = decodeText(bytes);
  return { ...(await slices.run(findQuestionsInSteps(file.path, text))), badLine };
}

/** Spreadsheets may silently save in encodings other than UTF-8. A folder may have thousands. */
function sayEncoding(files: readonly (readonly [path: string, badLine: number])[]): void {
  const [first] = files;
  if (first === undefined) return;
  const [name, badLine] = first;
  void showWarningMessage(
    files.length === 1
      ? vscode.l10n.t(
          '{0} is not UTF-8 from line {1} on: what cannot be read is shown as �. Save it with the encoding UTF-8 and import it again, or go on.',
          name,
          badLine + 1,
        )
      : vscode.l10n.t(
          '{0} files are not UTF-8, {1} among them: what cannot be read is shown as �. Save them with the encoding UTF-8 and import them again, or go on.',
          files.length,
          name,
        ),
  );
}
