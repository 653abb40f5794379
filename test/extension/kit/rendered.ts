/** Renders Markdown as VS Code might: a reader with everything enabled, including raw HTML. */
import Markdown from 'markdown-it';

/** The targets of a text's links, and what its tags load. */
export interface Rendered {
  readonly links: readonly string[];
  /** The tags that load or run something, such as `img`. */
  readonly tags: readonly string[];
}

/** Renders Markdown as permissively as a reader can. */
export function rendered(markdown: string): Rendered {
  const md = new Markdown({ html: true, linkify: true });
  md.validateLink = () => true;
  const html = md.render(markdown);
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
  const tags = [...html.matchAll(/<(img|script|iframe|object|embed|video|audio)\b/gi)];
  return { links, tags: tags.map(([, tag = '']) => tag.toLowerCase()) };
}
