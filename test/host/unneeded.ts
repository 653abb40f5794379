/**
 * The newest VS Code's built-in extensions that have no part in studying: other languages, debuggers,
 * build tools, accounts. Every window reads them all, which takes a quarter of the processor time
 * that a window needs until it is ready.
 */
export const unneededBuiltIns: readonly string[] = [
  ...['bat', 'clojure', 'coffeescript', 'cpp', 'csharp', 'dart', 'fsharp', 'go', 'groovy'],
  ...['handlebars', 'hlsl', 'java', 'julia', 'latex', 'less', 'log', 'lua', 'make', 'objective-c'],
  ...['perl', 'php', 'powershell', 'pug', 'r', 'razor', 'ruby', 'rust', 'scss', 'shaderlab'],
  ...['swift', 'vb', 'xml'],
  ...['css-language-features', 'html-language-features', 'php-language-features'],
  ...['typescript-language-features', 'emmet', 'extension-editing', 'references-view'],
  ...['debug-auto-launch', 'debug-server-ready', 'ms-vscode.js-debug'],
  ...['ms-vscode.js-debug-companion', 'ms-vscode.vscode-js-profile-table'],
  ...['grunt', 'gulp', 'jake', 'npm', 'merge-conflict', 'ipynb', 'notebook-renderers'],
  ...['copilot', 'github', 'github-authentication', 'microsoft-authentication'],
  ...['simple-browser', 'tunnel-forwarding', 'terminal-suggest', 'mermaid-markdown-features'],
  ...['theme-abyss', 'theme-kimbie-dark', 'theme-modern-icons', 'theme-monokai'],
  ...['theme-monokai-dimmed', 'theme-quietlight', 'theme-red', 'theme-solarized-dark'],
  ...['theme-solarized-light', 'theme-tomorrow-night-blue'],
];
