/** Icons are bundled as text: `import arrow from './arrow.svg' with { type: 'text' }`. */
declare module '*.svg' {
  const svg: string;
  export default svg;
}
