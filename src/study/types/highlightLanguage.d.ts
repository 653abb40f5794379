import type { LanguageFn } from './highlight';

declare const define: LanguageFn;
export default define;
