/** Packs' Markdown as HTML that is safe in the panel's page. Loaded when a question is first opened. */
import type { Answer, Section } from '../question';
import { followUpsOf, keyPointsOf, linkDefinitions, splitLists } from '../pack/answer';
import {
  readReferences,
  renderBlock,
  renderInline,
  renderItem,
  type BuildsOn,
  type CodeBlock,
  type Images,
} from './renderer';

export { imageDestinations, renderBlock, renderInline, type CodeBlock } from './renderer';

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
 * what else stands in such a section comes before them as text, so that nothing is lost.
 *
 * @param images by their destinations; every other image is shown as its text
 * @param buildsOn which code blocks build on the bookshop; none where it is not given
 */
export function renderAnswer(answer: Answer, images?: Images, buildsOn?: BuildsOn): RenderedAnswer {
  const code: CodeBlock[] = [];
  // Read once: an answer can have as many definitions as it has items that they hold for.
  const references = readReferences(linkDefinitions(answer));
  const block = (markdown: string): string =>
    renderBlock(markdown, code, images, references, buildsOn);
  const item = (markdown: string): string =>
    renderItem(markdown, code, images, references, buildsOn);
  const sections = answer.sections.flatMap(section => renderSection(section, block, item));
  return { sections, code };
}

type Render = (markdown: string) => string;

function renderSection(section: Section, block: Render, item: Render): RenderedSection[] {
  const titleHtml = renderInline(section.title);
  const asText = (markdown: string): RenderedSection => {
    return { kind: 'text', titleHtml, html: block(markdown) };
  };
  if (section.kind !== 'key-points' && section.kind !== 'follow-up-questions') {
    return [asText(section.markdown)];
  }
  const { items, rest } = splitLists(section);
  if (items.length === 0) return [asText(section.markdown)];
  const before = rest === '' ? [] : [asText(rest)];
  if (section.kind === 'key-points') {
    return [
      ...before,
      { kind: 'key-points', titleHtml, itemsHtml: keyPointsOf(section).map(item) },
    ];
  }
  const followUps = followUpsOf(section).map(({ question, answer }) => {
    return { questionHtml: renderInline(question), answerHtml: block(answer) };
  });
  return [...before, { kind: 'follow-ups', titleHtml, items: followUps }];
}
