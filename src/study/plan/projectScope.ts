/**
 * Scopes that follow what the project uses: its categories are looked up whenever a plan is made.
 * A file of its own, since it is needed where the reader of interviews is not loaded yet.
 */
import type { InterviewScope } from './interviews';

/**
 * The categories that the scope is about now; with no collection or flag either, that is all of them
 * if `isWhole`.
 *
 * @param ofProject those on what the project uses; empty if nothing says so
 */
export function categoriesOf(
  { categories, stack, ofStack }: InterviewScope,
  ofProject: readonly string[],
): readonly string[] {
  if (!stack || ofProject.length === 0) return categories;
  return [...new Set([...categories.filter(id => !ofStack.includes(id)), ...ofProject])];
}

/**
 * The scope that is about these categories, and about what the project uses from now on.
 *
 * @param ofProject the categories on what it uses now; if empty, those known before still stand in
 */
export function followingProject(
  scope: InterviewScope,
  ofProject: readonly string[],
): InterviewScope {
  const now = ofProject.length > 0 ? ofProject : scope.ofStack;
  return {
    ...scope,
    stack: true,
    ofStack: now.filter(id => !scope.categories.includes(id)),
    categories: [...new Set([...scope.categories, ...now])],
  };
}
