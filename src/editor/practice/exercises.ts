/** Reads the questions' exercises on demand, with the files of their projects. */
import * as vscode from 'vscode';
import { importedModules, packageFor, requirementsOf } from '../../study/code/project';
import type { ProjectFile } from '../../study/code/projectFiles';
import { checksOf, type Check } from '../../study/exercise/checks';
import { readExercise, type Exercise } from '../../study/exercise/exercise';
import { projectOf, withSolution } from '../../study/exercise/project';
import { exerciseReadme } from '../../study/exercise/readme';
import type { Question, QuestionId } from '../../study/question';
import { HumanError } from '../base/log';
import { plainText } from '../base/plainText';
import { Slices } from '../base/slices';
import { bookshopFiles, bookshopFolder, bookshopPage } from '../core/bookshop';
import type { Study } from '../core/study';

/** An exercise with everything needed to practise it. */
export interface LoadedExercise {
  readonly question: Question;
  /** Plain text. */
  readonly title: string;
  readonly exercise: Exercise;
  readonly checks: readonly Check[];
  /** The files that the person starts with. */
  readonly files: readonly ProjectFile[];
  /** The same project, solved. */
  readonly solved: readonly ProjectFile[];
  /** The imported modules that are part of neither Python nor Django. */
  readonly modules: readonly string[];
  /** The requirements for `pip install`, Django first. */
  readonly requirements: readonly string[];
}

/** The releases of Django that every exercise was tested with. */
const django = 'Django>=5.2,<6.2';

export class Exercises {
  readonly #study: Study;
  readonly #extension: vscode.Uri;
  #bookshop: Promise<readonly ProjectFile[]> | undefined;

  constructor(study: Study, extension: vscode.Uri) {
    this.#study = study;
    this.#extension = extension;
  }

  /** The questions that have an exercise. */
  get all(): readonly Question[] {
    const { library } = this.#study.questions;
    return library.questions.filter(({ exercise }) => exercise !== undefined);
  }

  /**
   * Reads a question's exercise.
   * @throws HumanError if the question has none that can be done
   */
  async load(id: QuestionId): Promise<LoadedExercise> {
    const loaded = await this.find(id);
    if (loaded) return loaded;
    throw new HumanError(
      vscode.l10n.t(
        'This question has no exercise that can be run. Anything you wrote for it is kept.',
      ),
    );
  }

  /** `load` without an error: `undefined` if the question has no exercise that can be done. */
  async find(id: QuestionId): Promise<LoadedExercise | undefined> {
    const question = await this.#study.questions.find(id);
    if (!question) return undefined;
    const [body, { parseAnswerInSteps }] = await Promise.all([
      this.#study.questions.body(question),
      import('../../study/pack/answer'),
    ]);
    const answer = await new Slices().run(parseAnswerInSteps(body, question.source.bodyLine));
    const section = answer.exercise;
    const exercise = section && readExercise(section);
    return exercise && complete(question, exercise, await this.#readBookshop());
  }

  #readBookshop(): Promise<readonly ProjectFile[]> {
    this.#bookshop ??= this.#readFiles();
    this.#bookshop.catch(() => (this.#bookshop = undefined));
    return this.#bookshop;
  }

  async #readFiles(): Promise<readonly ProjectFile[]> {
    const folder = bookshopFolder(this.#extension);
    return Promise.all(
      bookshopFiles
        .filter(path => path !== bookshopPage)
        .map(async path => {
          const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, path));
          return { path, text: new TextDecoder().decode(bytes) };
        }),
    );
  }
}

/** Adds everything needed to practise an exercise. */
export function complete(
  question: Question,
  exercise: Exercise,
  bookshop: readonly ProjectFile[],
): LoadedExercise {
  const title = plainText(question.title);
  const project = projectOf(exercise, bookshop);
  const solved = withSolution(exercise, bookshop);
  const imported = solved.flatMap(({ path, text }) =>
    path.endsWith('.py') ? importedModules(text) : [],
  );
  const modules = [...new Set(imported)].filter(name => packageFor(name) !== undefined);
  const text = requirementsOf({ files: solved, django: '5.2' });
  const [, ...packages] = text.trim().split('\n');
  const requirements = [django, ...packages];
  return {
    question,
    title,
    exercise,
    checks: checksOf(exercise),
    files: [
      ...project,
      {
        path: 'README.md',
        text: exerciseReadme(title, exercise.task, question.source.pack === undefined),
      },
      { path: 'requirements.txt', text: `${requirements.join('\n')}\n` },
    ],
    solved,
    modules,
    requirements,
  };
}
