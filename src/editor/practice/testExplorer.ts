/** The started exercises in the Test Explorer: collection, exercise, check. */
import * as vscode from 'vscode';
import type { QuestionId } from '../../study/question';
import { onDidChangeSettings } from '../base/configuration';
import { testControllerId } from '../base/ids';
import { report } from '../base/log';
import { oneLine } from '../base/oneLine';
import { isInside } from '../base/paths';
import { plainText } from '../base/plainText';
import { settings } from '../base/settings';
import { withoutIcons } from '../base/withoutIcons';
import { durationText } from '../core/intervals';
import type { Study } from '../core/study';
import type { Exercises, LoadedExercise } from './exercises';
import { begunIn, type ExerciseFolder } from './folders';
import type { CheckRunner, CheckTarget } from './checkRunner';

/** An exercise in the explorer. */
interface Begun {
  readonly folder: ExerciseFolder;
  readonly loaded: LoadedExercise;
  readonly item: vscode.TestItem;
}

/** How long to collect saves before the checks run again, in ms. */
const gatherMs = 300;

export class TestExplorer implements vscode.Disposable {
  readonly #study: Study;
  readonly #exercises: Exercises;
  readonly #runner: CheckRunner;
  readonly #place: () => vscode.Uri | undefined;
  readonly #controller: vscode.TestController;
  readonly #subscriptions: vscode.Disposable;
  readonly #run: vscode.TestRunProfile;
  #begun: readonly Begun[] = [];
  /** The refresh in progress, and whether another is needed after it. */
  #refreshing: Promise<void> | undefined;
  #stale = false;

  constructor(
    study: Study,
    exercises: Exercises,
    runner: CheckRunner,
    place: () => vscode.Uri | undefined,
  ) {
    this.#study = study;
    this.#exercises = exercises;
    this.#runner = runner;
    this.#place = place;
    this.#controller = vscode.tests.createTestController(
      testControllerId,
      vscode.l10n.t('Django Exercises'),
    );
    this.#controller.refreshHandler = () => this.refresh();
    this.#run = this.#controller.createRunProfile(
      vscode.l10n.t('Run Checks'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#handle(request, token, false),
      true,
      undefined,
      true,
    );
    this.#controller.createRunProfile(
      vscode.l10n.t('Debug Checks'),
      vscode.TestRunProfileKind.Debug,
      (request, token) => this.#handle(request, token, true),
      true,
    );
    this.#subscriptions = vscode.Disposable.from(
      this.#controller,
      study.questions.onDidChange(() => void this.refresh().catch(report)),
      onDidChangeSettings([settings.practiceFolder], () => void this.refresh().catch(report)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Shows the exercises that have a folder now. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#stale = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#readUntilFresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** The exercise that a file belongs to; `undefined` for other files. */
  exerciseOf(uri: vscode.Uri): QuestionId | undefined {
    if (uri.scheme !== 'file') return undefined;
    return this.#begun.find(({ folder }) => isInside(uri.fsPath, folder.path))?.folder.question;
  }

  /** Runs all checks of an exercise, as if run from the Test Explorer. */
  async runAll(id: QuestionId, token: vscode.CancellationToken): Promise<void> {
    await this.refresh();
    const begun = this.#begun.find(({ folder }) => folder.question === id);
    if (!begun) return;
    const request = new vscode.TestRunRequest([begun.item], undefined, this.#run, false, true);
    await this.#once(request, token, false);
  }

  async #readUntilFresh(): Promise<void> {
    this.#stale = false;
    await this.#read();
    if (this.#isStale()) await this.#readUntilFresh();
  }

  #isStale(): boolean {
    return this.#stale;
  }

  async #read(): Promise<void> {
    const place = this.#place();
    const folders = place ? await begunIn(place.fsPath) : [];
    await this.#study.questions.settled();
    const known = new Map(this.#begun.map(each => [each.folder.question, each]));
    const begun: Begun[] = [];
    for (const folder of folders) {
      if (begun.some(each => each.folder.question === folder.question)) continue;
      const loaded = await this.#exercises.find(folder.question).catch(() => undefined);
      if (!loaded) continue;
      const before = known.get(folder.question);
      const isSame =
        before?.folder.path === folder.path &&
        before.loaded.title === loaded.title &&
        JSON.stringify(before.loaded.checks) === JSON.stringify(loaded.checks);
      // A reused item keeps the results of its last run.
      begun.push({ folder, loaded, item: isSame ? before.item : this.#itemOf(folder, loaded) });
    }
    this.#begun = begun;
    const collections = new Map<string, vscode.TestItem>();
    const members = new Map<vscode.TestItem, vscode.TestItem[]>();
    for (const { loaded, item } of begun) {
      const collection = this.#study.questions.library.place(loaded.question.id)?.collection;
      const id = `collection:${collection?.id ?? ''}`;
      const parent =
        collections.get(id) ??
        this.#controller.items.get(id) ??
        this.#controller.createTestItem(id, labelOf(plainText(collection?.title ?? '')));
      collections.set(id, parent);
      members.set(parent, [...(members.get(parent) ?? []), item]);
    }
    for (const [parent, items] of members) {
      const now = [...parent.children].map(([, child]) => child);
      if (now.length !== items.length || items.some(each => !now.includes(each))) {
        parent.children.replace(items);
      }
    }
    const now = [...this.#controller.items].map(([, child]) => child);
    const wanted = [...collections.values()];
    if (now.length !== wanted.length || wanted.some(each => !now.includes(each))) {
      this.#controller.items.replace(wanted);
    }
  }

  #itemOf(folder: ExerciseFolder, { question, title, checks }: LoadedExercise): vscode.TestItem {
    const root = vscode.Uri.file(folder.path);
    const item = this.#controller.createTestItem(`exercise:${question.id}`, labelOf(title), root);
    const minutes = question.exercise?.minutes;
    if (minutes !== undefined) item.description = durationText(minutes * 60_000, 'short');
    item.children.replace(
      checks.map((check, index) => {
        const uri = vscode.Uri.joinPath(root, ...check.path.split('/'));
        const child = this.#controller.createTestItem(check.id, labelOf(check.name), uri);
        child.range = new vscode.Range(check.line, 0, check.line, 0);
        child.sortText = String(index).padStart(4, '0');
        return child;
      }),
    );
    return item;
  }

  async #handle(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    isDebug: boolean,
  ): Promise<void> {
    if (request.continuous === true) this.#keepRunning(request, token);
    else await this.#once(request, token, isDebug);
  }

  /** Runs the checks again whenever a file of their exercise is saved, until stopped. */
  #keepRunning(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    const waiting = new Set<QuestionId>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: vscode.CancellationTokenSource | undefined;
    const run = () => {
      const items = this.#begun
        .filter(({ folder }) => waiting.has(folder.question))
        .map(({ item }) => item);
      waiting.clear();
      const wanted = this.#within(request, items);
      if (wanted.length === 0) return;
      current?.cancel(); // its result would be outdated
      current = new vscode.CancellationTokenSource();
      const one = new vscode.TestRunRequest(wanted, request.exclude, this.#run, true, true);
      void this.#once(one, current.token, false).catch(report);
    };
    const subscription = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const id = this.exerciseOf(uri);
      if (id === undefined) return;
      waiting.add(id);
      clearTimeout(timer);
      timer = setTimeout(run, gatherMs);
    });
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      subscription.dispose();
      current?.cancel();
    });
  }

  /** The requested items that contain, or are in, one of these exercises. */
  #within(
    { include }: vscode.TestRunRequest,
    exercises: readonly vscode.TestItem[],
  ): readonly vscode.TestItem[] {
    if (!include) return exercises;
    return include.flatMap(item =>
      exercises.flatMap(exercise => {
        if (item === exercise || isAbove(item, exercise)) return [exercise];
        return isAbove(exercise, item) ? [item] : [];
      }),
    );
  }

  async #once(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    isDebug: boolean,
  ): Promise<void> {
    const targets = this.#targets(request);
    const run = this.#controller.createTestRun(request);
    const stop = new vscode.CancellationTokenSource();
    const stopping = [token, run.token].map(each =>
      each.onCancellationRequested(() => stop.cancel()),
    );
    try {
      for (const { checks } of targets) for (const item of checks.values()) run.enqueued(item);
      for (const target of targets) {
        if (stop.token.isCancellationRequested) break;
        await this.#runner.run(target, run, stop.token, isDebug);
      }
    } catch (error) {
      report(error);
    } finally {
      run.end();
      for (const each of stopping) each.dispose();
      stop.dispose();
    }
  }

  /** The items to run, by exercise. */
  #targets({ include, exclude }: vscode.TestRunRequest): readonly CheckTarget[] {
    const isExcluded = (item: vscode.TestItem) =>
      exclude?.some(each => each === item || isAbove(each, item)) ?? false;
    const isIncluded = (item: vscode.TestItem) =>
      include === undefined || include.some(each => each === item || isAbove(each, item));
    return this.#begun.flatMap(({ folder, loaded, item }) => {
      const checks = [...item.children].filter(
        ([, child]) => isIncluded(child) && !isExcluded(child),
      );
      return checks.length === 0
        ? []
        : [{ folder, loaded, exercise: item, checks: new Map(checks) }];
    });
  }
}

/** Whether one item of the explorer contains another, at any depth. */
function isAbove(item: vscode.TestItem, other: vscode.TestItem): boolean {
  for (let at = other.parent; at; at = at.parent) if (at === item) return true;
  return false;
}

/** Text for a row of the explorer, which would turn `$(name)` into icons. */
function labelOf(text: string): string {
  return withoutIcons(oneLine(text));
}
