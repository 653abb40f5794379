/** A question as it is exported, and its answer as HTML that stands for itself. */
import { renderAnswer, renderBlock, renderInline, type RenderedSection } from '../markdown/render';
import type { Images } from '../markdown/renderer';
import { parseAnswer } from '../pack/answer';
import type { Category, Collection, Question } from '../question';

export interface ExportedQuestion {
  readonly question: Question;
  readonly collection: Collection;
  readonly category: Category;
  /** The answer's Markdown; empty where none is written. */
  readonly body: string;
  /** The person's own note, as Markdown; empty where there is none. */
  readonly note: string;
  /** The pictures of hint and answer that go with it; every other one is its text. */
  readonly images?: Images;
}

/** The answer as HTML without buttons or folded parts; headings of its sections are `<h4>`. */
export function answerHtml({ body, question, images }: ExportedQuestion): string {
  const { sections } = renderAnswer(parseAnswer(body, question.source.bodyLine), images);
  return sections.map(sectionHtml).join('\n');
}

function sectionHtml(section: RenderedSection): string {
  const heading = section.titleHtml === '' ? '' : `<h4>${section.titleHtml}</h4>\n`;
  switch (section.kind) {
    case 'text':
      return heading + section.html;
    case 'key-points':
      return `${heading}<ul>\n${section.itemsHtml.map(item => `<li>${item}</li>\n`).join('')}</ul>`;
    case 'follow-ups':
      return (
        heading +
        section.items
          .map(item => `<p><strong>${item.questionHtml}</strong></p>\n${item.answerHtml}`)
          .join('\n')
      );
  }
}

/** The hint as HTML; empty where there is none. */
export function hintHtml({ question: { hint }, images }: ExportedQuestion): string {
  return hint === undefined ? '' : renderBlock(hint, undefined, images);
}

/** The wording as HTML. */
export function titleHtml({ question }: ExportedQuestion): string {
  return renderInline(question.title);
}

/** Groups questions that follow each other by a property, such as their category. */
export function groupBy<T>(
  questions: readonly ExportedQuestion[],
  of: (question: ExportedQuestion) => T,
): { readonly group: T; readonly questions: readonly ExportedQuestion[] }[] {
  const groups: { group: T; questions: ExportedQuestion[] }[] = [];
  for (const question of questions) {
    const group = of(question);
    const last = groups.at(-1);
    if (last?.group === group) last.questions.push(question);
    else groups.push({ group, questions: [question] });
  }
  return groups;
}
