/** Text that would do harm if foreign Markdown or HTML were shown carelessly. */

const script = 'window.harmed=1';
const outside = 'https://outside.invalid';

const schemes = [
  'javascript:window.harmed=1',
  'JaVaScRiPt:window.harmed=1',
  '&#74;avascript:window.harmed=1',
  'javascript&#x3A;window.harmed=1',
  'javascript&colon;window.harmed=1',
  'java&Tab;script:window.harmed=1',
  '\u0001javascript:window.harmed=1',
  'vbscript:msgbox(1)',
  'data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFybWVkPTE8L3NjcmlwdD4=',
  'data:image/svg+xml,<svg onload=window.harmed=1>',
  'command:workbench.action.quit',
  'vscode:extension/evil.evil',
  'vscode-file://vscode-app/etc/passwd',
  'file:///etc/passwd',
  'ms-msdt:/id',
  'smb://outside.invalid/share',
  '//outside.invalid/x',
  '\\\\outside.invalid\\share',
  '../../../etc/passwd',
  'http://outside.invalid/x',
  'blob:https://outside.invalid/x',
  '"><script>window.harmed=1</script>',
];

/** Ways in which Markdown makes a link or a picture of a destination. */
const forms: readonly ((destination: string) => string)[] = [
  to => `[text](${to})`,
  to => `[text](<${to}>)`,
  to => `[text](${to} "title")`,
  to => `![text](${to})`,
  to => `<${to}>`,
  to => `[text][ref]\n\n[ref]: ${to}`,
  to => `[![text](${to})](${to})`,
  to => `- item\n\n  > [text](${to})`,
];

const events = ['onload', 'onerror', 'onfocus', 'onmouseover', 'ontoggle', 'onanimationstart'];
const tags = ['img src=x', 'svg', 'body', 'details open', 'input autofocus', 'video src=x'];

const html = [
  `<script>${script}</script>`,
  `<script src="${outside}/x.js"></script>`,
  `<ScRiPt>${script}</sCrIpT>`,
  `<script\n>${script}</script\n>`,
  `<svg><script>${script}</script></svg>`,
  `<math><mtext><script>${script}</script></mtext></math>`,
  `<iframe src="javascript:parent.harmed=1"></iframe>`,
  `<iframe srcdoc="<script>parent.harmed=1</script>"></iframe>`,
  `<iframe src="${outside}/"></iframe>`,
  `<object data="${outside}/x.swf"></object>`,
  `<embed src="${outside}/x.swf">`,
  `<link rel="stylesheet" href="${outside}/x.css">`,
  `<link rel="prefetch" href="${outside}/x">`,
  `<style>@import "${outside}/x.css";</style>`,
  `<style>body{background:url(${outside}/x.png)}</style>`,
  `<p style="background:url(${outside}/x.png)">x</p>`,
  `<img src="${outside}/x.png">`,
  `<img srcset="${outside}/x.png 2x">`,
  `<picture><source srcset="${outside}/x.png"><img></picture>`,
  `<audio src="${outside}/x.mp3" autoplay></audio>`,
  `<video poster="${outside}/x.png"></video>`,
  `<input type="image" src="${outside}/x.png">`,
  `<base href="${outside}/"><img src="x.png">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${script}">`,
  `<form action="${outside}/"><input name=a></form>`,
  `<template><script>${script}</script></template>`,
  `<noscript><img src=x onerror="${script}"></noscript>`,
  `<table background="${outside}/x.png"><tr><td>x</td></tr></table>`,
  `<a href="javascript:${script}">x</a>`,
  `<a href="command:workbench.action.quit">x</a>`,
  `<button onclick="${script}">x</button>`,
  `<svg><image href="${outside}/x.png" /></svg>`,
  `<iframe src="data:text/html,<script>parent.harmed=1</script>"></iframe>`,
  `<object data="data:image/svg+xml,<svg onload='${script}'/>"></object>`,
  `<svg><use href="${outside}/x.svg#a" /></svg>`,
  `<svg><animate onbegin="${script}" attributeName=x dur=1s></svg>`,
  `<marquee onstart="${script}">x</marquee>`,
  `<!--><script>${script}</script>-->`,
  `<![CDATA[<script>${script}</script>]]>`,
  `<x contenteditable onblur="${script}">x</x>`,
  ...tags.flatMap(tag => events.map(event => `<${tag} ${event}="${script}">`)),
];

/** Places in Markdown that may contain HTML. */
const places: readonly ((text: string) => string)[] = [
  text => text,
  text => `## ${text}`,
  text => `- ${text}`,
  text => `| a |\n|---|\n| ${text.replaceAll('\n', ' ')} |`,
  text => `> ${text}`,
];

const fences = [
  '```"><script>window.harmed=1</script>\nx\n```',
  '```js&#32;"onload=window.harmed=1\nx\n```',
  '```python title="<img src=x onerror=window.harmed=1>"\nx\n```',
  '```html\n<script>window.harmed=1</script>\n```',
  '```\n</code></pre><script>window.harmed=1</script>\n```',
  '    <script>window.harmed=1</script>',
  '`<script>window.harmed=1</script>`',
];

/** Further attempts from markdown-it's own tests against scripts and prototypes. */
const markdownItsOwn = [
  '[normal link](javascript)',
  '[xss link](JAVASCRIPT:window.harmed=1)\n\n[xss link](VBSCRIPT:window.harmed=1)',
  '[xss link](&#34;&#62;&#60;script&#62;window.harmed=1&#60;/script&#62;)',
  '[xss link](&#x26;#74;avascript:window.harmed=1)',
  '[xss link](\\&#74;avascript:window.harmed=1)',
  '[normal link](/javascript:link)',
  '![](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)',
  '<javascript&#x3A;window.harmed=1>\n\n<javascript:window.harmed=1>',
  'javascript&#x3A;window.harmed=1\n\njavascript:window.harmed=1',
  '[test]: javascript:window.harmed=1',
  '```js&#32;custom-class\ntest1\n```\n\n```js&#x0C;custom-class\ntest2\n```',
  '[__proto__]\n\n[__proto__]: blah',
  '[hasOwnProperty]\n\n[hasOwnProperty]: blah',
];

const prototypes = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'].flatMap(name => [
  `[${name}]\n\n[${name}]: https://docs.djangoproject.com/`,
  `[text][${name}]`,
  `\`\`\`${name}\nx\n\`\`\``,
]);

/** Raw HTML that does harm if shown as it is. */
export const htmlPayloads: readonly string[] = html;

/** Markdown that does harm if rendered carelessly. */
export const markdownPayloads: readonly string[] = [
  ...schemes.flatMap(scheme => forms.map(form => form(scheme))),
  ...html.flatMap(text => places.map(place => place(text))),
  ...fences,
  ...markdownItsOwn,
  ...prototypes,
];
