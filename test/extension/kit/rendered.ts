/** What VS Code would make of Markdown: a reader with everything switched on, also raw HTML. */
import Markdown from 'markdown-it';

/** Where the links of a text lead, and what its tags load. */
export interface Rendered {
  readonly links: readonly string[];
  /** The tags that load or run something, such as `img`. */
  readonly tags: readonly string[];
}

/** Renders Markdown as freely as a reader can. */
export function rendered(markdown: string): Rendered {
  const md = new Markdown({ html: true, linkify: true });
  md.validateLink = () => true;
  const html = md.render(markdown);
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
  const tags = [...html.matchAll(/<(img|script|iframe|object|embed|video|audio)\b/gi)];
  return { links, tags: tags.map(([, tag = '']) => tag.toLowerCase()) };
}
