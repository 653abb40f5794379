/** Builds an exercise's runnable project: the bookshop plus the exercise's files. */
import { FileTree } from '../fileNames';
import { addPackages, inOrder, reservedPaths, type ProjectFile } from '../code/projectFiles';
import type { Exercise, ExerciseFile } from './exercise';

type Files = Pick<Exercise, 'start' | 'checks' | 'solution'>;

/**
 * The starting project, sorted by path: the bookshop, with the files of `start` replacing its own,
 * the checks, and missing `__init__.py` files. A file that cannot coexist with those of the
 * bookshop (it differs only in case) is left out. So are the bookshop's Celery files: an exercise
 * needs only Django.
 *
 * @param bookshop the files of the bookshop, without the page about it
 */
export function projectOf(
  exercise: Files,
  bookshop: readonly ProjectFile[],
): readonly ProjectFile[] {
  return assemble(bookshop, [...exercise.start, ...exercise.checks]);
}

/** `projectOf` including the solution. */
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
 * The path of the file to open first: the first one the solution changes, whether it comes from the
 * exercise, from the bookshop, or does not exist yet.
 */
export function fileToEdit({ start, solution }: Files): string {
  const changed = new Set(solution.map(({ path }) => path));
  const [first] = [...start.filter(({ path }) => changed.has(path)), ...solution];
  return first?.path ?? '';
}
