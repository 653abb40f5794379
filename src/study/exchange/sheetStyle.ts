/** The look of a study sheet: ink on paper, also on a screen. */
export const sheetStyle = `
:root { color-scheme: light; }
body {
  color: #1b1f24; background: #fff; max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem;
  font: 16px/1.5 Georgia, 'Times New Roman', serif;
}
h1, h2, h3, h4, nav, figcaption { font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; }
h1 { font-size: 1.8rem; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; border-bottom: 2px solid #0c4b33; padding-bottom: .25rem; margin: 2.5rem 0 1rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h4 { font-size: .95rem; margin: 1.25rem 0 .25rem; color: #0c4b33; }
h5, h6 { font-size: .9rem; margin: 1rem 0 .25rem; font-style: italic; }
header p { color: #57606a; margin: 0; }
nav { font-size: .9rem; }
nav ul, nav ol { padding-left: 1.5rem; }
nav a { color: inherit; }
a { color: #0b5fa5; overflow-wrap: anywhere; }
.hint { color: #57606a; font-style: italic; }
.hint strong { font-style: normal; }
.hint p { margin: .25rem 0; }
.note { border-left: 3px solid #b58900; padding-left: .75rem; }
blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid #d0d7de; }
figure { margin: .75rem 0; }
img { max-width: 100%; height: auto; }
figcaption { font-size: .75rem; color: #57606a; }
pre {
  background: #f6f8fa; border: 1px solid #d0d7de; border-radius: 4px; padding: .6rem .75rem;
  margin: 0; overflow-x: auto; font-size: .8rem; line-height: 1.4;
}
code { font-family: ui-monospace, Consolas, Menlo, monospace; font-size: .9em; }
pre code { font-size: inherit; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid #d0d7de; padding: .25rem .5rem; text-align: left; vertical-align: top; }
.hljs-comment, .hljs-quote { color: #57606a; }
.hljs-keyword, .hljs-selector-tag, .hljs-built_in { color: #a0242c; }
.hljs-string, .hljs-attr, .hljs-regexp { color: #0a3069; }
.hljs-title, .hljs-name, .hljs-section { color: #6639ba; }
.hljs-number, .hljs-literal { color: #0550ae; }
@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3, h4, figcaption { break-after: avoid; }
  section { break-before: page; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  figure, table, .note { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  .cheat section { columns: 2; column-gap: 7mm; font-size: 7.6pt; line-height: 1.3; }
  .cheat h2 { column-span: all; margin: 0 0 2mm; font-size: 12pt; }
  .cheat h3 { font-size: 8.6pt; margin: 2.5mm 0 .5mm; }
  .cheat h4 { display: none; }
  .cheat p, .cheat ul { margin: .5mm 0; }
  .cheat ul { padding-left: 3.5mm; }
  .cheat article { break-inside: auto; }
}
`;

/** The SHA-256 of `sheetStyle` in base64: the sheet's policy allows no other style. */
export const sheetStyleHash = 'pZWnyRnWqcg30CDtn7/6CkeYFJb/XLjBa1YZBhjnXMA=';
