/** The tooltip of a row, made only for the one under the mouse: its code is loaded with the first. */
import * as vscode from 'vscode';
import { escapeLines, inertInline, inertMarkdown } from '../../study/markdown/inert';
import { reviewsOf } from '../../study/progress';
import type { QuestionId } from '../../study/question';
import { withoutIcons } from '../base/withoutIcons';
import { dateText, intervalText } from '../core/intervals';
import type { Study } from '../core/study';
import { standingText } from './treeItems';
import type { TreeNode } from './treeNode';

/** Maximum length of a tooltip, in UTF-16 units. */
const longestTooltip = 4_000;

/**
 * Adds the hint as a tooltip. VS Code's own Markdown would load pictures from anywhere and follow
 * links to files, which a pack's text must not.
 */
export async function addTooltip(
  study: Study,
  item: vscode.TreeItem,
  node: TreeNode,
): Promise<vscode.TreeItem> {
  if (node.kind !== 'question' && node.kind !== 'tip') return item;
  if (node.kind === 'tip') {
    item.tooltip = new vscode.MarkdownString(inertMarkdown(node.tip, longestTooltip));
    return item;
  }
  const { id, title, hint, exercise } = node.question;
  const tooltip = new vscode.MarkdownString(
    [
      `**${inertInline(withoutIcons(title), longestTooltip)}**`,
      hint && inertMarkdown(withoutIcons(hint), longestTooltip),
      (await reviewLines(study, id)).map(escapeLines).join('  \n'),
      exercise &&
        `$(beaker) ${escapeLines((await import('./exerciseLine')).exerciseLine(study.store.progress, id, exercise))}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
    true,
  );
  const note = study.note(id).trim();
  if (note !== '') {
    const start = note.length > 300 ? `${note.slice(0, 300).trimEnd()}…` : note;
    // As text: a note may be imported.
    tooltip.appendMarkdown(`\n\n---\n\n$(note) ${escapeLines(withoutIcons(start))}`);
  }
  item.tooltip = tooltip;
  return item;
}

/** A question's review history: the last rating, when it is due, how often it was forgotten. */
async function reviewLines(study: Study, id: QuestionId): Promise<string[]> {
  const record = study.store.progress.get(id);
  const last = reviewsOf(record).at(-1);
  if (last === undefined) return [];
  const [schedule, { ratingNames }] = await Promise.all([
    study.schedule(),
    import('../core/ratings'),
  ]);
  const card = schedule.cardOf(id, record, Date.now());
  const next =
    card.state === 'review'
      ? vscode.l10n.t(
          'Next review: {0}, after {1}',
          dateText(card.due),
          intervalText(card, Date.now(), 'long'),
        )
      : standingText(study.standing(id) ?? 'learning');
  return [
    vscode.l10n.t('Last rated {0} on {1}', ratingNames()[last.rating], dateText(last.time)),
    next,
    ...(card.lapses > 0 ? [vscode.l10n.t('Times forgotten: {0}', card.lapses)] : []),
  ];
}
