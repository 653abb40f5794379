/** Made by the build from `questions/` (see esbuild.js). */
declare module 'questions:index' {
  import type { Collection } from './question';
  const collections: readonly Collection[];
  export default collections;
}
