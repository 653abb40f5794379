/** The parts of highlight.js used in `study/`: its own types pull in the DOM. */
export interface Mode {
  starts?: Mode;
  contains?: (Mode | 'self')[];
  subLanguage?: string | string[];
}
export interface Language extends Mode {
  contains: Mode[];
}
export interface HLJSApi {
  highlight(
    text: string,
    options: { language: string; ignoreIllegals?: boolean },
  ): { readonly value: string };
  registerLanguage(name: string, define: LanguageFn): void;
  getLanguage(name: string): Language | undefined;
}
export type LanguageFn = (api: HLJSApi) => Language;
