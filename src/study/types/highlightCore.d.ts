import type { HLJSApi } from './highlight';

declare const api: HLJSApi;
export default api;
