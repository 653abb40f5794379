import Markdown, { type MarkdownIt } from 'markdown-it';
import { hideComments } from './comments';
import { isSafeLink } from './links';
import { keepMath } from './math';

/**
 * Markdown longer than this, in UTF-16 units, is shown as source: crafted text keeps the parser
 * busy for some seconds per megabyte.
 */
export const longestFormatted = 200_000;

/**
 * Creates the Markdown parser used both to split packs and to show answers: CommonMark with tables,
 * raw HTML as text, comments hidden, unsafe links as text, images as their alt text.
 */
export function createMarkdown(): MarkdownIt {
  const md = new Markdown({ html: false, linkify: false, typographer: false });
  let inImage = false;
  md.validateLink = destination => inImage || isSafeLink(destination);

  // An image's destination is never used, so an unsafe one need not spoil the alt text.
  const image = imageRule();
  md.inline.ruler.at('image', (state, silent) => {
    const outer = inImage;
    inImage = true;
    try {
      return image(state, silent);
    } finally {
      inImage = outer;
    }
  });
  md.renderer.rules.image = (tokens, index, options, env, renderer) =>
    md.utils.escapeHtml(renderer.renderInlineAsText(tokens[index]?.children ?? [], options, env));

  hideComments(md);
  keepMath(md);
  return md;
}

/** markdown-it's own rule for images, which it does not export. */
function imageRule(): ReturnType<MarkdownIt['inline']['ruler']['getRules']>[number] {
  const { ruler } = new Markdown().inline;
  ruler.enableOnly('image');
  const [rule] = ruler.getRules('');
  if (!rule) throw new Error('markdown-it has no rule for images');
  return rule;
}
