/** Runs checks for the Test Explorer and reports their results to it. */
import * as vscode from 'vscode';
import { readSetting } from '../base/configuration';
import { HumanError, log } from '../base/log';
import { showWarningMessage } from '../base/messages';
import { settings } from '../base/settings';
import { keepOwn, mayRun, mayUse } from './authors';
import { documentUri } from './documents';
import type { Exercises, LoadedExercise } from './exercises';
import { changedFiles, type ExerciseFolder } from './folders';
import { mainSpot, spotsOf, stuckSpot, wordsOf, type RunFolders, type Spot } from './locate';
import { runChecks, type RunListener } from './running/checkRun';
import { debugChecks } from './running/debugRun';
import { pythonFor } from './running/environment';
import { forTerminal } from './running/output';
import { shownCommand } from './running/shownCommand';
import { isBelow, type Frame, type Problem, type RunEvent } from './running/runReport';
import type { RunResult } from './solved';

/** Checks of one exercise to run. */
export interface CheckTarget {
  readonly folder: ExerciseFolder;
  readonly loaded: LoadedExercise;
  readonly exercise: vscode.TestItem;
  /** The items, by check id. */
  readonly checks: ReadonlyMap<string, vscode.TestItem>;
}

export class CheckRunner {
  readonly #context: vscode.ExtensionContext;
  readonly #exercises: Exercises;
  readonly #ran: (result: RunResult) => void;

  /** @param ran called after each run that completed */
  constructor(
    context: vscode.ExtensionContext,
    exercises: Exercises,
    ran: (result: RunResult) => void,
  ) {
    this.#context = context;
    this.#exercises = exercises;
    this.#ran = ran;
  }

  /**
   * Runs an exercise's checks, if the person allows it and it is possible.
   * @throws HumanError, CancellationError if nothing was run
   */
  async run(
    target: CheckTarget,
    run: vscode.TestRun,
    token: vscode.CancellationToken,
    isDebug: boolean,
  ): Promise<void> {
    const { loaded, folder } = target;
    const isCancelled = () => token.isCancellationRequested;
    await assertTrusted();
    const { access, realpath } = await import('node:fs/promises');
    await access(folder.path).catch(() => {
      throw new HumanError(
        vscode.l10n.t(
          'The folder {0} no longer exists. Choose Practise to write the exercise again.',
          folder.path,
        ),
      );
    });
    const { globalState } = this.#context;
    // Its own record: a project may bring along a folder with a marker file like ours.
    if (!(await mayUse(globalState, folder.path))) throw new vscode.CancellationError();
    if (!(await mayRun(this.#context, this.#exercises, loaded, folder))) {
      throw new vscode.CancellationError();
    }
    const { modules, requirements, exercise } = loaded;
    const path = await import('node:path');
    const root = path.dirname(folder.path);
    const python = await pythonFor({
      root,
      folder: folder.path,
      modules,
      requirements,
      mayUse: environment => mayUse(globalState, environment),
      made: environment => keepOwn(globalState, environment),
    });
    if (isCancelled()) return;
    const edited = await changedFiles(folder.path, exercise.checks);
    const telling = new Telling(target, run, await realpath(folder.path), edited);
    telling.sayEdited();
    const request = {
      python,
      folder: folder.path,
      checks: exercise.checks,
      labels: labelsOf(target),
      limit: readSetting(settings.practiceTimeLimit),
    };
    if (isDebug) await debugChecks(request, telling, run, token);
    else {
      const end = await runChecks(request, telling, isCancelled);
      if (end.error !== undefined) {
        log().warn(`${python[0]}: ${end.error}`);
        telling.failRest(vscode.l10n.t('{0} could not be started: {1}', python[0], end.error));
      } else if (end.stuck) telling.stuck(end.stuck, request.limit);
      else if (!end.isWhole && !isCancelled()) telling.endedEarly(end.code);
    }
    if (isCancelled()) return;
    telling.finish();
    this.#ran({ loaded, passed: telling.passed, failed: telling.failed });
  }
}

/** Whole files if all checks are wanted: this also runs checks that our reader did not find. */
function labelsOf({ loaded, checks }: CheckTarget): readonly string[] {
  return checks.size === loaded.checks.length
    ? loaded.exercise.checks.map(({ path }) => path.replace(/\.py$/, '').replaceAll('/', '.'))
    : [...checks.keys()];
}

async function assertTrusted(): Promise<void> {
  if (vscode.workspace.isTrusted) return;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const choice = await showWarningMessage(
    vscode.l10n.t(
      'In Restricted Mode nothing is run. Trust this workspace to run the checks of your exercises.',
    ),
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  throw new vscode.CancellationError();
}

/** Edited checks already reported to the person in this window. */
const saidEdited = new Set<string>();

/** Passes the runner's report to the Test Explorer. */
class Telling implements RunListener {
  readonly passed: string[] = [];
  readonly failed: string[] = [];
  readonly #target: CheckTarget;
  readonly #run: vscode.TestRun;
  readonly #edited: ReadonlySet<string>;
  /** The checks without a result. */
  readonly #open: Map<string, vscode.TestItem>;
  #folders: RunFolders;
  #current: string | undefined;
  #crash: Problem | undefined;

  constructor(target: CheckTarget, run: vscode.TestRun, own: string, edited: ReadonlySet<string>) {
    this.#target = target;
    this.#run = run;
    this.#edited = edited;
    this.#open = new Map(target.checks);
    this.#folders = { own, run: own };
  }

  opened(folder: string, command: readonly string[]): void {
    this.#folders = { ...this.#folders, run: folder };
    this.#say(`$ ${shownCommand(command)}\n`);
  }

  event(event: RunEvent): void {
    switch (event.event) {
      case 'begin':
      case 'end':
        break;
      case 'start': {
        this.#current = event.id;
        const item = this.#open.get(event.id);
        if (item) this.#run.started(item);
        break;
      }
      case 'result': {
        this.#current = undefined;
        const { id, outcome, problems, seconds } = event;
        const item = this.#open.get(id);
        if (!item) {
          // A check that the reader of names did not find: it counts all the same.
          if (outcome === 'failed' || outcome === 'errored') this.#failUnlisted(id, problems);
          return;
        }
        this.#open.delete(id);
        const ms = seconds * 1000;
        if (outcome === 'passed') {
          this.passed.push(id);
          this.#run.passed(item, ms);
        } else if (outcome === 'skipped') {
          this.failed.push(id);
          this.#run.skipped(item);
        } else {
          this.failed.push(id);
          this.#run[outcome](
            item,
            problems.map(problem => this.#messageOf(problem)),
            ms,
          );
          this.#print(id, problems);
        }
        break;
      }
      case 'group':
        this.#failAll(id => isBelow(id, event.id), this.#messageOf(event.problem));
        this.#print(event.id, [event.problem]);
        break;
      case 'crash':
        this.#crash = event.problem;
        this.#failAll(() => true, this.#messageOf(event.problem));
        this.#print('', [event.problem]);
        break;
    }
  }

  print({ id, text }: { readonly id: string; readonly text: string }): void {
    this.#say(text, this.#target.checks.get(id));
  }

  /** Says that checks were changed, and that the author's original checks are run. */
  sayEdited(): void {
    if (this.#edited.size === 0) return;
    const names = [...this.#edited].join(', ');
    const text = vscode.l10n.t(
      'Not as in the exercise: {0}. The original checks are run; your file is left as it is.',
      names,
    );
    this.#say(`${text}\n`);
    const key = `${this.#target.folder.path} ${names}`;
    if (saidEdited.has(key)) return;
    saidEdited.add(key);
    void showWarningMessage(text);
  }

  /** A check, or the start, took too long. */
  stuck(frames: readonly Frame[], limit: number): void {
    const spot = stuckSpot(frames, this.#folders);
    const where =
      spot === undefined
        ? ''
        : ` ${vscode.l10n.t('It had reached {0}, line {1}.', spot.path, spot.line + 1)}`;
    const text = `${vscode.l10n.t('Stopped after {0} seconds. Is there an endless loop?', limit)}${where}`;
    this.#say(`${text}\n`);
    const message = new vscode.TestMessage(text);
    if (spot) message.location = this.#locationOf(spot);
    const current = this.#current;
    if (current === undefined) {
      this.#failAll(() => true, message);
      return;
    }
    this.#failAll(id => id === current, message);
    this.failRest(
      vscode.l10n.t('Not run, because an earlier check took too long and was stopped.'),
    );
  }

  /** The process ended before the runner did: something in the project ended it. */
  endedEarly(code: number | undefined): void {
    if (this.#crash) return;
    this.failRest(
      vscode.l10n.t(
        'Python ended (exit code {0}) before the checks were through. The output says more.',
        code ?? '?',
      ),
    );
  }

  /** Fails the checks without a result. */
  failRest(text: string): void {
    if (this.#open.size > 0) this.#say(`${text}\n`);
    this.#failAll(() => true, new vscode.TestMessage(text));
  }

  /** A check that was never reported was not found when run: its file or class has another name. */
  finish(): void {
    this.failRest(vscode.l10n.t('The run did not find this check.'));
  }

  #failAll(which: (id: string) => boolean, message: vscode.TestMessage): void {
    for (const [id, item] of [...this.#open]) {
      if (!which(id)) continue;
      this.#open.delete(id);
      this.failed.push(id);
      this.#run.errored(item, message);
    }
  }

  #failUnlisted(id: string, problems: readonly Problem[]): void {
    this.failed.push(id);
    this.#run.failed(
      this.#target.exercise,
      problems.map(problem => this.#messageOf(problem)),
    );
    this.#print(id, problems);
  }

  #messageOf(problem: Problem): vscode.TestMessage {
    const text = wordsOf(problem);
    const { expected, actual } = problem;
    const message =
      expected !== undefined && actual !== undefined
        ? vscode.TestMessage.diff(text, expected, actual)
        : new vscode.TestMessage(text);
    const spot = mainSpot(problem, this.#folders);
    if (spot) message.location = this.#locationOf(spot);
    // Frames of Django and unittest in between are no help, and would fill the view.
    const spots = spotsOf(problem.frames, this.#folders).filter(({ kind }) => kind !== 'library');
    if (spots.length > 1) {
      message.stackTrace = [...spots].reverse().map(each => {
        const { uri, range } = this.#locationOf(each);
        return new vscode.TestMessageStackFrame(each.name, uri, range.start);
      });
    }
    return message;
  }

  #locationOf({ kind, path, line }: Spot): vscode.Location {
    const { loaded, folder } = this.#target;
    const at = new vscode.Position(Math.max(0, line), 0);
    if (kind === 'library') return new vscode.Location(vscode.Uri.file(path), at);
    if (kind === 'check' && this.#edited.has(path)) {
      return new vscode.Location(documentUri('checks', loaded.question.id, path), at);
    }
    const uri = vscode.Uri.joinPath(vscode.Uri.file(folder.path), ...path.split('/'));
    return new vscode.Location(uri, at);
  }

  #print(id: string, problems: readonly Problem[]): void {
    for (const problem of problems) {
      const lines = spotsOf(problem.frames, this.#folders)
        .filter(({ kind }) => kind !== 'library')
        .map(({ path, line, name }) => `  ${path}:${line + 1} ${name}`.trimEnd());
      const name = this.#target.checks.get(id)?.label ?? id;
      this.#say(
        `✗ ${[name, wordsOf(problem), ...lines].join('\n')}\n`,
        this.#target.checks.get(id),
      );
    }
  }

  #say(text: string, item?: vscode.TestItem): void {
    this.#run.appendOutput(forTerminal(text), undefined, item);
  }
}
