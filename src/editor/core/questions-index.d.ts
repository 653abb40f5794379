/** Made by the build from `questions/` (see esbuild.js): a `readonly Collection[]` as JSON. */
declare module 'questions:index' {
  const collections: string;
  export default collections;
}
