/** Made by the build from `questions/` (see esbuild.js): a `readonly Collection[]`. */
declare module 'questions:index' {
  const collections: unknown;
  export default collections;
}
