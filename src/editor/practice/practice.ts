/** Practising in real Django: exercise folders, their checks, and the ways to both. */
import * as vscode from 'vscode';
import {
  exerciseProgress,
  noteExerciseHints,
  noteExerciseStarted,
  noteExerciseStartedOver,
  noteExerciseTime,
  noteSolutionSeen,
} from '../../study/exercise/progress';
import { fileToEdit } from '../../study/exercise/project';
import type { Progress } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import { panelViewType } from '../base/ids';
import { HumanError, report } from '../base/log';
import { showInformationMessage, showWarningMessage } from '../base/messages';
import type { QuestionOpener } from '../core/questionOpener';
import type { Study } from '../core/study';
import { digestOf, keepOwn, mayRun, whatWillRun } from './authors';
import { CheckRunner } from './checkRunner';
import { documentUri, exerciseScheme, readDocumentUri } from './documents';
import { Exercises, type LoadedExercise } from './exercises';
import { begun, openFolder, readWritten, startOver, type ExerciseFolder } from './folders';
import { whyNotHere } from '../core/whyNotHere';
import { askForPlace, keepPlace, knownPlace, leadsOut } from './places';
import { killAll } from './running/child';
import { noteRun } from './solved';
import { TestExplorer } from './testExplorer';
import { WorkClock } from './work';

/** The dependencies of practising. */
export interface PracticeParts {
  readonly context: vscode.ExtensionContext;
  readonly study: Study;
  readonly questionOpener: QuestionOpener;
}

export class Practice implements vscode.Disposable {
  readonly exercises: Exercises;
  readonly #parts: PracticeParts;
  readonly #subscriptions: vscode.Disposable;
  #explorer: TestExplorer | undefined;
  #clock: WorkClock | undefined;

  constructor(parts: PracticeParts) {
    const { context, study } = parts;
    this.#parts = parts;
    this.exercises = new Exercises(study, context.extensionUri);
    const changed = new vscode.EventEmitter<vscode.Uri>();
    this.#subscriptions = vscode.Disposable.from(
      changed,
      vscode.workspace.registerTextDocumentContentProvider(exerciseScheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: uri => this.#textOf(uri),
      }),
      // A pack may have changed: what a tab shows is what will run.
      study.questions.onDidChange(() => {
        for (const { uri } of vscode.workspace.textDocuments) {
          if (uri.scheme === exerciseScheme) changed.fire(uri);
        }
      }),
    );
  }

  dispose(): void {
    killAll();
    this.#clock?.dispose();
    this.#explorer?.dispose();
    this.#subscriptions.dispose();
  }

  /** Shows this window's exercises in the Test Explorer, if any were started. */
  async resume(): Promise<void> {
    if (whyNotHere(this.#parts.context) !== undefined) return;
    if (knownPlace(this.#parts.context)) await this.explorer.refresh();
  }

  /** Created on first use: until then, the Test Explorer knows nothing of exercises. */
  get explorer(): TestExplorer {
    const { context, study } = this.#parts;
    if (this.#explorer) return this.#explorer;
    const runner = new CheckRunner(context, this.exercises, result => {
      this.#clock?.flush();
      noteRun(study, result).catch(report);
    });
    const made = new TestExplorer(study, this.exercises, runner, () => knownPlace(context));
    this.#clock = new WorkClock(
      uri => made.exerciseOf(uri),
      (id, seconds) => {
        this.#note(progress => noteExerciseTime(progress, id, seconds, Date.now()));
      },
    );
    return (this.#explorer = made);
  }

  /** Stores a change of progress that is not worth an undo step. */
  #note(change: (progress: Progress) => Progress): void {
    this.#parts.study.store.apply('', change, 'quiet').catch(report);
  }

  /** The current exercise: of the file in the editor, else of the question in the panel. */
  get current(): QuestionId | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const shown = uri && readDocumentUri(uri)?.question;
    const { current } = this.#parts.study;
    return (
      (uri && this.#explorer?.exerciseOf(uri)) ??
      shown ??
      (current?.exercise === undefined ? undefined : current.id)
    );
  }

  /** Opens the exercise's file for editing, with the task beside it; writes it the first time. */
  async practise(id: QuestionId): Promise<void> {
    const { context, questionOpener } = this.#parts;
    const loaded = await this.exercises.load(id);
    const why = whyNotHere(context);
    if (why !== undefined) {
      await questionOpener.show(id);
      void showInformationMessage(why);
      return;
    }
    const folder = await this.#open(loaded);
    if (!folder) return;
    this.#note(progress => noteExerciseStarted(progress, id, Date.now()));
    if (folder.copy !== undefined) offerCopy('interrupted', loaded.title, folder.copy);
    await this.explorer.refresh();
    await this.#show(loaded, folder);
    this.#clock?.look();
  }

  /** Runs all checks of a started exercise. */
  async runChecks(id: QuestionId): Promise<void> {
    const folder = await this.#begun(id);
    const isOf = ({ uri, isDirty }: vscode.TextDocument) =>
      isDirty && this.explorer.exerciseOf(uri) === folder.question;
    await this.explorer.refresh();
    for (const document of vscode.workspace.textDocuments.filter(isOf)) await document.save();
    const { token } = new vscode.CancellationTokenSource();
    await this.explorer.runAll(id, token);
  }

  /** Resets an exercise, after asking; the person's work is copied beside it. */
  async startOver(id: QuestionId): Promise<void> {
    const folder = await this.#begun(id);
    const loaded = await this.exercises.load(id);
    if (!(await mayRun(this.#parts.context, this.exercises, loaded, undefined))) return;
    const { realpath } = await import('node:fs/promises');
    const action = vscode.l10n.t('Start Over');
    const choice = await showWarningMessage(
      vscode.l10n.t('Start “{0}” over?', loaded.title),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The files in {0} go back to the start. Your work is copied to a backup folder first.',
          // A project may bring along a link to another folder.
          await realpath(folder.path).catch(() => folder.path),
        ),
      },
      action,
    );
    if (choice !== action) return;
    await this.explorer.refresh();
    const isOf = ({ uri, isDirty }: vscode.TextDocument) =>
      isDirty && this.explorer.exerciseOf(uri) === id;
    for (const document of vscode.workspace.textDocuments.filter(isOf)) await document.save();
    const path = await import('node:path');
    const root = path.dirname(folder.path);
    let backup: string;
    try {
      backup = await startOver(root, folder, loaded.files, Date.now(), await codeOf(loaded));
    } catch (error) {
      throw new HumanError(
        vscode.l10n.t(
          'Could not start the exercise over in {0}: {1}. Nothing you wrote is lost.',
          folder.path,
          reasonOf(error),
        ),
      );
    }
    this.#clock?.flush();
    await this.#parts.study.store.apply(
      vscode.l10n.t('Started “{0}” over', loaded.title),
      progress => noteExerciseStartedOver(progress, id, Date.now()),
    );
    await this.#show(loaded, folder);
    offerCopy('done', loaded.title, backup);
  }

  /** Shows the person's code beside the solution in a diff editor. */
  async compareSolution(id: QuestionId): Promise<void> {
    const loaded = await this.exercises.load(id);
    const folder = await this.#find(id);
    const pairs = loaded.exercise.solution.map(({ path }) => {
      const own = folder
        ? vscode.Uri.joinPath(vscode.Uri.file(folder.path), ...path.split('/'))
        : documentUri('start', id, path);
      return { path, own, solution: documentUri('solution', id, path) };
    });
    const [first] = pairs;
    if (!first) return;
    const { context } = this.#parts;
    if (folder && !(await mayRun(context, this.exercises, loaded, folder))) return;
    if (!(await this.#maySee(loaded))) return;
    const title = vscode.l10n.t('{0}: yours and the solution', loaded.title);
    if (pairs.length === 1) {
      const own = await existing(first.own, documentUri('empty', id, first.path));
      await vscode.commands.executeCommand('vscode.diff', own, first.solution, title);
      return;
    }
    const rows = await Promise.all(
      pairs.map(async ({ own, solution }) => {
        const isThere = (await existing(own, undefined)) !== undefined;
        return [own, isThere ? own : undefined, solution];
      }),
    );
    await vscode.commands.executeCommand('vscode.changes', title, rows);
  }

  /**
   * Lets a model review the person's code, once all checks pass.
   * @throws HumanError if they do not yet
   */
  async reviewSolution(id: QuestionId): Promise<void> {
    const folder = await this.#begun(id);
    const { title, exercise, checks } = await this.exercises.load(id);
    const { store } = this.#parts.study;
    await store.open();
    if (!exerciseProgress(store.progress, id).isSolvedNow) {
      throw new HumanError(
        vscode.l10n.t('Run the checks first: a model reviews your solution once all of them pass.'),
      );
    }
    const isOf = ({ uri, isDirty }: vscode.TextDocument) =>
      isDirty && this.explorer.exerciseOf(uri) === id;
    await this.explorer.refresh();
    for (const document of vscode.workspace.textDocuments.filter(isOf)) await document.save();
    const own = [...exercise.start, ...exercise.solution].map(({ path }) => path);
    const [{ reviewSolution }, files] = await Promise.all([
      import('../ai/reviewSolution'),
      readWritten(folder.path, [...new Set(own)].sort()),
    ]);
    await reviewSolution({
      context: this.#parts.context,
      title,
      solution: {
        task: exercise.task,
        checks: checks.map(({ name }) => name),
        files,
        solution: exercise.solution,
      },
    });
  }

  /** Opens the exercise's next hint in its question's panel. */
  async nextHint(id: QuestionId): Promise<void> {
    const { exercise } = await this.exercises.load(id);
    const { store } = this.#parts.study;
    await store.open();
    const { hints } = exerciseProgress(store.progress, id);
    if (hints >= exercise.hints.length) {
      void showInformationMessage(
        exercise.hints.length === 0
          ? vscode.l10n.t('This exercise has no hints.')
          : vscode.l10n.t('All hints are open.'),
      );
    } else {
      await store.apply(
        '',
        progress => noteExerciseHints(progress, id, hints + 1, Date.now()),
        'quiet',
      );
    }
    await this.#parts.questionOpener.show(id, { preserveFocus: true });
  }

  /** Asks whether to show the solution: before the exercise is solved, it changes the rating. */
  async #maySee({ question, title }: LoadedExercise): Promise<boolean> {
    const { store } = this.#parts.study;
    await store.open();
    const { isSolvedNow, solutionSeenAt } = exerciseProgress(store.progress, question.id);
    if (isSolvedNow || solutionSeenAt !== undefined) return true;
    const action = vscode.l10n.t('Show the Solution');
    const choice = await showWarningMessage(
      vscode.l10n.t('Look at the solution of “{0}”?', title),
      {
        modal: true,
        detail: vscode.l10n.t(
          'You can go on afterwards. When you solve it, Hard is suggested as the rating.',
        ),
      },
      action,
    );
    if (choice !== action) return false;
    this.#note(progress => noteSolutionSeen(progress, question.id, Date.now()));
    return true;
  }

  /** Finds the folder, or writes it where the person chooses. */
  async #open(loaded: LoadedExercise): Promise<ExerciseFolder | undefined> {
    const { context } = this.#parts;
    const known = await this.#find(loaded.question.id);
    if (!(await mayRun(context, this.exercises, loaded, known))) return undefined;
    let place = knownPlace(context);
    for (;;) {
      place ??= await askForPlace(context);
      if (!place) return undefined;
      try {
        if (await leadsOut(place)) {
          throw new Error(vscode.l10n.t('it is a link that leads out of the workspace'));
        }
        const { question, files } = loaded;
        let written = undefined as string | undefined; // changed by a callback
        const folder = await openFolder(
          place.fsPath,
          question.id,
          files,
          Date.now(),
          await codeOf(loaded),
          path => (written = path),
        );
        // First, or the person is asked whether what was written here may run.
        if (written !== undefined) await keepOwn(context.globalState, written);
        await keepPlace(context, place);
        return folder;
      } catch (error) {
        const other = vscode.l10n.t('Another Folder…');
        const choice = await showWarningMessage(
          vscode.l10n.t(
            'Could not write the exercise to {0}: {1}. Nothing was left behind.',
            place.fsPath,
            reasonOf(error),
          ),
          other,
        );
        if (choice !== other) return undefined;
        place = undefined;
      }
    }
  }

  async #find(id: QuestionId): Promise<ExerciseFolder | undefined> {
    const place = knownPlace(this.#parts.context);
    return place && whyNotHere(this.#parts.context) === undefined
      ? begun(place.fsPath, id)
      : undefined;
  }

  /** @throws HumanError if the exercise was not started */
  async #begun(id: QuestionId): Promise<ExerciseFolder> {
    const why = whyNotHere(this.#parts.context);
    if (why !== undefined) throw new HumanError(why);
    const folder = await this.#find(id);
    if (folder) return folder;
    throw new HumanError(
      vscode.l10n.t(
        'You have not started this exercise. Choose Practise to write it to a folder first.',
      ),
    );
  }

  /** Opens the file to edit, and the question in its panel beside it. */
  async #show({ question, exercise, files }: LoadedExercise, folder: ExerciseFolder) {
    const root = vscode.Uri.file(folder.path);
    const path = fileToEdit(exercise);
    const file = vscode.Uri.joinPath(root, ...path.split('/'));
    const isThere = (await existing(file, undefined)) !== undefined;
    if (!isThere && files.some(each => each.path === path)) {
      void showWarningMessage(
        vscode.l10n.t(
          '{0} is no longer in the folder of the exercise. Save it under that name again, or start the exercise over.',
          path,
        ),
      );
    }
    // A file not yet created opens as an editor that saves to that place.
    const uri = isThere ? file : file.with({ scheme: 'untitled' });
    const panel = panelColumn();
    const document = await vscode.workspace.openTextDocument(uri);
    if (panel === undefined) {
      await vscode.window.showTextDocument(document, { preview: false });
      await this.#parts.questionOpener.show(question.id, { toSide: true, preserveFocus: true });
      return;
    }
    await this.#parts.questionOpener.show(question.id, { preserveFocus: true });
    const { all } = vscode.window.tabGroups;
    const other = all.find(({ viewColumn }) => viewColumn !== panel)?.viewColumn;
    const viewColumn = other ?? vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(document, { preview: false, viewColumn });
  }

  async #textOf(uri: vscode.Uri): Promise<string | undefined> {
    const asked = readDocumentUri(uri);
    if (!asked || asked.kind === 'empty') return '';
    const loaded = await this.exercises.find(asked.question);
    if (!loaded) return undefined;
    const { exercise, files, solved, question } = loaded;
    const textIn = (all: readonly { readonly path: string; readonly text: string }[]) =>
      all.find(({ path }) => path === asked.path)?.text;
    switch (asked.kind) {
      case 'solution':
        return textIn(solved);
      case 'start':
        return textIn(files) ?? '';
      case 'checks':
        return textIn(exercise.checks);
      case 'code':
        return whatWillRun(this.exercises, question);
      default:
        return undefined;
    }
  }
}

/** The column of the question panel; `undefined` if it is not open. */
function panelColumn(): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelViewType),
    ),
  )?.viewColumn;
}

/** The file, or the other one if it does not exist. */
async function existing<T>(uri: vscode.Uri, other: T): Promise<vscode.Uri | T> {
  if (uri.scheme === exerciseScheme) return uri;
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => uri,
    () => other,
  );
}

/** Says where the person's work is after starting over, or after that was interrupted. */
function offerCopy(how: 'done' | 'interrupted', title: string, copy: string): void {
  const show = vscode.l10n.t('Show the Copy');
  const shown =
    how === 'done'
      ? showInformationMessage(vscode.l10n.t('Your work was copied to {0}.', copy), show)
      : showWarningMessage(
          vscode.l10n.t(
            'Starting “{0}” over was interrupted, so its files may be missing. Your work was copied to {1}. Start over again to go on.',
            title,
            copy,
          ),
          show,
        );
  void shown.then(picked => {
    if (picked !== show) return;
    void vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(copy));
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The digest stored in an exercise's folder; none for a built-in exercise. */
async function codeOf(loaded: LoadedExercise): Promise<string | undefined> {
  return loaded.question.source.pack === undefined ? undefined : digestOf(loaded);
}
