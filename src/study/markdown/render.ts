/** Renders packs' Markdown as safe HTML. Loaded when a question is first opened. */
import type { Answer, Section } from '../question';
import { followUpsOf, linkDefinitions, splitLists } from '../pack/answer';
import { finish, type Steps } from '../steps';
import {
  readReferences,
  renderBlockInSteps,
  renderInline,
  renderItemInSteps,
  type BuildsOn,
  type CodeBlock,
  type Images,
} from './renderer';

export {
  imageDestinations,
  imageDestinationsInSteps,
  renderBlock,
  renderBlockInSteps,
  renderInline,
  type CodeBlock,
} from './renderer';

/** One section of an answer, ready to show. */
export type RenderedSection =
  | { readonly kind: 'text'; readonly titleHtml: string; readonly html: string }
  | {
      readonly kind: 'key-points';
      readonly titleHtml: string;
      readonly itemsHtml: readonly string[];
    }
  | {
      readonly kind: 'follow-ups';
      readonly titleHtml: string;
      readonly items: readonly { readonly questionHtml: string; readonly answerHtml: string }[];
    };

/** An answer, ready to show. */
export interface RenderedAnswer {
  readonly sections: readonly RenderedSection[];
  /** The code blocks of all sections; `data-block` in the HTML is a block's index here. */
  readonly code: readonly CodeBlock[];
}

/**
 * Renders an answer section by section. Key points and follow-up questions become lists of items;
 * the rest of such a section comes before them as text, so that nothing is lost.
 *
 * @param images by their destinations; every other image is shown as its text
 * @param buildsOn which code blocks build on the bookshop; none if omitted
 */
export function renderAnswer(answer: Answer, images?: Images, buildsOn?: BuildsOn): RenderedAnswer {
  return finish(renderAnswerInSteps(answer, images, buildsOn));
}

/** The same in steps, so that a key press does not wait for all of it. */
export function* renderAnswerInSteps(
  answer: Answer,
  images?: Images,
  buildsOn?: BuildsOn,
): Steps<RenderedAnswer> {
  const code: CodeBlock[] = [];
  // Read once: an answer can have as many definitions as items that use them.
  const references = yield* readReferences(yield* linkDefinitions(answer));
  const render: Renderer = {
    block: markdown => renderBlockInSteps(markdown, code, images, references, buildsOn),
    item: markdown => renderItemInSteps(markdown, code, images, references, buildsOn),
  };
  const sections: RenderedSection[] = [];
  for (const section of answer.sections) yield* renderSection(section, render, sections);
  return { sections, code };
}

interface Renderer {
  readonly block: (markdown: string) => Steps<string>;
  readonly item: (markdown: string) => Steps<string>;
}

function* renderSection(
  section: Section,
  { block, item }: Renderer,
  sections: RenderedSection[],
): Steps<undefined> {
  const titleHtml = renderInline(section.title);
  const isList = section.kind === 'key-points' || section.kind === 'follow-up-questions';
  const { items, rest } = isList ? splitLists(section) : { items: [], rest: section.markdown };
  if (items.length === 0) {
    const html = yield* block(section.markdown);
    if (html !== '' || titleHtml !== '') sections.push({ kind: 'text', titleHtml, html });
    return;
  }
  yield;
  if (rest !== '') sections.push({ kind: 'text', titleHtml, html: yield* block(rest) });
  if (section.kind === 'key-points') {
    const itemsHtml: string[] = [];
    for (const { markdown } of items) itemsHtml.push(yield* item(markdown));
    sections.push({ kind: 'key-points', titleHtml, itemsHtml });
    return;
  }
  const followUps: { questionHtml: string; answerHtml: string }[] = [];
  for (const { question, answer } of followUpsOf(section)) {
    followUps.push({ questionHtml: renderInline(question), answerHtml: yield* block(answer) });
  }
  sections.push({ kind: 'follow-ups', titleHtml, items: followUps });
}
