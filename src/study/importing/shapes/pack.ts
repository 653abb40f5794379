/** A pack: this product's own form, which needs no guessing. */
import type { Steps } from '../../steps';
import { questionBody } from '../../pack/answer';
import { questionsOf, readPackFile } from '../../pack/file';
import { sectionKind } from '../../pack/sections';
import { foundQuestion } from '../found';
import type { Page, Proposal } from '../shape';
import { undress } from '../titles';

/** Recognises a pack by its marks: ids, known section names, or the bullets form. */
export function* packShape(page: Page): Steps<Proposal[]> {
  yield;
  if (!mayBePack(page)) return [];
  const draft = yield* readPackFile({ path: 'import.md', text: page.text });
  const { bullets, collections } = draft.questions;
  const all = collections
    .flatMap(({ categories }) => categories)
    .flatMap(({ questions }) => questions);
  // A list may have a heading with a meaning in packs; in a pack most answers have some.
  const inSections = questionsOf(draft).filter(
    ({ title, sections }) =>
      !undress(title).numbered && sections.some(({ kind }) => kind !== 'other'),
  );
  const marked =
    all.some(({ explicitId }) => explicitId !== undefined) || inSections.length * 2 > all.length;
  const isPack =
    marked || bullets || (all.length > 0 && all.every(({ hint }) => hint !== undefined));
  if (!isPack || all.length === 0) return [];
  const candidates = collections.flatMap(({ categories, title: collection = '' }) =>
    categories.flatMap(({ title = collection, questions }) =>
      questions.map(one => ({
        question: foundQuestion({
          title: one.title,
          hint: one.hint ?? '',
          answer: questionBody(page.text, one.source),
          category: title,
          ...(one.explicitId === undefined ? {} : { id: one.explicitId }),
        }),
        likeness: 1,
        start: one.source.startLine,
        end: one.source.endLine,
      })),
    ),
  );
  return [{ shape: 'pack', level: 0, candidates, certain: true }];
}

/** Whether anything in a page looks like a pack; reading it as one is the slowest step. */
function mayBePack({ lines }: Page): boolean {
  return lines.some(({ level, heading, text, opaque }, index) => {
    if (opaque) return false;
    if (level === 3) return sectionKind(heading) !== 'other';
    // An id, or a hint right below the question.
    if (level === 2) {
      return (
        heading.includes('{#') ||
        [1, 2].some(below => /^ {0,3}>/.test(lines[index + below]?.text ?? ''))
      );
    }
    // The label above questions in bullets.
    return text.startsWith('**') && text.length < 200 && /[:：]\*{0,2}\s*$/.test(text);
  });
}
