import type { Env, MarkdownIt, Token } from 'markdown-it';
import { djangoReleases, parseFenceInfo } from './fence';
import { highlight } from './highlight';
import { isSafeLink } from './links';
import { showCallouts } from './callouts';
import { createMarkdown, longestFormatted } from './parser';
import { piecesOf } from './pieces';
import { finish, type Steps } from '../steps';

/** A code block of an answer, for "copy" and "open in editor". */
export interface CodeBlock {
  /** As the author wrote it, in lower case; empty if the block names none. */
  readonly language: string;
  /** The file it belongs to, such as `shop/models.py`. */
  readonly title?: string;
  /** Why it cannot be run as it is, such as `needs channels`. */
  readonly norun?: string;
  /** The releases of Django it is for: `6.0` (6.0 or newer) or `<6.0` (older ones). */
  readonly django?: string;
  readonly text: string;
}

/** A longer paragraph, in UTF-16 units, is shown as source: no person wrote it. */
export const longestParagraph = 10_000;

/** Renders one line of Markdown, such as a question's wording, as HTML without a block. */
export function renderInline(markdown: string): string {
  const md = markdownIt();
  if (markdown.length > longestParagraph) return md.utils.escapeHtml(markdown.trim());
  return md.renderInline(markdown.trim());
}

/** Link definitions (`[name]: https://…`), shared by everything rendered with them. */
export type References = Env['references'];

/** Reads link definitions, in steps. */
export function* readReferences(markdown: string): Steps<References> {
  const env: Env = {};
  const md = markdownIt();
  if (markdown.length > longestFormatted) return env.references;
  for (const piece of piecesOf(markdown)) {
    md.block.parse(piece.markdown, md, env, []);
    yield;
  }
  return env.references;
}

/** Pictures by their destinations in the Markdown, as `data:` addresses. */
export type Images = ReadonlyMap<string, string>;

/** Tells whether a block builds on the project shared by the answers. */
export type BuildsOn = (block: CodeBlock) => boolean;

/**
 * Renders Markdown as HTML that is safe under the page's policy: no raw HTML, no style attributes,
 * no images but those given, links to allowed places only.
 *
 * @param code collects the code blocks; a block's `data-block` is its index in it. Without it the
 *   blocks have no number and the page gives them no buttons.
 * @param images every other image is shown as its text
 * @param references link definitions valid in addition to those in the Markdown itself
 * @param buildsOn marks the blocks it is true for with `data-bookshop`
 */
export function renderBlock(
  markdown: string,
  code?: CodeBlock[],
  images?: Images,
  references?: References,
  buildsOn?: BuildsOn,
): string {
  return finish(renderBlockInSteps(markdown, code, images, references, buildsOn));
}

/** The same in steps: one paragraph, or top-level block, each. */
export function* renderBlockInSteps(
  markdown: string,
  code?: CodeBlock[],
  images?: Images,
  references?: References,
  buildsOn?: BuildsOn,
): Steps<string> {
  const md = markdownIt();
  if (markdown.length > longestFormatted) {
    return `<pre tabindex="0">${md.utils.escapeHtml(markdown)}</pre>\n`;
  }
  const env = environment(code, images, references, buildsOn);
  const html: string[] = [];
  for (const piece of piecesOf(markdown)) {
    const tokens = yield* parseInSteps(piece.markdown, env);
    for (const block of topBlocks(tokens)) {
      html.push(md.renderer.render(block, md.options, env));
      yield;
    }
  }
  return html.join('');
}

/** Like `renderBlockInSteps`, but a single paragraph has no `<p>`: for list items. */
export function* renderItemInSteps(
  markdown: string,
  code?: CodeBlock[],
  images?: Images,
  references?: References,
  buildsOn?: BuildsOn,
): Steps<string> {
  const md = markdownIt();
  const env = environment(code, images, references, buildsOn);
  const tokens = yield* parseInSteps(markdown, env);
  const [first, inline] = tokens;
  if (tokens.length === 3 && first?.type === 'paragraph_open') {
    return md.renderer.renderInline(inline?.children ?? [], md.options, env);
  }
  return md.renderer.render(tokens, md.options, env);
}

/** The same in one go. */
export function renderItem(...args: Parameters<typeof renderItemInSteps>): string {
  return finish(renderItemInSteps(...args));
}

function environment(
  code: CodeBlock[] | undefined,
  images: Images | undefined,
  references: References | undefined,
  buildsOn: BuildsOn | undefined,
): Env {
  return {
    [collected]: code,
    [pictures]: images,
    [base]: buildsOn,
    ...(references && { references }),
  };
}

/** Does the same as `MarkdownIt.parse`, paragraph by paragraph. */
function* parseInSteps(markdown: string, env: Env): Steps<Token[]> {
  const md = markdownIt();
  const state = new md.core.State(markdown, md, env);
  for (const rule of md.core.ruler.getRules('')) {
    if (rule !== inlineRule) rule(state);
    else {
      yield;
      for (const token of state.tokens) {
        if (token.type !== 'inline') continue;
        parseParagraph(state, token);
        yield;
      }
    }
  }
  return state.tokens;
}

/** markdown-it's rule of this name, which `parseInSteps` runs in steps. */
const inlineRule = (state: CoreState): void => {
  for (const token of state.tokens) if (token.type === 'inline') parseParagraph(state, token);
};

type CoreState = InstanceType<MarkdownIt['core']['State']>;

function parseParagraph({ md, env, Token: Made }: CoreState, { content, children }: Token): void {
  if (children === null) return;
  if (content.length <= longestParagraph) {
    md.inline.parse(content, md, env, children);
    return;
  }
  const text = new Made('text', '', 0);
  text.content = content;
  children.push(text);
}

/** The top-level blocks, each with all its tokens. */
function* topBlocks(tokens: Token[]): Generator<Token[]> {
  let start = 0;
  let depth = 0;
  for (const [at, { nesting }] of tokens.entries()) {
    depth += nesting;
    if (depth > 0) continue;
    yield tokens.slice(start, at + 1);
    start = at + 1;
  }
  if (start < tokens.length) yield tokens.slice(start);
}

/** Returns the destinations of the images in Markdown, used as keys by `renderBlock`. */
export function imageDestinations(markdown: string): string[] {
  return finish(imageDestinationsInSteps(markdown));
}

/** The same in steps. */
export function* imageDestinationsInSteps(markdown: string): Steps<string[]> {
  if (markdown.length > longestFormatted || !markdown.includes('![')) return [];
  const found: string[] = [];
  for (const piece of piecesOf(markdown)) {
    for (const { children } of yield* parseInSteps(piece.markdown, {})) {
      for (const token of children ?? []) {
        if (token.type === 'image') found.push(String(token.attrGet('src')));
      }
    }
  }
  return found;
}

const collected = Symbol('code blocks');
const pictures = Symbol('images');
const base = Symbol('what blocks build on');

/** Valid picture addresses: any other would be requested over the network. */
const pictureAddress = /^data:image\/[a-z+]+;base64,[A-Za-z0-9+/]*={0,2}$/;

let shared: MarkdownIt | undefined;

function markdownIt(): MarkdownIt {
  return (shared ??= createRenderer());
}

/** The page uses headings down to the section's `<h3>`. */
const highestHeading = 4;

/** The releases in readable form: `Django 6.0+`, `Django < 6.0`. */
function releases(django: string): string {
  return django.startsWith('<') ? `Django < ${django.slice(1)}` : `Django ${django}+`;
}

function createRenderer(): MarkdownIt {
  const md = createMarkdown();
  md.core.ruler.at('inline', inlineRule);
  showCallouts(md);
  const { rules } = md.renderer;
  const { escapeHtml, unescapeAll } = md.utils;

  const renderCode = (text: string, info: string, env: Env | undefined): string => {
    const { language, attributes } = parseFenceInfo(unescapeAll(info));
    const title = attributes.get('title');
    const code = env?.[collected] as CodeBlock[] | undefined;
    const number = code ? ` data-block="${code.length}"` : '';
    const norun = attributes.get('norun');
    const django = djangoReleases(attributes.get('django'));
    const release =
      django === undefined ? '' : ` <span class="release">${escapeHtml(releases(django))}</span>`;
    const block: CodeBlock = {
      language,
      ...(title === undefined ? {} : { title }),
      ...(norun === undefined ? {} : { norun }),
      ...(django === undefined ? {} : { django }),
      text,
    };
    code?.push(block);
    const buildsOn = env?.[base] as BuildsOn | undefined;
    const mark = buildsOn?.(block) ? ' data-bookshop' : '';
    const className = language.replace(/[^a-z0-9+_-]/g, '') || 'plaintext';
    return (
      `<figure class="code"${number}${mark}>` +
      `<figcaption>${escapeHtml(title ?? language)}${release}</figcaption>` +
      `<pre tabindex="0"><code class="hljs language-${className}">` +
      `${highlight(text, language) ?? escapeHtml(text)}</code></pre></figure>\n`
    );
  };
  rules.fence = (tokens, index, _options, env) =>
    renderCode(tokens[index]?.content ?? '', tokens[index]?.info ?? '', env);
  rules.code_block = (tokens, index, _options, env) =>
    renderCode(tokens[index]?.content ?? '', '', env);

  const asText = rules.image;
  rules.image = (tokens, index, options, env, renderer) => {
    const text = asText?.(tokens, index, options, env, renderer) ?? '';
    const images = env?.[pictures] as Images | undefined;
    const address = images?.get(String(tokens[index]?.attrGet('src')));
    if (address === undefined || !pictureAddress.test(address)) return text;
    return `<img src="${address}" alt="${text}">`;
  };

  rules.table_open = () => '<div class="table-scroll" tabindex="0"><table>\n';
  rules.table_close = () => '</table></div>\n';

  const adapt = (change: (token: Token) => void): NonNullable<(typeof rules)[string]> => {
    return (tokens, index, options, _env, renderer) => {
      const token = tokens[index];
      if (token) change(token);
      return renderer.renderToken(tokens, index, options);
    };
  };
  // The page's policy blocks style attributes, which markdown-it writes for aligned columns.
  const alignByClass = adapt(token => {
    const side = /text-align:(left|center|right)/.exec(String(token.attrGet('style')))?.[1];
    token.attrs = side ? [['class', `align-${side}`]] : null;
  });
  rules.th_open = alignByClass;
  rules.td_open = alignByClass;

  const lowerHeading = adapt(token => {
    token.tag = `h${Math.max(highestHeading, Number(token.tag.slice(1)))}`;
  });
  rules.heading_open = lowerHeading;
  rules.heading_close = lowerHeading;

  rules.link_open = adapt(token => {
    token.attrSet('rel', 'noopener noreferrer');
    // "[text]()" fails every check; a link without a destination leads nowhere.
    if (!isSafeLink(String(token.attrGet('href')))) token.attrs = null;
  });
  return md;
}
