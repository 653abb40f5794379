/** Problems of packs in the Problems panel; updated in open files while typing. */
import * as vscode from 'vscode';
import { diagnose, markedRange } from '../../study/pack/diagnose';
import { reporter } from '../../study/pack/draft';
import { questionsOf } from '../../study/pack/file';
import { maximumImageBytes } from '../../study/pack/images';
import { problemMessage } from '../../study/pack/messages';
import type { Problem, Severity } from '../../study/question';
import { report } from '../base/log';
import { inParallel } from '../packs/packFiles';
import { findImage } from '../packs/packImages';
import { Slices } from '../base/slices';
import type { Study } from '../core/study';
import { lineRange, type PackDocument, type PackDocuments } from './documents';

/** How long the author has to pause typing before problems are updated, in ms. */
const pauseMs = 300;

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Maximum number of pictures checked per file. */
const mostImages = 200;

/** Problems with the pictures of a pack's file: checking that they exist needs the disk. */
async function missingImages({ name, draft }: PackDocument): Promise<Problem[]> {
  const problems: Problem[] = [];
  const { pack, path: file } = name;
  if (pack === undefined) return problems;
  const report = reporter(problems, file);
  const images = draft.images.slice(0, mostImages);
  const found = await inParallel(images, ({ path }) =>
    findImage(pack, file, path).catch(() => 'missing' as const),
  );
  for (const [i, image] of images.entries()) {
    const { path } = image;
    const there = found[i] ?? 'missing';
    if (there === 'missing') report('missing-image', 'warning', image, path);
    else if (there === 'outside') report('unsafe-image', 'information', image, path);
    else if (there.size > maximumImageBytes) {
      const [megabytes, most] = [there.size, maximumImageBytes].map(bytes => bytes / 1024 / 1024);
      const args = [path, megabytes?.toFixed(1) ?? '', most ?? 0];
      report('missing-image.large', 'warning', image, ...args);
    }
  }
  return problems;
}

/** A list that is not a pack is reported as such, rather than for what it lacks. */
function withList(
  problems: readonly Problem[],
  { name, draft }: PackDocument,
  count: number | undefined,
): readonly Problem[] {
  if (count === undefined) return problems;
  const asPack = new Set(['no-questions', 'missing-hint', 'unknown-section']);
  const all = problems.filter(({ code }) => !asPack.has(code));
  const first = questionsOf(draft)[0]?.source.startLine ?? 0;
  reporter(all, name.path)('list', 'warning', { startLine: first, endLine: first + 1 }, count);
  return all;
}

/** An editor keeps showing a deleted file; there is nothing left to fix in it. */
async function isDeleted(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}

export const diagnosticSource = 'Django Interview';

/** A diagnostic that keeps its problem for the quick fixes. */
export class PackDiagnostic extends vscode.Diagnostic {
  constructor(
    range: vscode.Range,
    readonly problem: Problem,
  ) {
    const message = problemMessage(problem.key, problem.args, vscode.l10n);
    super(range, message, severities[problem.severity]);
    this.source = diagnosticSource;
    this.code = problem.code;
  }
}

export class PackDiagnostics implements vscode.Disposable {
  readonly #study: Study;
  readonly #documents: PackDocuments;
  readonly #collection = vscode.languages.createDiagnosticCollection('django-interview-packs');
  readonly #waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  /** The version that each document's problems are of. */
  readonly #versions = new WeakMap<vscode.TextDocument, number>();
  /** The latest reading of each document: an older one no longer sets diagnostics. */
  readonly #latest = new WeakMap<vscode.TextDocument, object>();
  readonly #subscriptions: vscode.Disposable;

  constructor(study: Study, documents: PackDocuments) {
    this.#study = study;
    this.#documents = documents;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(document => this.#update(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#update(document, pauseMs);
      }),
      vscode.workspace.onDidCloseTextDocument(document => {
        clearTimeout(this.#waiting.get(document));
        this.#waiting.delete(document);
        this.#collection.delete(document.uri);
      }),
      // Another file may have taken an id or released one.
      study.questions.onDidChange(() => this.#updateAll()),
    );
    this.#updateAll();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#collection.dispose();
  }

  /** The problems of a visible document as it is now: none until they are updated after an edit. */
  of(document: vscode.TextDocument): readonly PackDiagnostic[] {
    if (this.#versions.get(document) !== document.version) return [];
    return (this.#collection.get(document.uri) ?? []).filter(
      diagnostic => diagnostic instanceof PackDiagnostic,
    );
  }

  #updateAll(): void {
    for (const document of vscode.workspace.textDocuments) {
      // While typing, problems are updated on a pause, even if saved meanwhile.
      if (!this.#waiting.has(document)) this.#update(document, 0);
    }
  }

  #update(document: vscode.TextDocument, delayMs: number): void {
    if (document.languageId !== 'markdown') return;
    clearTimeout(this.#waiting.get(document));
    const timer = setTimeout(() => {
      this.#waiting.delete(document);
      this.#diagnose(document).catch(report);
    }, delayMs);
    this.#waiting.set(document, timer);
  }

  async #diagnose(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const reading = {};
    this.#latest.set(document, reading);
    const [pack, packs] = await Promise.all([
      this.#documents.get(document),
      this.#study.questions.packs(),
    ]);
    // Built-in packs cannot be fixed. Before all packs are read every link would seem broken.
    if (pack?.name.pack === undefined) return;
    await packs.settled();
    // One that is away for a moment may come back without any news: until the packs miss it, too, it
    // keeps its marks.
    const { uri } = document;
    const isKnown = () => packs.fileAt(uri) !== undefined || packs.listAt(uri) !== undefined;
    if (!isKnown() && (await isDeleted(uri))) {
      this.#collection.delete(document.uri);
      return;
    }
    const images = await missingImages(pack);
    const isOutdated = () =>
      document.isClosed || document.version !== version || this.#latest.get(document) !== reading;
    const slices = new Slices();
    const steps = diagnose(pack.draft, {
      elsewhere: id => this.#study.questions.elsewhere(id, pack.name.pack, pack.name.path),
      history: packs.fileAt(document.uri)?.history,
      isStudied: id => this.#study.isStudied(id),
    });
    const found = await slices.run(steps, isOutdated);
    if (!found) return;
    const problems = withList(found, pack, packs.listAt(document.uri));
    const marks: vscode.Diagnostic[] = [];
    for (const problem of [...problems, ...images]) {
      marks.push(this.#diagnostic(document, pack, problem));
      await slices.pause();
    }
    if (isOutdated()) return;
    this.#collection.set(document.uri, marks);
    this.#versions.set(document, version);
  }

  #diagnostic(
    document: vscode.TextDocument,
    pack: PackDocument,
    problem: Problem,
  ): vscode.Diagnostic {
    const { line, columns } = markedRange(problem, pack.lines);
    const diagnostic = new PackDiagnostic(lineRange(line, columns), problem);
    if (problem.code === 'duplicate-id') {
      const [id = ''] = problem.args.map(String);
      const { questions } = this.#study;
      const other = questions.elsewhere(id, pack.name.pack, pack.name.path);
      const lineOfOther = other
        ? other.startLine
        : Number(/:(\d+)$/.exec(String(problem.args[1]))?.[1]) - 1;
      const uri = other ? questions.uriOf(other) : document.uri;
      diagnostic.relatedInformation = [
        new vscode.DiagnosticRelatedInformation(
          new vscode.Location(uri, new vscode.Position(Math.max(0, lineOfOther || 0), 0)),
          vscode.l10n.t('The question that has the id “{0}”', id),
        ),
      ];
    }
    return diagnostic;
  }
}
