/** The files of an exercise as a project that runs: the bookshop with the exercise's files put into it. */
import { FileTree } from '../fileNames';
import { addPackages, inOrder, reservedPaths, type ProjectFile } from '../code/projectFiles';
import type { Exercise, ExerciseFile } from './exercise';

type Files = Pick<Exercise, 'start' | 'checks' | 'solution'>;

/**
 * The project that the person starts with, in the order of its paths: the bookshop, the files of `start`
 * in the place of its own, the checks, and the `__init__.py` files that are missing. A file that cannot
 * stand beside those of the bookshop (it differs from one in case only) is left out. So is what the
 * bookshop has for Celery: an exercise needs Django alone.
 *
 * @param bookshop the files of the bookshop, without the page about it
 */
export function projectOf(
  exercise: Files,
  bookshop: readonly ProjectFile[],
): readonly ProjectFile[] {
  return assemble(bookshop, [...exercise.start, ...exercise.checks]);
}

/** `projectOf` with the solution in it. */
export function withSolution(
  exercise: Files,
  bookshop: readonly ProjectFile[],
): readonly ProjectFile[] {
  return assemble(bookshop, [...exercise.start, ...exercise.solution, ...exercise.checks]);
}

function assemble(
  bookshop: readonly ProjectFile[],
  own: readonly ExerciseFile[],
): readonly ProjectFile[] {
  const files = new Map(bookshop.map(({ path, text }) => [path, text]));
  if (files.delete('config/celery.py')) files.set('config/__init__.py', '');
  const tree = new FileTree();
  for (const path of [...files.keys(), ...reservedPaths]) tree.place(path);
  for (const { path, text } of own) if (tree.place(path)) files.set(path, text);
  addPackages(files, tree);
  return inOrder(files);
}

/**
 * The path of the file to open first: the first that the solution changes, be it one of those the
 * exercise starts with, the bookshop's, or one that is to be made.
 */
export function fileToEdit({ start, solution }: Files): string {
  const changed = new Set(solution.map(({ path }) => path));
  const [first] = [...start.filter(({ path }) => changed.has(path)), ...solution];
  return first?.path ?? '';
}
