/** A pack: this product's own form, which needs no guessing. */
import type { Steps } from '../../steps';
import { questionBody } from '../../pack/answer';
import { questionsOf, readPackFile } from '../../pack/file';
import { sectionKind } from '../../pack/sections';
import { foundQuestion } from '../found';
import type { Page, Proposal } from '../shape';
import { certaintyOf, isTask, likeness, surely } from '../titles';
import { undress } from '../undress';

/** The least share of headings that come again, as "What is it?" below each question of a pack. */
const leastShareRepeated = 0.1;

/**
 * Whether the answers of a pack are divided by headings that ask, as sections of a list are, and not
 * by the same ones again and again.
 */
export function areDividedByQuestions(all: ReturnType<typeof questionsOf>): boolean {
  const others = all.flatMap(({ sections }) => sections);
  const titles = new Set(others.map(({ title }) => title));
  const repeated = others.length - titles.size;
  return (
    others.length > 1 &&
    repeated < leastShareRepeated * others.length &&
    certaintyOf(others) > surely
  );
}

/** Whether a wording asks, or tells what to do. */
function asks({ title }: { readonly title: string }): boolean {
  const words = undress(title).title;
  return likeness(words, false) >= surely || isTask(words);
}

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
  // A quote may also introduce a section of questions.
  const mayBeList = !marked && !bullets && all.filter(asks).length * 2 <= all.length;
  if (mayBeList && areDividedByQuestions(all)) return [];
  // Where some have nothing but a quote, it is their answer.
  const areAnswers =
    !marked &&
    !bullets &&
    all.some(
      ({ hint, source }) => hint !== undefined && questionBody(page.text, source).trim() === '',
    );
  const bodyOf = ({ source }: (typeof all)[number]) =>
    questionBody(page.text, areAnswers ? { ...source, bodyLine: source.startLine + 1 } : source);
  const candidates = collections.flatMap(({ categories, title: collection = '' }) =>
    categories.flatMap(({ title = collection, questions }) =>
      questions.map(one => ({
        question: foundQuestion({
          title: one.title,
          hint: areAnswers ? '' : (one.hint ?? ''),
          answer: bodyOf(one),
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

/** Whether a page looks like a pack; reading it as one is the slowest step. */
function mayBePack({ lines }: Page): boolean {
  let [questions, hints, inSections] = [0, 0, 0];
  let [hasIds, hasSection] = [false, true];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (!line || line.opaque) continue;
    const { level, heading, text } = line;
    if (level === 2) {
      hasIds ||= text.includes('{#');
      questions++;
      hasSection = false;
      if ([1, 2].some(below => /^ {0,3}>/.test(lines[index + below]?.text ?? ''))) hints++;
    } else if (level === 3 && !hasSection && sectionKind(heading) !== 'other') {
      hasSection = true;
      inSections++;
    } else if (level === 0 && text.startsWith('**') && text.length < 200) {
      // The label above questions in bullets.
      const isLabel = /[:：]\*{0,2}\s*$/.test(text);
      const isAbove = (below: number) => lines[index + below]?.mark;
      const mark = isAbove(1) ?? isAbove(2);
      if (isLabel && mark && mark.number === undefined) return true;
    }
  }
  if (hasIds && hints + inSections > 0) return true;
  return questions > 0 && (hints === questions || inSections * 2 > questions);
}
