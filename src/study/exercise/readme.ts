import { escapeText, inertMarkdown } from '../markdown/inert';

/**
 * The README in an exercise's folder. In English, like the exercises.
 *
 * @param title plain text
 * @param task Markdown
 * @param isOwn whether the exercise is built in: of another author's task, an editor's preview would
 *   load pictures from their server
 */
export function exerciseReadme(title: string, task: string, isOwn: boolean): string {
  return `# ${isOwn ? title : escapeText(title)}

${isOwn ? task : inertMarkdown(task, Infinity)}

## Run the checks

\`\`\`sh
python manage.py test checks
\`\`\`

They are in \`checks/\`, to be read and not changed: the editor runs them as their author wrote them.
`;
}
