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
