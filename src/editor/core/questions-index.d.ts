/** Made by the build from `questions/` (see esbuild.js): a `readonly Collection[]` as JSON. */
declare module 'questions:index' {
  const collections: string;
  export default collections;
}

/** Made by the build from `questions/bookshop/`: the paths of its files, in order. */
declare module 'questions:bookshop' {
  const files: readonly string[];
  export default files;
}

/**
 * Made by the build: `[wording, hint]` as safe HTML, by its id, of each built-in question where that is
 * more than the same text escaped, as JSON.
 */
declare module 'questions:html' {
  const html: string;
  export default html;
}

/** Made by the build from `src/webview/`: the script of all pages. */
declare module 'pages:script' {
  const script: string;
  export default script;
}

/** Made by the build from `src/webview/`: the style sheets, by the name of the page; `reading` is shared. */
declare module 'pages:styles' {
  const styles: Readonly<Record<'reading' | 'question' | 'mockInterview' | 'statistics', string>>;
  export default styles;
}
