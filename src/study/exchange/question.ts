/** A question as it is exported, and its answer as self-contained HTML. */
import { renderAnswer, renderBlock, renderInline, type RenderedSection } from '../markdown/render';
import { readExercise } from '../exercise/exercise';
import { readReferences, type Images } from '../markdown/renderer';
import { linkDefinitions, parseAnswer } from '../pack/answer';
import { finish } from '../steps';
import type { Answer, Category, Collection, Question } from '../question';

export interface ExportedQuestion {
  readonly question: Question;
  readonly collection: Collection;
  readonly category: Category;
  /** The answer's Markdown; empty if there is none. */
  readonly body: string;
  /** The person's own note, as Markdown; empty if there is none. */
  readonly note: string;
  /** The pictures exported with hint and answer; every other one becomes its text. */
  readonly images?: Images;
}

/**
 * The answer as HTML without buttons or folded parts, followed by the task of its exercise;
 * headings of its sections are `<h4>`, and those within them lower. The exercise's files, hints and
 * solution are not included.
 *
 * @param isShort whether to include only the short answer and the key points
 */
export function answerHtml({ body, question, images }: ExportedQuestion, isShort = false): string {
  const answer = parseAnswer(body, question.source.bodyLine);
  const { sections } = renderAnswer(answer, images);
  if (isShort) return shortOf(sections).map(sectionHtml).join('\n');
  return [...sections.map(sectionHtml), ...taskHtml(answer, images)].join('\n');
}

function taskHtml(answer: Answer, images: Images | undefined): readonly string[] {
  const exercise = answer.exercise && readExercise(answer.exercise);
  if (!exercise) return [];
  const references = finish(readReferences(finish(linkDefinitions(answer))));
  const length = exercise.minutes === undefined ? '' : ` (${exercise.minutes} min)`;
  return [
    `<h4>Exercise${length}</h4>\n${renderBlock(exercise.task, undefined, images, references)}`,
  ];
}

/** The parts of an answer to memorise: its first text section and its key points. */
export function shortOf<S extends { readonly kind: string }>(sections: readonly S[]): readonly S[] {
  const first = sections.find(({ kind }) => kind === 'text');
  return sections.filter(section => section === first || section.kind === 'key-points');
}

/** A section's inner headings, one level lower: the section's own is already `<h4>`. */
function lowered(html: string): string {
  return html.replace(/<(\/?)h([45])\b/g, (_, end: string, level: string) => {
    return `<${end}h${Number(level) + 1}`;
  });
}

function sectionHtml(section: RenderedSection): string {
  const heading = section.titleHtml === '' ? '' : `<h4>${section.titleHtml}</h4>\n`;
  switch (section.kind) {
    case 'text':
      return heading + lowered(section.html);
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

/** The hint as HTML; empty if there is none. */
export function hintHtml({ question: { hint }, images }: ExportedQuestion): string {
  return hint === undefined ? '' : renderBlock(hint, undefined, images);
}

/** The wording as HTML. */
export function titleHtml({ question }: ExportedQuestion): string {
  return renderInline(question.title);
}

/** Groups consecutive questions by a property, such as their category. */
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
