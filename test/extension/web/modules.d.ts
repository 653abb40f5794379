/** Loads the tests that run in a web extension host; `esbuild.js` makes it. */
declare module 'tests:web';
declare module 'mocha/mocha.js';

/** Node's assertions as a package, for hosts without Node. */
declare module 'assert/' {
  export { strict } from 'node:assert';
}
