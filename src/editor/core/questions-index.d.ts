/** Generated from `questions/` (see esbuild.js): a `readonly Collection[]` as JSON. */
declare module 'questions:index' {
  const collections: string;
  export default collections;
}

/** Generated from `questions/bookshop/`: the paths of its files, in order. */
declare module 'questions:bookshop' {
  const files: readonly string[];
  export default files;
}

/**
 * Generated: `[wording, hint]` as safe HTML, by id, of the built-in questions where that differs
 * from the escaped text, as JSON.
 */
declare module 'questions:html' {
  const html: string;
  export default html;
}

/** Generated from `src/webview/`: the script of each page, by its name. */
declare module 'pages:scripts' {
  const scripts: Readonly<Record<'question' | 'mockInterview' | 'statistics', string>>;
  export default scripts;
}

/** Generated from `src/webview/`: the style sheets, by page name; `reading` is shared. */
declare module 'pages:styles' {
  const styles: Readonly<Record<'reading' | 'question' | 'mockInterview' | 'statistics', string>>;
  export default styles;
}
