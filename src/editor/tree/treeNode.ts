/** The rows of the tree in the sidebar. */
import type { Category, Collection, Question } from '../../study/question';
import type { Notice } from '../core/packSource';

/** A row of the tree. Each row is created once, so that VS Code can tell which one changed. */
export type TreeNode =
  | { readonly kind: 'collection'; readonly collection: Collection }
  /** No parent if a collection is nothing but this category. */
  | {
      readonly kind: 'category';
      readonly category: Category;
      readonly parent: TreeNode | undefined;
    }
  | { readonly kind: 'question'; readonly question: Question; readonly parent: TreeNode }
  | { readonly kind: 'tips'; readonly collection: Collection; readonly parent: TreeNode }
  | { readonly kind: 'tip'; readonly tip: string; readonly parent: TreeNode }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** The row above a row; `undefined` at the top. */
export function parentOf(node: TreeNode): TreeNode | undefined {
  return node.kind === 'collection' || node.kind === 'notice' ? undefined : node.parent;
}
