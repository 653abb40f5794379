/** The structure of a file, for an editor's outline and for folding. */
import type { DraftQuestion } from './draft';
import { questionsOf, type FileDraft } from './file';

/** A category, a question in it, or a section of its answer. */
export interface OutlineItem {
  readonly kind: 'category' | 'question' | 'section';
  /** As inline Markdown. */
  readonly title: string;
  /** A question's id; otherwise empty. */
  readonly detail: string;
  /** The line of its heading or label. */
  readonly line: number;
  /** Exclusive. */
  readonly endLine: number;
  readonly children: readonly OutlineItem[];
}

/** Files with more items show no sections: they slow down an editor and confuse a reader. */
const mostItems = 10_000;

/** Returns the categories of a file and their contents; questions without one are top-level. */
export function outlineOf(draft: FileDraft): OutlineItem[] {
  const items = questionsOf(draft).reduce((sum, { sections }) => sum + 1 + sections.length, 0);
  return draft.questions.collections.flatMap(({ categories }) =>
    categories.flatMap(({ title, line, questions: inIt }) => {
      const children = inIt.map(question => questionItem(question, items <= mostItems));
      const last = children.at(-1);
      if (title === undefined || line < 0 || !last) return children;
      const endLine = last.endLine;
      return [{ kind: 'category' as const, title, detail: '', line, endLine, children }];
    }),
  );
}

function questionItem(question: DraftQuestion, withSections: boolean): OutlineItem {
  const { title, wishedId, source } = question;
  const sections = withSections ? question.sections : [];
  const { startLine: line, endLine } = source;
  const children = sections.map((section, index): OutlineItem => ({
    kind: 'section',
    title: section.title,
    detail: '',
    line: section.line,
    endLine: sections[index + 1]?.line ?? endLine,
    children: [],
  }));
  return { kind: 'question', title, detail: wishedId, line, endLine, children };
}
