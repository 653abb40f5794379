/** The cheat sheet as Markdown: short answers and key points, category by category. */
import { escapeText, inertInline, inertMarkdown } from '../markdown/inert';
import { parseAnswer } from '../pack/answer';
import { slug } from '../slug';
import { finish, type Steps } from '../steps';
import { groupBy, type ExportedQuestion } from './question';

/** The sheet's own texts, in the person's language, as plain text. */
export interface CheatSheetTexts {
  readonly title: string;
  readonly contents: string;
  readonly noAnswer: string;
}

/** Returns the sheet. Packs are other people's: no links, pictures or HTML of theirs are kept. */
export function cheatSheetMarkdown(
  questions: readonly ExportedQuestion[],
  texts: CheatSheetTexts,
): string {
  return finish(cheatSheetInSteps(questions, texts));
}

/** `cheatSheetMarkdown` in steps of a question. */
export function* cheatSheetInSteps(
  questions: readonly ExportedQuestion[],
  texts: CheatSheetTexts,
): Steps<string> {
  const categories = groupBy(questions, ({ category }) => category);
  // Headings with the same words get numbers, as in VS Code's preview.
  const seen = new Map<string, number>();
  const anchor = (title: string) => {
    const name = slug(title);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  };
  const contents = categories.map(
    ({ group }) => `- [${escapeText(group.title)}](#${anchor(group.title)})`,
  );
  const parts = [
    `# ${escapeText(texts.title)}`,
    `**${escapeText(texts.contents)}**`,
    contents.join('\n'),
  ];
  for (const { group, questions: ofGroup } of categories) {
    parts.push(`## ${escapeText(group.title)}`);
    for (const one of ofGroup) {
      for (const part of questionParts(one, texts)) parts.push(part);
      yield;
    }
  }
  return [...parts, ''].join('\n\n');
}

function questionParts({ question, body }: ExportedQuestion, texts: CheatSheetTexts): string[] {
  const { sections } = parseAnswer(body, question.source.bodyLine);
  const first = sections.find(({ kind }) => kind !== 'key-points');
  const parts = sections
    .filter(section => section === first || section.kind === 'key-points')
    .map(({ markdown }) => inertMarkdown(markdown.trim()).trim())
    .filter(text => text !== '');
  return [
    `### ${inertInline(question.title)}`,
    ...(parts.length === 0 ? [`*${escapeText(texts.noAnswer)}*`] : parts),
  ];
}
